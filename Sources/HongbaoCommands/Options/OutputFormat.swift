import ArgumentParser

/// The words of `--format` of verbs that run something.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv, markdown
}

/// The words of `--format` of `validate`.
enum DiagnosticFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
