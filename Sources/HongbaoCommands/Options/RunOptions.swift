import ArgumentParser

/// The options of every verb that runs something.
struct RunOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The seed of all random numbers, 0 to 18446744073709551615; same as --set seed=N.",
      valueName: "n"),
    transform: { text in
      guard let seed = SeedText.seed(text) else {
        throw ValidationError(
          "--seed must be a whole number from 0 to 18446744073709551615, got '\(text)'")
      }
      return seed
    })
  var seed: UInt64?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Threads for replications; all cores by default. One run uses one today.", valueName: "n"))
  var threads: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Changes a value of the scenario, for example duration=5s or tiers.cache.nodes=96; may be "
        + "given again.", valueName: "path=value"))
  var overrides: [String] = []

  @Option(name: .long, help: "How the result is written to standard output.")
  var format: OutputFormat?

  @Flag(name: .long, help: "Short for --format json.")
  var json = false

  @Option(
    name: [.customLong("out"), .customShort("o")],
    help: ArgumentHelp(
      "The folder that takes <scenario>/<run>/.", valueName: "dir"),
    completion: .directory)
  var outputFolder = "results"

  @Flag(name: .shortAndLong, help: "Nothing on standard error but warnings and errors.")
  var quiet = false

  @Flag(name: .customLong("no-progress"), help: "No progress on standard error.")
  var hidesProgress = false

  @OptionGroup var style: StyleOptions

  /// The format to print.
  var outputFormat: OutputFormat { format ?? (json ? .json : .text) }

  /// All overrides in order; `--seed` has the last word.
  var allOverrides: [String] { overrides + (seed.map { ["seed=\($0)"] } ?? []) }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be 1 to 1024, got '\(threads)'")
    }
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other")
    }
    if outputFolder.isEmpty { throw ValidationError("--out must name a folder") }
    for text in overrides where !text.contains("=") || text.hasPrefix("=") {
      throw ValidationError("--set needs path=value, got '\(text)'")
    }
  }
}
