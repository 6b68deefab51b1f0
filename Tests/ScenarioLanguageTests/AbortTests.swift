import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct `Objectives that may end a run` {
  private func objectives(_ text: String) throws -> (objectives: [Objective], text: String) {
    let loaded = try ScenarioFixture.load(
      text: ScenarioFixture.smallest + "\nobjectives:\n" + text + "\n")
    return (loaded.scenario.objectives, loaded.effectiveText)
  }

  @Test func `say whether and how long after the warm-up`() throws {
    let found = try objectives(
      """
        - p99(claim) < 400ms
        - {objective: p99(claim) < 400ms, abort: true}
        - objective: mean(claim) < 1s
          abort: true
          grace: 5s
        - {objective: max(claim) < 2s, abort: false, grace: 3s}
        - {objective: "p50(claim) < 1s"}
      """)
    #expect(found.objectives.map(\.abortGrace) == [nil, .zero, .seconds(5), nil, nil])
    #expect(found.objectives.map(\.limit) == [400, 400, 1000, 2000, 1000])
    let again = try ScenarioFixture.load(text: found.text)
    #expect(again.effectiveText == found.text)
    #expect(again.scenario.objectives.map(\.abortGrace) == found.objectives.map(\.abortGrace))
  }

  @Test func `have the digest of plain ones when they do not`() throws {
    let plain = try objectives("  - p99(claim) < 400ms").text
    #expect(try objectives("  - {objective: p99(claim) < 400ms}").text == plain)
    #expect(try objectives("  - {objective: p99(claim) < 400ms, abort: false}").text == plain)
    #expect(try objectives("  - {objective: p99(claim) < 400ms, abort: true}").text != plain)
  }

  @Test func `point at the mistake in their condition`() throws {
    let text = ScenarioFixture.smallest + "\nobjectives:\n  - {objective: p98(claim) < 4ms}\n"
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    try ScenarioFixture.withFolder(["a.yaml": text]) { folder in
      guard case .invalid(let items) = ScenarioLoader.load(path: "\(folder)/a.yaml") else {
        Issue.record("a wrong metric was taken")
        return
      }
      #expect(items.map(\.line) == [line] && items.map(\.column) == [17])
      #expect(items.map(\.path) == ["objectives[0].objective"])
    }
  }

  @Test func `keep their grace where a shorter run leaves no time for it`() throws {
    let text =
      ScenarioFixture.smallest
      + "\nobjectives: [{objective: p99(claim) < 1s, abort: true, grace: 50s}]\n"
    try ScenarioFixture.withFolder(["a.yaml": text]) { folder in
      let short = try ScenarioFixture.load("\(folder)/a.yaml", overrides: ["duration=20s"])
      #expect(short.scenario.objectives[0].abortGrace == .seconds(50))
    }
  }
}
