import TestSupport
import Testing

import ScenarioLanguage

@Suite struct `Diagnostic catalog` {
  @Test func `every code has a page that begins with it`() throws {
    #expect(DiagnosticCatalog.codes == DiagnosticCode.allCases.map(\.rawValue))
    for code in DiagnosticCatalog.codes {
      let page = try #require(DiagnosticCatalog.explanation(of: code))
      #expect(page.hasPrefix("\(code): "))
      #expect(page.contains("\nWrong:\n    ") && page.contains("\nRight:\n    "))
      #expect(DiagnosticCatalog.explanation(of: code.lowercased()) == page)
    }
  }

  @Test func `pages are short, fit a terminal and differ`() {
    let pages = DiagnosticCatalog.codes.compactMap { DiagnosticCatalog.explanation(of: $0) }
    for page in pages {
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      #expect((8...22).contains(lines.count), "\(page)")
      #expect(lines.allSatisfy { $0.count <= 90 && $0.last != " " }, "\(page)")
    }
    #expect(Set(pages.map { $0.dropFirst(5) }).count == pages.count)
  }

  @Test(arguments: ["", "S", "S0000", "S9999", "0204", "S0204 ", "W0204"])
  func `what is no code has no page`(_ text: String) {
    #expect(DiagnosticCatalog.explanation(of: text) == nil)
  }

  // MARK: - The examples are true

  /// Codes whose examples are no part of a scenario: the mistake is in the file as a whole, on
  /// the command line, or in another file.
  private static let others: Set<DiagnosticCode> = [
    .fileUnreadable, .notARegularFile, .fileTooLarge, .invalidUTF8, .forbiddenCharacter,
    .emptyFile, .severalDocuments, .includeUnreadable, .includeCycle, .pageWithoutScenario,
    .malformedOverride,
    .unknownOverridePath, .malformedTable, .warmupClipped, .faultDropped, .probeDropped, .tag,
    .missingPath, .sliceOutsideRun, .sliceWithoutStart, .sliceNotPossible,
  ]

  private static let parts = DiagnosticCode.allCases.filter { !others.contains($0) }

  /// The codes that a part of a scenario, on top of a sound one, leads to.
  private func codes(_ part: String) throws -> [String] {
    let head = part.contains("version:") ? "" : "version: 1\n"
    let files = ["base.yaml": Self.base, "part.yaml": "\(head)base: base.yaml\n\(part)\n"]
    let outcome = try ScenarioFixture.withFolder(files) {
      ScenarioLoader.load(path: "\($0)/part.yaml")
    }
    switch outcome {
    case .loaded(_, let warnings): return warnings.map(\.code)
    case .unreadable(let diagnostic): return [diagnostic.code]
    case .invalid(let diagnostics): return diagnostics.map(\.code)
    }
  }

  @Test(arguments: parts)
  func `the wrong example has the mistake`(_ code: DiagnosticCode) throws {
    let found = try codes(code.entry.wrong)
    #expect(found.contains(code.rawValue), "found \(found)")
  }

  @Test(arguments: parts)
  func `the right example has no mistake`(_ code: DiagnosticCode) throws {
    let found = try codes(code.entry.right)
    #expect(found.allSatisfy { $0.hasPrefix("W") && $0 != code.rawValue }, "found \(found)")
  }

  private static let base = """
    version: 1
    name: Base
    duration: 60s
    tiers:
      gateway:
        operation: relay
        nodes: 4
        servers: 8
        service: exponential(mean 500us)
      cache:
        operation: claim
        nodes: 4
        service: constant(10us)
      ckv:
        operation: store
        nodes: 4
        service: exponential(mean 300us)
      settlement:
        operation: settle
        nodes: 4
        servers: 20
        service: exponential(mean 10ms)
    flow:
      send: [gateway, ckv, cache]
      claim: [gateway, cache]
      open: [gateway, settlement]
    network:
      same zone: lognormal(p50 100us p99 300us min 60us)
    populations:
      friends:
        sends: {curve: 10/s}
        group: {size: 20}
        shares: 5
        amount: lognormal(p50 5.00yuan p99 60.00yuan)
        fan-out: lognormal(p50 150ms p99 2s)
        reaction: lognormal(p50 900ms p99 4s min 200ms)
        access: {wifi: 100%}
        timeout: 5s

    """
}
