import ArgumentParser

/// How a verb writes what it found to standard output.
struct FormatOptions: ParsableArguments {
  @Option(name: .long, help: "How the answer is written to standard output (default: text).")
  var format: OutputFormat?

  @Flag(name: .long, help: "Short for --format json.")
  var json = false

  /// The format to print.
  var printed: OutputFormat { format ?? (json ? .json : .text) }

  /// The option that was given, for messages; nil without one.
  var words: String? { format.map { "--format \($0.rawValue)" } ?? (json ? "--json" : nil) }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other")
    }
  }
}

/// The same for verbs that have no tables.
struct PlainFormatOptions: ParsableArguments {
  @Option(name: .long, help: "How the answer is written to standard output (default: text).")
  var format: DiagnosticFormat?

  @Flag(name: .long, help: "Short for --format json.")
  var json = false

  /// Whether it is JSON.
  var isJSON: Bool { json || format == .json }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other")
    }
  }
}
