import ArgumentParser

/// The options of every verb that gives a result: where it goes, and how it looks.
struct OutputOptions: ParsableArguments {
  @Option(name: .long, help: "How the result is written to standard output.")
  var format: OutputFormat?

  @Flag(name: .long, help: "Short for --format json.")
  var json = false

  @Option(
    name: [.customLong("out"), .customShort("o")],
    help: ArgumentHelp(
      "The folder that takes <scenario>/<run>/.", valueName: "dir"),
    completion: .directory)
  var folder = "results"

  @Flag(name: .shortAndLong, help: "Nothing on standard error but warnings and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "More on standard error: files, digest, threads.")
  var verbose = false

  @OptionGroup var style: StyleOptions

  /// The format to print.
  var printedFormat: OutputFormat { format ?? (json ? .json : .text) }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other")
    }
    if quiet && verbose {
      throw ValidationError("--quiet and --verbose contradict each other")
    }
    if folder.isEmpty { throw ValidationError("--out must name a folder") }
  }
}
