import ArgumentParser

/// The options of every verb that gives a result: where it goes, and how it looks.
struct OutputOptions: ParsableArguments {
  @OptionGroup var formatting: FormatOptions

  @Option(
    name: [.customLong("out"), .customShort("o")],
    help: ArgumentHelp(
      "The folder that takes <scenario>/<run>/.", valueName: "dir"),
    completion: .directory)
  var folder = "results"

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  /// What tells beside the result.
  var log: MessageLog { logging.log }

  /// The format to print.
  var printedFormat: OutputFormat { formatting.printed }

  func validate() throws {
    if folder.isEmpty { throw ValidationError("--out must name a folder") }
  }
}
