import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Tiers that call again on ways that branch and loop, against the traffic equations.
@Suite struct BranchingCallsTests {
  /// 200,000 claims over some quick tiers.
  func builder(_ names: [String]) -> ScenarioBuilder {
    var builder = ScenarioBuilder(seconds: 20_000)
    for name in names { builder.tier(name, service: .fixed(seconds: 1e-6)) }
    builder.requests(rate: .steady(10))
    return builder
  }

  /// Visits of each tier by first tries, then the share of users who were told an error.
  func visits(_ builder: ScenarioBuilder) -> [Double] {
    let result = run(builder.scenario)
    #expect(result.audit.violations.isEmpty)
    guard let claims = result.requests["claim"] else { return [] }
    let tries = Double(claims.firstTries)
    return result.tiers.map { Double($0.offered) / tries } + [Double(claims.gaveUp) / tries]
  }

  func errors(_ builder: inout ScenarioBuilder, at tier: Int, _ share: Double) {
    builder.fault(
      .errors(.init(tier: tier, nodes: [0]), probability: Ratio(fraction: share)), at: 0)
  }

  func expect(_ found: [Double], are theory: [Double]) {
    #expect(
      found.count == theory.count && zip(found, theory).allSatisfy { abs($0 - $1) < 0.01 },
      "found \(found), expected \(theory)")
  }

  @Test func `a tier calls the branch again that it had chosen`() {
    var builder = builder(["front", "left", "right"])
    builder.scenario.tiers[0].tries = 3
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [0, 1, 2],
      branches: [
        0: [Branch(step: 1, probability: 0.5), Branch(step: 2, probability: 0.5)], 1: [],
      ])
    errors(&builder, at: 1, 0.5)
    // Half of all go left: 1 + 1/2 + 1/4 calls each, and one in eight of them fails three times.
    expect(visits(builder), are: [1, 0.875, 0.5, 0.0625])
  }

  @Test func `a failed call goes back along the way that the request came`() {
    var builder = builder(["a", "b", "c", "d"])
    builder.scenario.tiers[0].tries = 2
    builder.scenario.tiers[1].tries = 3
    builder.scenario.tiers[2].tries = 100
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [0, 1, 2, 3], branches: [1: [Branch(step: 3, probability: 1)]])
    errors(&builder, at: 3, 1)
    // Nobody passes c, so nobody waits for its hundred tries.
    expect(visits(builder), are: [1, 2, 0, 6, 1])
  }

  @Test func `a request that comes back to a tier has all its tries again`() {
    var builder = builder(["front", "worker"])
    builder.scenario.tiers[0].tries = 2
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [0, 1], branches: [1: [Branch(step: 0, probability: 0.5)]])
    errors(&builder, at: 1, 0.5)
    // A turn succeeds with 3/4 in 1.5 calls, and half of the successes go round again.
    let turns = 1 / (1 - 0.75 * 0.5)
    expect(visits(builder), are: [turns, 1.5 * turns, turns / 4])
  }

  @Test func `a tier that branches to itself is no caller of its own`() {
    var builder = builder(["front", "worker"])
    builder.scenario.tiers[0].tries = 2
    builder.scenario.tiers[1].tries = 50
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [0, 1], branches: [1: [Branch(step: 1, probability: 0.5)]])
    errors(&builder, at: 1, 0.5)
    // A call passes with s = 1/2 (1/2 + 1/2 s), a third, in 1 / (1 - 1/4) visits.
    expect(visits(builder), are: [1, 4.0 / 3 * (1 + 2.0 / 3), 4.0 / 9])
  }
}
