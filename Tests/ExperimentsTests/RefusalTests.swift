import ClusterModel
import Experiments
import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// What has an interval and what has none: an interval is given where it can hold.
@Suite struct RefusalTests {
  func metrics(
    _ builder: ScenarioBuilder, replications: Int = 1, detectsWarmup: Bool = false
  ) throws -> [MetricEstimate] {
    let loaded = LoadedScenario(
      scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
      parameters: [], warnings: [])
    let plan = ReplicationPlan(
      loaded: loaded, toolVersion: "0", replications: replications, threads: 2,
      detectsWarmup: detectsWarmup)
    return try #require(try ReplicationRunner(plan).run().result.statistics?.metrics)
  }

  func station(seconds: Double, load: Double = 0.8) -> ScenarioBuilder {
    var builder = ScenarioBuilder(seconds: seconds)
    let tier = builder.tier("server", service: .exponential(seconds: 1))
    builder.scenario.tiers[tier].states = 4
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(load))
    return builder
  }

  @Test(arguments: [10.0, 100, 1000])
  func `a run of a few requests has no intervals and says what it needs`(seconds: Double) throws {
    for metric in try metrics(station(seconds: seconds)) {
      if metric.name.contains(".states.") { continue }
      #expect(metric.low == nil && metric.note != nil, "\(metric)")
      guard metric.mean > 0, metric.note?.hasPrefix("the same") != true else { continue }
      #expect(metric.note?.contains("needs") == true, "\(metric)")
    }
  }

  @Test func `a quantile over replications needs ten values beyond it in each`() throws {
    let few = try metrics(station(seconds: 1000, load: 0.5), replications: 5)
    let high = try #require(few.first { $0.name == "tiers.server.sojourn_ms.p99" })
    #expect(high.low == nil)
    #expect(high.note == "too few values for an interval: a replication needs some 1000")
    #expect(few.first { $0.name == "tiers.server.sojourn_ms.p90" }?.low != nil)
    let many = try metrics(station(seconds: 3000, load: 0.5), replications: 5)
    #expect(many.first { $0.name == "tiers.server.sojourn_ms.p99" }?.low != nil)
  }

  @Test func `a detected warm-up leaves quantiles without interval`() throws {
    let found = try metrics(
      station(seconds: 20_000, load: 0.5), replications: 10, detectsWarmup: true)
    let mean = try #require(found.first { $0.name == "tiers.server.sojourn_ms.mean" })
    #expect(mean.low != nil && mean.warmupSeconds != nil)
    let high = try #require(found.first { $0.name == "tiers.server.sojourn_ms.p99" })
    #expect(high.low == nil && high.note?.contains("`warmup`") == true)
  }

  @Test func `states and busy periods of one steady run have intervals that hold the theory`()
    throws
  {
    let found = try metrics(station(seconds: 200_000, load: 0.5))
    for (name, theory) in [
      ("tiers.server.states.0", 0.5), ("tiers.server.states.1", 0.25),
      ("tiers.server.states.4", 0.0625), ("tiers.server.busy_period_ms", 2000),
      ("requests.claim.tries_per_request", 1),
    ] {
      let metric = try #require(found.first { $0.name == name })
      guard let low = metric.low, let high = metric.high else {
        #expect(metric.mean == theory, "\(metric)")
        continue
      }
      // Twice the half-width: one seed, not a coverage.
      #expect(abs(metric.mean - theory) < high - low, "\(metric)")
    }
  }

  @Test func `tries per request may be above 1, shares may not`() throws {
    var builder = station(seconds: 60_000, load: 0.5)
    builder.scenario.populations[0].tries = RetryPolicy(total: 3)
    builder.fault(.errors(.init(tier: 0, nodes: [0]), probability: Ratio(fraction: 0.5)), at: 0)
    let found = try metrics(builder)
    let tries = try #require(found.first { $0.name == "requests.claim.tries_per_request" })
    let low = try #require(tries.low)
    let high = try #require(tries.high)
    #expect(low < tries.mean && tries.mean < high && abs(tries.mean - 1.75) < high - low)
    for metric in found where metric.name.hasSuffix("share") {
      #expect(metric.high.map { $0 <= 1 } ?? true, "\(metric)")
    }
  }

  @Test func `hits and breakdowns of one steady run have intervals that hold the theory`() throws {
    var cached = ScenarioBuilder(seconds: 200_000)
    let cache = cached.tier(
      "cache", .cache(CacheSettings(ttl: .seconds(10))), service: .constant(0))
    let store = cached.tier("store", service: .fixed(seconds: 1e-6))
    cached.path(.claim, [cache, store])
    cached.requests(rate: .steady(0.5))
    let hits = try #require(
      try metrics(cached).first { $0.name == "tiers.cache.cache.hit_share" })
    // Of 1 + 0.5 × 10 requests a cycle one is a miss.
    #expect(abs(hits.mean - 5.0 / 6) < (hits.high ?? 0) - (hits.low ?? 0), "\(hits)")

    var pool = ScenarioBuilder(seconds: 200_000)
    let nodes = pool.tier("pool", nodes: 2, service: .fixed(seconds: 1e-6))
    pool.scenario.tiers[nodes].breakdowns = Breakdowns(
      up: .exponential(seconds: 90), down: .exponential(seconds: 10))
    pool.path(.claim, [nodes])
    pool.requests(rate: .steady(0.001))
    let found = try metrics(pool)
    for (name, theory) in [("availability", 0.9), ("up.2", 0.81), ("up.0", 0.01)] {
      let metric = try #require(found.first { $0.name == "tiers.pool.\(name)" })
      #expect(abs(metric.mean - theory) < (metric.high ?? 0) - (metric.low ?? 0), "\(metric)")
    }
  }

  @Test func `the value of an objective has an interval, and decides by its own figure`() throws {
    var builder = station(seconds: 3000, load: 0.5)
    builder.requests("others", .open, rate: .steady(0.1))
    builder.path(.open, [0])
    let metric = Metric.peakThroughput(.claim, tier: 0)
    builder.scenario.objectives = [
      Objective(
        expression: "peak-throughput(claim at server) >= 1/s", metric: metric,
        comparison: .greaterOrEqual, limit: 1, line: 1)
    ]
    let found = try metrics(builder, replications: 10)
    let value = try #require(
      found.first { $0.name == "objectives.peak-throughput(claim at server) >= 1/s.value" })
    #expect(value.mean > 1 && value.unit == "1/s")
    #expect(found.contains { $0.name == "tiers.server.claim.rejected_share" && $0.high != nil })
  }
}
