import ResultTypes

/// `report.html`.
struct HTMLReport {
  init(_ result: RunResult, command: String) {}
  var text: String { "" }
}
