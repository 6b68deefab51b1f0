import ClusterModel
import Experiments
import Quantities
import ScenarioTypes
import TestSupport
import Testing

@Suite struct MetricNamesTests {
  private func builder() -> ScenarioBuilder {
    var builder = ScenarioBuilder(seconds: 100)
    let front = builder.tier("front", nodes: 2, service: .exponential(seconds: 0.01))
    let cache = builder.tier(
      "cache", .cache(CacheSettings(ttl: .seconds(10))), service: .constant(0))
    let back = builder.tier("back", nodes: 3, service: .exponential(seconds: 0.01))
    builder.scenario.tiers[front].states = 4
    builder.scenario.tiers[back].breakdowns = Breakdowns(
      up: .exponential(seconds: 90), down: .exponential(seconds: 10))
    builder.path(.claim, [front, cache, back])
    builder.path(.open, [front])
    builder.requests(rate: .steady(5))
    builder.requests("others", .open, rate: .steady(5))
    builder.scenario.probes = [.seconds(10), .seconds(0.5)]
    builder.scenario.objectives = [
      Objective(
        expression: "p99(claim) < 1s", metric: .userLatency(.quantile(0.99), .claim),
        comparison: .less, limit: 1000, line: 1)
    ]
    return builder
  }

  @Test func `the names are those of a result, before it is there`() throws {
    let scenario = builder().scenario
    let loaded = LoadedScenario(
      scenario: scenario, file: "test.yaml", digest: "", effectiveText: "", parameters: [],
      warnings: [])
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    let output = simulation.run(parts: BatchEstimation.parts)
    let names = MetricNames.all(of: scenario)
    let found = MetricList(output.result).entries.map(\.name)
    let missing = Set(found).subtracting(names).sorted()
    let tooMany = Set(names).subtracting(found).sorted()
    #expect(missing == [])
    // The objectives' own are only where a series shows them.
    #expect(tooMany.filter { !$0.hasPrefix("objectives.") } == [])
    let figures = output.batches?.figures.map(\.name) ?? []
    #expect(figures.count > 20)
    #expect(figures.filter { !names.contains($0) } == [])
  }

  @Test func `names are known of kinds that nobody sent yet`() {
    let names = MetricNames.all(of: builder().scenario)
    for name in [
      "requests.claim.latency_ms.p99", "requests.open.told_yes_share",
      "tiers.front.open.sojourn_ms.p999", "probes.10s.back.in_tier", "probes.0.5s.back.nodes_up",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(!names.contains("tiers.back.claim.sojourn_ms.p99"))
  }
}
