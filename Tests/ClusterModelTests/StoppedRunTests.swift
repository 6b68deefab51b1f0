import ClusterModel
import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Runs that are stopped before their end: what they say of the time until then.
@Suite struct `A run that is stopped` {
  private func loaded(_ scenario: Scenario) -> LoadedScenario {
    LoadedScenario(
      scenario: scenario, file: "test.yaml", digest: "", effectiveText: "", parameters: [],
      warnings: [])
  }

  /// The result of a run that is stopped at the first slice after `share` of its time.
  private func stopped(_ scenario: Scenario, at share: Double, threads: Int) throws -> RunResult {
    var simulation = try ClusterSimulation(loaded(scenario), toolVersion: "test")
    let end = scenario.duration.seconds * share
    return simulation.run(threads: threads, progress: { $0.simulatedSeconds < end }).result
  }

  private func whole(_ scenario: Scenario) throws -> RunResult {
    var simulation = try ClusterSimulation(loaded(scenario), toolVersion: "test")
    return simulation.run().result
  }

  private func check(_ scenario: Scenario, seed: UInt64) throws {
    let whole = try whole(scenario)
    let share = 0.15 + 0.7 * Double(seed % 16) / 16
    let threads = seed % 3 == 0 ? 2 : 1
    let part = try stopped(scenario, at: share, threads: threads)
    guard let partial = part.partial else { return }
    #expect(part.audit.violations == [], "\(seed)")
    #expect(partial.plannedSeconds == scenario.duration.seconds)
    #expect(partial.reachedSeconds >= scenario.duration.seconds * share)
    #expect(part.warnings.first?.hasPrefix("partial result: stopped at ") == true)
    let audit = part.audit
    #expect(
      audit.issuedCents == audit.settledCents + audit.refundedCents + audit.openCents, "\(seed)")
    for tier in part.tiers {
      let lost = tier.rejected.values.reduce(0, +) + tier.failed.values.reduce(0, +)
      #expect(tier.offered == tier.served + lost + tier.inFlightAtEnd, "\(seed) \(tier.name)")
      #expect((0...1.000_001).contains(tier.utilization.maxNode), "\(seed) \(tier.name)")
      #expect(tier.little.relativeError == 0, "\(seed) \(tier.name)")
    }
    guard part.simulatedSeconds <= partial.reachedSeconds else { return }
    // The whole intervals before the stop are those of the whole run.
    let count = part.series.intervals
    #expect(count > 0 && count <= whole.series.intervals)
    for (tier, other) in zip(part.series.tiers, whole.series.tiers) {
      #expect(tier.offered == Array(other.offered.prefix(count)), "\(seed) \(tier.tier)")
      #expect(tier.served == Array(other.served.prefix(count)), "\(seed) \(tier.tier)")
      #expect(tier.utilization.count == count)
      #expect(tier.sojournP99 == Array(other.sojournP99.prefix(count)), "\(seed) \(tier.tier)")
    }
    for (kind, series) in part.series.requests {
      let other = try #require(whole.series.requests[kind])
      #expect(series.firstTries == Array(other.firstTries.prefix(count)), "\(seed) \(kind)")
      #expect(series.toldYes == Array(other.toldYes.prefix(count)), "\(seed) \(kind)")
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `balances its books, and has the intervals of the whole run`(_ seed: UInt64) throws {
    try check(ScenarioGenerator.scenario(seed: seed), seed: seed)
    try check(ScenarioGenerator.stations(seed: seed), seed: seed)
  }

  @Test func `has work that was computed ahead of the stop neither in its series nor above one`()
    throws
  {
    // A tier with ten times the work that it can do: what it serves is known seconds ahead.
    var builder = ScenarioBuilder(seconds: 10, warmup: 1)
    let server = builder.tier("server", nodes: 2, service: .fixed(seconds: 0.1))
    builder.path(.claim, [server])
    builder.requests(rate: .steady(200))
    try check(builder.scenario, seed: 5)
    let part = try stopped(builder.scenario, at: 0.5, threads: 1)
    #expect(part.tiers[0].utilization.mean <= 1)
    #expect(part.tiers[0].utilization.mean > 0.99)
    #expect(part.series.tiers[0].utilization.allSatisfy { $0 <= 1 })
  }
}
