import Foundation
import ScenarioLanguage
import ScenarioTypes

/// What `validate --format json` prints. Columns count Unicode scalars from 1.
struct ValidationDocument: Encodable {
  /// The version of this layout; 1 today.
  var schemaVersion = 1
  var files: [FileReport]

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// What was found in one file.
struct FileReport: Encodable {
  var file: String
  /// False when there is an error; warnings leave a file valid.
  var valid: Bool
  var diagnostics: [Diagnostic]
  /// `done`, `invalidInput` or `missingInput`; not part of the document.
  var status: ExitStatus

  enum CodingKeys: String, CodingKey {
    case file, valid, diagnostics
  }

  /// Loads `file`; the summary is the line about a good one.
  static func check(_ file: String) -> (report: FileReport, summary: String?) {
    switch ScenarioLoader.load(path: file) {
    case .loaded(let loaded, let warnings):
      let report = FileReport(file: file, valid: true, diagnostics: warnings, status: .done)
      return (report, summary(of: loaded.scenario))
    case .unreadable(let diagnostic):
      let report = FileReport(
        file: file, valid: false, diagnostics: [diagnostic], status: .missingInput)
      return (report, nil)
    case .invalid(let diagnostics):
      let report = FileReport(
        file: file, valid: false, diagnostics: diagnostics, status: .invalidInput)
      return (report, nil)
    }
  }

  /// `valid (4 tiers, 1 population, 2 objectives)`.
  private static func summary(of scenario: Scenario) -> String {
    let counts = [
      (scenario.tiers.count, "tier"), (scenario.populations.count, "population"),
      (scenario.faults.count, "fault"), (scenario.objectives.count, "objective"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    return "valid (\(words.joined(separator: ", ")))"
  }
}
