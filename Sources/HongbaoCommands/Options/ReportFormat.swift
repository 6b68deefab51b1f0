import ArgumentParser

/// The words of `--format` of `report`.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case html, text, json, csv, markdown

  /// The same for a verb that runs something; nil for the report itself.
  var output: OutputFormat? { OutputFormat(rawValue: rawValue) }
}
