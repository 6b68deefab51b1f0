import ClusterModel
import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Objectives that end the run.
@Suite struct `An objective with abort` {
  private func loaded(_ scenario: Scenario) -> LoadedScenario {
    LoadedScenario(
      scenario: scenario, file: "test.yaml", digest: "", effectiveText: "", parameters: [],
      warnings: [])
  }

  private func result(
    _ scenario: Scenario, threads: Int = 1, endsEarly: Bool = true
  ) throws -> RunResult {
    var simulation = try ClusterSimulation(loaded(scenario), toolVersion: "test")
    let output = simulation.run(threads: threads, endsEarly: endsEarly)
    #expect(output.isComplete)
    return output.result
  }

  /// One of each metric about a tier and a kind that it serves.
  private func metrics(_ scenario: Scenario, _ seed: UInt64) -> [Metric] {
    let kinds = RequestKind.allCases.filter { scenario.flow.paths[$0] != nil }
    let kind = kinds[Int(seed) % kinds.count]
    let path = scenario.flow.paths[kind]?.tiers ?? [0]
    let tier = path[Int(seed / 3) % path.count]
    return [
      .userLatency(.quantile(0.99), kind), .userLatency(.mean, kind),
      .tierSojourn(.maximum, nil, tier: tier), .tierSojourn(.quantile(0.5), kind, tier: tier),
      .rejected(nil, tier: tier), .failed(kind, tier: tier), .userErrors(kind),
      .throughput(nil, tier: tier), .peakThroughput(kind, tier: tier),
      .goodput(nil, tier: tier), .utilization(tier: tier),
    ]
  }

  private func objective(_ metric: Metric, holds: Bool, grace: Double) -> Objective {
    // Nothing is below nothing, and everything is above it.
    Objective(
      expression: "\(metric)", metric: metric, comparison: holds ? .greaterOrEqual : .less,
      limit: 0, line: 7, abortGrace: .seconds(grace))
  }

  private func check(_ original: Scenario, _ seed: UInt64) throws {
    for (number, metric) in metrics(original, seed).enumerated() {
      var scenario = original
      let grace = number % 3 == 0 ? 0.3 * original.duration.seconds : 0
      scenario.objectives = [objective(metric, holds: false, grace: grace)]
      let result = try result(scenario)
      guard let early = result.endedEarly else { continue }
      let case_ = "\(seed) \(metric)"
      #expect(early.reachedSeconds < early.plannedSeconds, "\(case_)")
      #expect(early.reachedSeconds >= scenario.warmup.seconds + grace - 1e-9, "\(case_)")
      #expect(result.simulatedSeconds == early.reachedSeconds, "\(case_)")
      #expect(result.partial == nil)
      #expect(result.warnings == [early.sentence])
      // Decided on the very figure that the end judges by.
      #expect(result.objectives[0].value == early.value, "\(case_)")
      #expect(!result.objectives[0].passed, "\(case_)")
      #expect(result.audit.violations == [], "\(case_)")
      let audit = result.audit
      #expect(
        audit.issuedCents == audit.settledCents + audit.refundedCents + audit.openCents, "\(case_)")
      for threads in [2, 4] where number % 4 == Int(seed) % 4 {
        #expect(try self.result(scenario, threads: threads) == result, "\(case_) \(threads)")
      }
    }
  }

  @Test(arguments: UInt64(1)...24)
  func `is decided on the figures of the end, and balances its books`(_ seed: UInt64) throws {
    try check(ScenarioGenerator.scenario(seed: seed), seed)
    try check(ScenarioGenerator.stations(seed: seed), seed)
  }

  @Test(arguments: UInt64(1)...12)
  func `changes nothing while it holds`(_ seed: UInt64) throws {
    for original in [
      ScenarioGenerator.scenario(seed: seed), ScenarioGenerator.stations(seed: seed),
    ] {
      var scenario = original
      scenario.objectives = metrics(original, seed).map { objective($0, holds: true, grace: 0) }
      let watched = try result(scenario)
      #expect(watched.endedEarly == nil)
      #expect(try result(scenario, endsEarly: false) == watched, "\(seed)")
      #expect(try result(scenario, threads: 3) == watched, "\(seed)")
    }
  }

  private static let peak = [
    "duration=12s", "warmup=2s", "populations.nationwide.sends.curve=[0s 300/s]",
    "faults=[{at: 3s, lose: shenzhen/2}]",
  ]

  private func peak(_ objective: String) throws -> LoadedScenario {
    try ScenarioFixture.load(
      ScenarioFixture.repository + "/topologies/new-year-peak.yaml",
      overrides: Self.peak + ["objectives=[\(objective)]"])
  }

  @Test func `ends a partitioned run at the same border on any threads and ranks`() throws {
    let loaded = try peak(
      "{objective: failed(gateway) < 0.01%, abort: true, grace: 1s}, utilization(cache) < 90%")
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    let expected = simulation.run(endsEarly: true).result
    let early = try #require(expected.endedEarly)
    #expect(early.reachedSeconds > 3 && early.reachedSeconds < 12, "\(early)")
    #expect(expected.audit.violations == [])
    for threads in [2, 4] {
      var simulation = try ClusterSimulation(loaded, toolVersion: "0")
      #expect(simulation.run(threads: threads, endsEarly: true).result == expected, "\(threads)")
    }
    for (ranks, threads) in [(2, 1), (3, 2)] {
      let found = try LoopbackRank.run(ranks) { rank in
        if var simulation = try? ClusterSimulation(loaded, toolVersion: "0") {
          simulation.follow(threads: threads, ranks: rank)
        }
      } lead: { rank in
        var simulation = try ClusterSimulation(loaded, toolVersion: "0")
        return simulation.run(threads: threads, ranks: rank, endsEarly: true).result
      }
      #expect(found == expected, "\(ranks) ranks of \(threads) threads")
    }
  }

  @Test func `is checked after its grace, and not where nobody asked for it`() throws {
    let soon = try peak("{objective: p50(claim) < 1ms, abort: true}")
    let late = try peak("{objective: p50(claim) < 1ms, abort: true, grace: 5500ms}")
    let never = try peak("p50(claim) < 1ms")
    #expect(try result(soon.scenario).endedEarly?.reachedSeconds == 3)
    #expect(try result(late.scenario).endedEarly?.reachedSeconds == 8)
    #expect(try result(late.scenario).endedEarly?.line == late.scenario.objectives[0].line)
    #expect(try result(never.scenario).endedEarly == nil)
    #expect(try result(soon.scenario, endsEarly: false).endedEarly == nil)
  }
}
