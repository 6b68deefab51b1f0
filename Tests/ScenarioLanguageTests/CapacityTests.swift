import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// The section `capacity`.
@Suite struct CapacityTests {
  private static let smallest = ScenarioFixture.smallest

  private func refusal(_ capacity: String) throws -> String {
    do {
      _ = try ScenarioFixture.load(text: Self.smallest + "\ncapacity:\n" + capacity)
    } catch let failure as ScenarioFixture.Failure {
      return failure.description
    }
    Issue.record("it was accepted: \(capacity)")
    return ""
  }

  private var tier: String {
    get throws { try ScenarioFixture.load(text: Self.smallest).scenario.tiers[0].name }
  }

  @Test func `all of it is read, and its effective text loads to the same`() throws {
    let name = try tier
    let loaded = try ScenarioFixture.load(
      text: Self.smallest + """

        capacity:
          plan: 1.5k/s
          tiers:
            \(name): {nodes: 4..64/4, cost: 2.5, memory: 64GiB, connections: 50000,
              bandwidth: 1.2GB/s, pool: 8}
          message: 1kB
          record: 800B
          records: 2400000000
          users: 1000000
          uncertain:
            - {input: load, values: [1, 3, 15]}
            - {input: tiers.\(name).service, range: 20%}

        """)
    let question = try #require(loaded.scenario.capacity)
    #expect(question.plan == Rate(perSecond: 1500))
    let bounds = try #require(question.tiers.first)
    #expect(bounds.nodes == CapacityRange(least: 4, most: 64, step: 4))
    #expect(bounds.cost == 2.5 && bounds.pool == 8 && bounds.connections == 50_000)
    #expect(bounds.memory == ByteSize(bytes: 64 << 30))
    #expect(bounds.bandwidth == ByteSize(bytes: 1_200_000_000))
    #expect(question.message == ByteSize(bytes: 1000) && question.record == ByteSize(bytes: 800))
    #expect(question.records == 2_400_000_000 && question.users == 1_000_000)
    #expect(
      question.uncertain == [
        UncertainInput(input: .load, factors: .values([1, 3, 15])),
        UncertainInput(input: .service(tier: 0), factors: .range(half: 0.2)),
      ])
    let again = try ScenarioFixture.load(text: loaded.effectiveText)
    #expect(again.digest == loaded.digest && again.scenario.capacity == question)
    #expect(again.effectiveText == loaded.effectiveText)
  }

  @Test func `a file without it keeps its digest, and one with it has another`() throws {
    let plain = try ScenarioFixture.load(text: Self.smallest)
    #expect(plain.scenario.capacity == nil && !plain.effectiveText.contains("capacity:"))
    let with = try ScenarioFixture.load(text: Self.smallest + "\ncapacity: {}\n")
    #expect(with.scenario.capacity == CapacityQuestion() && with.digest != plain.digest)
    #expect(try ScenarioFixture.load(text: with.effectiveText).digest == with.digest)
  }

  @Test(arguments: [
    ("  plan: 0/s", "plan"), ("  plan: 5", "unit"), ("  message: 1", "unit"),
    ("  tiers: {nowhere: {nodes: 1..2}}", "nowhere"),
    ("  tiers: {TIER: {nodes: 8..4}}", "rising"), ("  tiers: {TIER: {nodes: 4}}", "64..512/16"),
    ("  tiers: {TIER: {nodes: 1..4, servers: 1..4}}", "servers"),
    ("  tiers: {TIER: {bandwidth: 1GB}}", "a size a second"),
    ("  tiers: {TIER: {cost: 0}}", "number"), ("  tiers: {TIER: {nods: 1..4}}", "nodes"),
    ("  uncertain: [{input: load}]", "range"),
    ("  uncertain: [{input: load, range: 100%}]", "range"),
    ("  uncertain: [{input: load, values: [3]}]", "2 to 100"),
    ("  uncertain: [{input: load, range: 10%, values: [1, 2]}]", "both"),
    ("  uncertain: [{input: weather, range: 10%}]", "tiers.NAME.service"),
    ("  uncertain: [{input: load, range: 10%}, {input: load, range: 20%}]", "twice"),
  ])
  func `what is wrong is refused at its place`(_ text: String, _ word: String) throws {
    let answer = try refusal(text.replacing("TIER", with: try tier) + "\n")
    #expect(answer.contains(word), "\(answer)")
    #expect(answer.contains("error[S") && answer.contains("scenario.yaml:"))
  }

  @Test func `a range knows its numbers`() {
    let range = CapacityRange(least: 4, most: 13, step: 4)
    #expect(range.last == 12 && range.text == "4..13/4")
    #expect(range.atLeast(1) == 4 && range.atLeast(5) == 8 && range.atLeast(12) == 12)
    #expect(range.atLeast(13) == nil)
  }

  @Test func `a page of ours is read as the scenario that it holds`() throws {
    let plain = try ScenarioFixture.load(text: Self.smallest)
    let code = Base64Text.text(plain.effectiveText)
    let page =
      "<!DOCTYPE html>\n<html><body><a download=\"x\" "
      + "href=\"data:application/x-yaml;charset=utf-8;base64,\(code)\">Download it</a></body>"
      + "</html>"
    try ScenarioFixture.withFolder(["report.html": page]) { folder in
      let loaded = try ScenarioFixture.load("\(folder)/report.html")
      #expect(loaded.digest == plain.digest)
    }
  }

  @Test func `a page without a scenario is refused`() throws {
    try ScenarioFixture.withFolder(["page.html": "<!DOCTYPE html>\n<html></html>"]) { folder in
      #expect(throws: ScenarioFixture.Failure.self) {
        try ScenarioFixture.load("\(folder)/page.html")
      }
    }
  }
}
