import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Caches and optimistic updates against renewal theory, King (1971) and exact arithmetic.
@Suite struct KeyedTests {
  /// A cache in front of a backend with a constant fetch time (none: fills take no time).
  func cache(
    rate: Double, seconds: Double, fetch: Double?, settings: CacheSettings,
    keys: KeySpace = KeySpace(), seed: UInt64 = 1, nodes: Int = 1
  ) -> RunResult {
    var builder = ScenarioBuilder(seconds: seconds, seed: seed)
    var path = [builder.tier("cache", .cache(settings), nodes: nodes, service: .constant(0))]
    if let fetch {
      path.append(builder.tier("backend", servers: 1000, service: .fixed(seconds: fetch)))
    }
    builder.path(.claim, path)
    builder.requests(rate: .steady(rate))
    builder.scenario.populations[0].keys = keys
    let result = run(builder.scenario)
    #expect(result.audit.violations.isEmpty)
    return result
  }

  func hitShare(_ result: RunResult) -> Double { result.tiers[0].cache?.hitShare ?? -1 }

  @Test(arguments: [(0.5, 10.0), (20.0, 1.0)])
  func `a lifetime from the fill hits lam T of 1 + lam T`(lam: Double, ttl: Double) {
    let settings = CacheSettings(ttl: .seconds(ttl))
    let result = cache(rate: lam, seconds: 400_000 / lam, fetch: nil, settings: settings)
    #expect(abs(hitShare(result) - lam * ttl / (1 + lam * ttl)) < 0.003)
  }

  @Test func `a lifetime from the last access hits 1 - exp(-lam T)`() {
    let settings = CacheSettings(ttl: .seconds(2), isRefreshedByAccess: true)
    let result = cache(rate: 0.5, seconds: 400_000, fetch: nil, settings: settings)
    #expect(abs(hitShare(result) - (1 - 0.36787944)) < 0.004)
  }

  @Test func `a stampede fetches 1 + lam D times per expiry, single flight once`() throws {
    let stampede = cache(
      rate: 50, seconds: 20_000, fetch: 0.2, settings: CacheSettings(ttl: .seconds(1)))
    let counts = try #require(stampede.tiers[0].cache)
    #expect(abs(Double(counts.fetches) / Double(counts.expiries) - 11) < 0.15)
    #expect(abs(Double(counts.fetches) / 20_000 - 11 / 1.22) < 0.08)
    let single = cache(
      rate: 50, seconds: 20_000, fetch: 0.2,
      settings: CacheSettings(ttl: .seconds(1), misses: .join))
    let alone = try #require(single.tiers[0].cache)
    #expect(alone.fetches == alone.expiries)
    #expect(single.tiers[1].offered == alone.fetches)
    #expect(abs(Double(alone.fetches) / 20_000 - 1 / 1.22) < 0.01)
    // Nobody waits longer than the fetch.
    #expect(single.requests["claim"]?.latencyMilliseconds.max == 200)
  }

  @Test(arguments: [
    (CacheSettings.Eviction.leastRecentlyUsed, 0.535615335902), (.firstIn, 0.508958086),
    (.random, 0.508958086), (.pinned, 0.6745510293),
  ])
  func `independent Zipf requests hit as King and Gelenbe say`(
    eviction: CacheSettings.Eviction, theory: Double
  ) {
    let settings = CacheSettings(capacity: 3, eviction: eviction)
    let result = cache(
      rate: 1000, seconds: 1000, fetch: nil, settings: settings,
      keys: KeySpace(count: 8, exponent: 1))
    #expect(abs(hitShare(result) - theory) < 0.003)
  }

  @Test func `several nodes share the keys and the books balance with losses`() {
    var builder = ScenarioBuilder(seconds: 20)
    let settings = CacheSettings(ttl: .seconds(1), capacity: 50, misses: .join)
    let near = builder.tier("near", .cache(settings), nodes: 3, service: .constant(1000))
    let far = builder.tier("far", .cache(settings), nodes: 2, service: .constant(1000))
    let backend = builder.tier(
      "backend", servers: 4, service: .exponential(seconds: 0.004), queue: 9)
    builder.path(.claim, [near, far, backend])
    builder.scenario.network.sameZone = .init(
      latency: .exponential(seconds: 0.002), loss: Ratio(fraction: 0.01))
    builder.requests(
      rate: .steady(2000), timeout: 0.05, tries: RetryPolicy(total: 3))
    builder.scenario.populations[0].keys = KeySpace(count: 1000, exponent: 0.8)
    builder.fault(.crash(.init(tier: near, nodes: [1])), at: 5, lasts: 3)
    let result = run(builder.scenario)
    #expect(result.audit.violations.isEmpty)
    #expect(result.tiers[near].cache.map { $0.hits > 0 && $0.joins > 0 } == true)
  }

  @Test(arguments: [10, 100])
  func `n updates in lock-step need n(n+1)/2 tries and n rounds`(clients: Int) throws {
    var builder = ScenarioBuilder(seconds: 3)
    let row = builder.tier(
      "row", .update(UpdateSettings(work: .fixed(seconds: 0.01))), service: .constant(0))
    builder.path(.claim, [row])
    // Every client comes at the same instant.
    builder.requests(
      rate: .through([(0, Double(clients) * 1e9), (1e-9, Double(clients) * 1e9), (1e-9, 0), (9, 0)]
      ),
      process: .deterministic, tries: RetryPolicy(total: 200))
    let result = run(builder.scenario)
    #expect(result.audit.violations.isEmpty)
    let claims = try #require(result.requests["claim"])
    #expect(claims.toldYes == UInt64(clients))
    #expect(result.tiers[row].offered == UInt64(clients * (clients + 1) / 2))
    #expect(claims.latencyMilliseconds.max == Double(clients) * 10)
  }
}
