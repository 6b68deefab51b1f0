import Foundation
import ScenarioLanguage
import TestSupport
import Testing

/// Broken scenario files, one mistake each, with the text that a user sees.
///
/// `UPDATE_SNAPSHOTS=1 swift test --filter FixtureTests` writes the texts anew; read them before
/// they are committed: each must tell a newcomer what to do.
@Suite struct FixtureTests {
  static let folder = ScenarioFixture.repository + "/Tests/ScenarioLanguageTests/Fixtures"

  static func fixtures() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }

  private static func outcome(_ name: String) -> (text: String, codes: [String]) {
    let items: [Diagnostic]
    switch ScenarioLoader.load(path: "\(folder)/\(name)") {
    case .loaded(_, let warnings): items = warnings
    case .unreadable(let item): items = [item]
    case .invalid(let errors): items = errors
    }
    let text = DiagnosticRenderer.text(items, color: false, ascii: false)
    return (text.replacing(folder + "/", with: ""), items.map(\.code))
  }

  @Test(arguments: try FixtureTests.fixtures())
  func `a broken file is explained as its golden text says`(name: String) throws {
    let golden = "\(Self.folder)/\(name.dropLast(5)).diagnostics"
    let found = Self.outcome(name).text
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try found.write(toFile: golden, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOfFile: golden, encoding: .utf8)
    #expect(found == expected)
  }

  /// Codes that no single file shows: files that are not there, are none or are too large, and
  /// what `--set` does.
  private static let others: Set<DiagnosticCode> = [
    .fileUnreadable, .notARegularFile, .fileTooLarge, .malformedOverride, .unknownOverridePath,
    .warmupClipped, .faultDropped, .probeDropped,
  ]

  @Test func `every code that a file can have has one here`() throws {
    let found = Set(try Self.fixtures().flatMap { Self.outcome($0).codes })
    for code in DiagnosticCode.allCases {
      #expect(found.contains(code.rawValue) != Self.others.contains(code), "\(code.rawValue)")
    }
  }
}
