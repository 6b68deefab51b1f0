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
        - {objective: max(claim) < 2s, abort: false}
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

  @Test func `warn of a floor that nothing has reached yet, unless grace is spoken of`() throws {
    func codes(_ line: String) throws -> [String] {
      let text = ScenarioFixture.smallest + "\nobjectives:\n  - \(line)\n"
      return try ScenarioFixture.withFolder(["a.yaml": text]) { folder in
        switch ScenarioLoader.load(path: "\(folder)/a.yaml") {
        case .loaded(_, let warnings): warnings.map(\.code)
        case .invalid(let items): items.map(\.code)
        case .unreadable: ["unreadable"]
        }
      }
    }
    for floor in ["mean(claim) > 1us", "p99(claim) >= 1us"] {
      #expect(try codes("{objective: \(floor), abort: true}") == ["W0008"])
      #expect(try codes("{objective: \(floor), abort: true, grace: 0s}") == [])
      #expect(try codes("{objective: \(floor), abort: true, grace: 2s}") == [])
      #expect(try codes("{objective: \(floor), abort: false}") == [])
      #expect(try codes(floor) == [])
      #expect(try codes("{objective: \(floor), abort: false, grace: 2s}") == ["S0107"])
      #expect(try codes("{objective: \(floor), abort: sometimes, grace: 2s}") == ["S0210"])
    }
    #expect(try codes("{objective: mean(claim) < 1s, abort: true}") == [])
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
