import ArgumentParser

/// How much a verb tells beside its result.
package struct LogOptions: ParsableArguments {
  package init() {}

  @Option(
    name: .customLong("log-level"),
    help: ArgumentHelp(
      "What is told on standard error: error alone; warning, too; info, notes and progress, too "
        + "(default); debug, also files, digest, threads.", valueName: "level"))
  var chosenLevel: LogLevel?

  @Flag(name: .shortAndLong, help: "Short for --log-level warning: no notes and no progress.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Short for --log-level debug.")
  var verbose = false

  /// How much is told.
  var level: LogLevel { chosenLevel ?? (quiet ? .warning : verbose ? .debug : .info) }

  /// What tells it.
  package var log: MessageLog { MessageLog(level: level) }

  package func validate() throws {
    if quiet && verbose {
      throw ValidationError("--quiet and --verbose contradict each other")
    }
    guard let chosenLevel, quiet || verbose else { return }
    let short = quiet ? LogLevel.warning : .debug
    if chosenLevel != short {
      throw ValidationError(
        "\(quiet ? "--quiet" : "--verbose") is --log-level \(short.rawValue), and contradicts "
          + "--log-level \(chosenLevel.rawValue)")
    }
  }
}
