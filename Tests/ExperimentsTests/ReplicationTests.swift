import ClusterModel
import Experiments
import Quantities
import Reports
import ResultTypes
import ScenarioTypes
import SimulationStatistics
import TestSupport
import Testing

@Suite struct ReplicationTests {
  func loaded(_ change: (inout ScenarioBuilder) -> Void = { _ in }) -> LoadedScenario {
    var builder = ScenarioBuilder(seconds: 2000, warmup: 100)
    let tier = builder.tier("server", service: .exponential(seconds: 1))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(0.5))
    change(&builder)
    return LoadedScenario(
      scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
      parameters: [], warnings: [])
  }

  func run(_ plan: ReplicationPlan) throws -> RunResult {
    try ReplicationRunner(plan).run().result
  }

  @Test func `the number of threads changes nothing`() throws {
    let prints = try [1, 2, 4].map { threads in
      let plan = ReplicationPlan(
        loaded: loaded(), toolVersion: "0", replications: 9, threads: threads)
      return ResultDocument.fingerprinted(try run(plan)).fingerprint
    }
    #expect(Set(prints).count == 1)
  }

  @Test func `replication 0 is the run with the scenario's own seed`() throws {
    let one = try run(ReplicationPlan(loaded: loaded(), toolVersion: "0"))
    var many = try run(
      ReplicationPlan(loaded: loaded(), toolVersion: "0", replications: 3, threads: 2))
    many.statistics = one.statistics
    #expect(many == one)
  }

  @Test func `intervals hold the theory`() throws {
    let plan = ReplicationPlan(
      loaded: loaded { $0.scenario.duration = .seconds(20_000) }, toolVersion: "0",
      replications: 30, threads: 2)
    let metrics = try #require(try run(plan).statistics?.metrics)
    for (name, theory) in [
      ("tiers.server.utilization", 0.5), ("tiers.server.wait_ms.mean", 1000.0),
      ("tiers.server.sojourn_ms.p99", 9210.34), ("tiers.server.in_tier", 1.0),
    ] {
      let metric = try #require(metrics.first { $0.name == name })
      let low = try #require(metric.low)
      let high = try #require(metric.high)
      // Twice the half-width: this is one seed of the test, not a coverage.
      #expect(abs(metric.mean - theory) < high - low, "\(metric)")
    }
  }

  @Test func `precision is decided at the same checkpoints on any number of threads`() throws {
    let prints = try [1, 2, 3].map { threads in
      let plan = ReplicationPlan(
        loaded: loaded(), toolVersion: "0", threads: threads,
        precision: .init(target: 0.05, metrics: ["tiers.server.wait_ms.mean"], most: 200))
      let result = try run(plan)
      #expect(result.statistics?.precision?.isReached == true)
      return ResultDocument.fingerprinted(result).fingerprint
    }
    #expect(Set(prints).count == 1)
  }

  @Test func `a budget that is spent says what is not known`() throws {
    let plan = ReplicationPlan(
      loaded: loaded(), toolVersion: "0", threads: 2,
      precision: .init(
        target: 0.0001, metrics: ["tiers.server.wait_ms.mean", "no.such.metric"], most: 12))
    let statistics = try #require(try run(plan).statistics)
    #expect(statistics.replications == 12)
    #expect(
      statistics.precision?.notReached == ["tiers.server.wait_ms.mean", "no.such.metric"])
  }

  @Test func `a share of nothing has the binomial bound, not a width of zero`() throws {
    let plan = ReplicationPlan(
      loaded: loaded(), toolVersion: "0", replications: 10, threads: 2)
    let result = try run(plan)
    let share = try #require(
      result.statistics?.metrics.first { $0.name == "tiers.server.rejected_share" })
    #expect(share.low == 0)
    // Some 10,000 requests: 1 - 0.025^(1/n), a rule of 3.7 / n.
    #expect(share.high.map { (2e-4...6e-4).contains($0) } == true, "\(share)")
  }

  @Test func `a run that is not steady has no intervals of its own, but bands over replications`()
    throws
  {
    let wave = loaded { builder in
      builder.scenario.populations = []
      builder.requests(rate: .through([(0, 0.2), (1000, 0.9), (2000, 0.2)]))
    }
    #expect(Steadiness.objection(wave.scenario) != nil)
    #expect(try run(ReplicationPlan(loaded: wave, toolVersion: "0")).statistics == nil)
    let many = try run(
      ReplicationPlan(loaded: wave, toolVersion: "0", replications: 8, threads: 2))
    let statistics = try #require(many.statistics)
    let served = try #require(statistics.bands.first { $0.name == "tiers.server.served" })
    #expect(served.mean.count == many.series.intervals)
    #expect(statistics.metrics.contains { $0.name == "peaks.requests.claim.latency_p99_ms" })
  }

  @Test func `the warm-up is found where the start is empty`() throws {
    let slow = loaded { builder in
      builder.scenario.warmup = .zero
      builder.scenario.duration = .seconds(20_000)
      builder.scenario.populations = []
      builder.requests(rate: .steady(0.9))
    }
    let plan = ReplicationPlan(
      loaded: slow, toolVersion: "0", replications: 20, threads: 2, detectsWarmup: true)
    let metrics = try #require(try run(plan).statistics?.metrics)
    let queue = try #require(metrics.first { $0.name == "tiers.server.queue_length" })
    #expect(queue.warmupSeconds.map { $0 < 10_000 } == true)
    #expect(queue.low != nil)
  }

  @Test func `merged histograms do not depend on the order`() {
    func filled(_ part: Int, _ histogram: borrowing LatencyHistogram) {
      for value in 0..<200 { histogram.handle.record(Int64(value * value * (part + 1))) }
    }
    let forward = LatencyHistogram()
    let backward = LatencyHistogram()
    for part in 0..<5 {
      let one = LatencyHistogram()
      filled(part, one)
      forward.handle.merge(one.handle)
      let other = LatencyHistogram()
      filled(4 - part, other)
      backward.handle.merge(other.handle)
    }
    #expect(forward.count == 1000)
    #expect(forward.sum == backward.sum)
    for probability in [0.1, 0.5, 0.9, 0.99] {
      #expect(forward.quantile(probability) == backward.quantile(probability))
    }
  }
}
