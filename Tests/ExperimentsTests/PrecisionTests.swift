import ClusterModel
import Experiments
import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// What counts as known well enough, and short replications.
@Suite struct PrecisionTests {
  private func statistics(
    _ change: (inout ScenarioBuilder) -> Void = { _ in }, replications: Int = 1,
    precision: ReplicationPlan.Precision? = nil
  ) throws -> StatisticsResult {
    let loaded = ReplicationTests().loaded(change)
    let plan = ReplicationPlan(
      loaded: loaded, toolVersion: "0", replications: replications, threads: 2,
      precision: precision)
    return try #require(try ReplicationRunner(plan).run().result.statistics)
  }

  private func objective(_ text: String, _ metric: Metric, _ limit: Double) -> Objective {
    Objective(expression: text, metric: metric, comparison: .less, limit: limit, line: 1)
  }

  @Test func `a share of which nothing was seen is not known`() throws {
    let found = try statistics(
      precision: .init(target: 0.05, metrics: ["tiers.server.rejected_share"], most: 20))
    #expect(found.precision?.isReached == false)
    #expect(found.precision?.notReached == ["tiers.server.rejected_share"])
  }

  @Test func `a share of all is not known`() throws {
    let found = try statistics(
      { $0.scenario.tiers[0].service = .constant(0) },
      precision: .init(target: 0.05, metrics: ["requests.claim.told_yes_share"], most: 20))
    #expect(found.metrics.first { $0.name == "requests.claim.told_yes_share" }?.mean == 1)
    #expect(found.precision?.isReached == false)
  }

  @Test func `no answers at all are not known`() throws {
    let found = try statistics(
      { builder in
        builder.scenario.populations = []
        builder.requests(rate: .steady(1e-9))
      }, precision: .init(target: 0.05, metrics: ["tiers.server.throughput"], most: 20))
    #expect(found.precision?.isReached == false)
  }

  @Test(arguments: [(0.01, true), (1e-6, false)])
  func `a share of nothing is known where its bound is clear of the limit`(
    limit: Double, isReached: Bool
  ) throws {
    let found = try statistics(
      { builder in
        builder.scenario.objectives = [
          objective("rejected(server) < x", .rejected(nil, tier: 0), limit)
        ]
      }, precision: .init(target: 0.05, most: 20))
    #expect(found.precision?.isReached == isReached)
  }

  @Test func `ratios of short replications are not biased`() throws {
    let found = try statistics(
      { builder in
        builder.scenario.duration = .seconds(150)
        builder.scenario.warmup = .seconds(100)
        builder.scenario.populations = []
        builder.requests(rate: .steady(0.7))
        builder.scenario.objectives = [
          objective("mean(server) < 9s", .tierSojourn(.mean, nil, tier: 0), 9000)
        ]
      }, replications: 2000)
    for (name, theory) in [
      ("tiers.server.waited_share", 0.7), ("tiers.server.sojourn_ms.mean", 10_000 / 3),
      ("objectives.mean(server) < 9s.value", 10_000 / 3),
    ] {
      let metric = try #require(found.metrics.first { $0.name == name })
      let low = try #require(metric.low)
      let high = try #require(metric.high)
      // Four standard errors; 1.96 of them are half the width.
      #expect(abs(metric.mean - theory) < (high - low) / 2 / 1.96 * 4, "\(metric)")
    }
  }
}
