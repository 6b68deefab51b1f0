import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Sources, closed loops, retries, branches, copies and calls against exact results.
@Suite struct ClientsAndFlowsTests {
  /// One station, claims from `source`.
  func station(
    _ source: RequestSource, seconds: Double, service: Distribution = .exponential(seconds: 1),
    servers: Int = 1, queue: Int? = nil, tries: RetryPolicy = RetryPolicy(), warmup: Double = 0
  ) -> RunResult {
    var builder = ScenarioBuilder(seconds: seconds, warmup: warmup)
    let tier = builder.tier("station", servers: servers, service: service, queue: queue)
    builder.path(.claim, [tier])
    builder.scenario.populations.append(
      Population(name: "load", source: .requests(source), tries: tries))
    return balanced(builder)
  }

  func balanced(_ builder: ScenarioBuilder) -> RunResult {
    let result = run(builder.scenario)
    #expect(result.audit.violations.isEmpty)
    return result
  }

  func source(
    rate: Double = 0, between: Distribution? = nil, first: Double? = nil,
    batch: Distribution? = nil, periods: OnOffPeriods? = nil, atStart: Int = 0, total: Int? = nil
  ) -> RequestSource {
    RequestSource(
      kind: .claim, rate: .steady(rate), between: between, first: first.map { .seconds($0) },
      batch: batch, periods: periods, atStart: atStart, total: total)
  }

  func near(_ value: Double?, _ theory: Double, within share: Double = 0.02) -> Bool {
    value.map { abs($0 - theory) <= share * theory } ?? false
  }

  @Test func `an overrun D/D/1 is exact to the nanosecond`() {
    let result = station(
      source(between: .fixed(seconds: 0.5), first: 0, total: 200), seconds: 1000,
      service: .fixed(seconds: 1))
    #expect(result.tiers[0].waitMilliseconds.max == 99_500)
    #expect(result.tiers[0].waitMilliseconds.mean == 49_750)
    #expect(result.requests["claim"]?.lastOutcomeSeconds == 200)
  }

  @Test func `a backlog drains in whole rounds`() {
    let result = station(
      source(atStart: 1000), seconds: 100, service: .fixed(seconds: 1), servers: 16)
    #expect(result.requests["claim"]?.lastOutcomeSeconds == 63)
    #expect(result.requests["claim"]?.latencyMilliseconds.mean == 31_752)
  }

  @Test func `Erlang gaps wait less, batches more`() {
    let erlang = Distribution(family: .erlang(shape: 2, mean: 1.25e9), text: "erlang")
    let even = station(source(between: erlang), seconds: 3_000_000, warmup: 1000)
    #expect(near(even.tiers[0].sojournMilliseconds.mean, 3843.98))
    let batches = station(
      source(rate: 0.1, batch: .constant(5)), seconds: 3_000_000, warmup: 1000)
    #expect(near(batches.tiers[0].sojournMilliseconds.mean, 6000))
  }

  /// Periods of 1 s every 4 s, arrivals 1 s of active time apart: the second one comes 1 s later in
  /// active time than the first, whatever the kind of arrivals.
  @Test(arguments: [(0.0, 1, 0.0), (0.0, 2, 4.0), (1.5, 1, 4.5), (1.5, 2, 8.5), (3.25, 1, 12.25)])
  func `first counts active time alone`(first: Double, total: Int, instant: Double) {
    let periods = OnOffPeriods(on: .fixed(seconds: 1), off: .fixed(seconds: 3))
    let renewal = source(
      between: .fixed(seconds: 1), first: first, periods: periods, total: total)
    var even = source(rate: 1, first: first, periods: periods, total: total)
    even.process = .deterministic
    for source in [renewal, even] {
      let result = station(source, seconds: 100, service: .fixed(seconds: 0.25))
      #expect(result.requests["claim"]?.lastOutcomeSeconds == instant + 0.25)
    }
  }

  @Test func `on and off periods carry the rate of the time that is on`() {
    let periods = OnOffPeriods(on: .exponential(seconds: 1), off: .exponential(seconds: 3))
    let quick = Distribution.fixed(seconds: 0.001)
    let poisson = station(source(rate: 10, periods: periods), seconds: 100_000, service: quick)
    #expect(near(poisson.tiers[0].offeredPerSecond.mean, 2.5))
    let even = station(
      source(between: .fixed(seconds: 0.1), periods: periods), seconds: 100_000, service: quick)
    #expect(near(even.tiers[0].offeredPerSecond.mean, 2.5))
  }

  @Test func `a closed network agrees with mean value analysis`() {
    var builder = ScenarioBuilder(seconds: 60_000, warmup: 100)
    let tiers = [0.005, 0.02, 0.05].enumerated().map { index, demand in
      builder.tier("t\(index)", service: .exponential(seconds: demand))
    }
    builder.path(.claim, tiers)
    builder.scenario.populations.append(
      Population(
        name: "users",
        source: .clients(
          ClientSource(kind: .claim, count: 10, think: .exponential(seconds: 1)))))
    let result = balanced(builder)
    #expect(near(result.tiers[0].offeredPerSecond.mean, 9.009061613, within: 0.01))
    #expect(near(result.requests["claim"]?.latencyMilliseconds.mean, 109.9935, within: 0.01))
  }

  @Test func `a retrial queue has its orbit`() {
    let result = station(
      source(rate: 0.6), seconds: 1_000_000, queue: 0,
      tries: RetryPolicy(total: RetryPolicy.unbounded, wait: .exponential(seconds: 2)),
      warmup: 1000)
    #expect(near(result.requests["claim"]?.meanBetweenTries, 2.7, within: 0.03))
    #expect(near(result.requests["claim"]?.latencyMilliseconds.mean, 5500, within: 0.03))
  }

  @Test func `a retry budget bounds the amplification`() {
    var builder = ScenarioBuilder(seconds: 1000)
    let tier = builder.tier("station", service: .fixed(seconds: 1e-6))
    builder.path(.claim, [tier])
    builder.requests(
      rate: .steady(100), tries: RetryPolicy(total: 10, budget: Ratio(fraction: 0.1)))
    builder.fault(.errors(.init(tier: tier, nodes: [0]), probability: Ratio(fraction: 1)), at: 0)
    let result = balanced(builder)
    let claims = result.requests["claim"]
    #expect(near(claims.map { Double($0.retries) / Double($0.firstTries) }, 0.1, within: 0.001))
  }

  @Test func `layers that call again multiply`() {
    var builder = ScenarioBuilder(seconds: 1000)
    let quick = Distribution.fixed(seconds: 1e-6)
    let tiers = ["a", "b", "c"].map { builder.tier($0, service: quick) }
    builder.scenario.tiers[0].tries = 4
    builder.scenario.tiers[1].tries = 4
    builder.path(.claim, tiers)
    builder.scenario.populations.append(
      Population(
        name: "load", source: .requests(source(between: .fixed(seconds: 1))),
        tries: RetryPolicy(total: 4)))
    builder.fault(.errors(.init(tier: 2, nodes: [0]), probability: Ratio(fraction: 1)), at: 0)
    let result = balanced(builder)
    // Requests at 1 s to 999 s are over; that of 1000 s may be under way.
    #expect(result.tiers[2].offered / 999 == 64)
    #expect(result.tiers[2].kinds["claim"].map { $0.retries * 64 / 63 == $0.offered } == true)
  }

  @Test func `feedback follows the traffic equations of Jackson`() {
    var builder = ScenarioBuilder(seconds: 1_000_000, warmup: 1000)
    let first = builder.tier("a", service: .exponential(seconds: 1))
    let second = builder.tier("b", service: .exponential(seconds: 1 / 0.9))
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [first, second],
      branches: [0: [Branch(step: 1, probability: 0.5)], 1: [Branch(step: 0, probability: 1)]])
    builder.requests(rate: .steady(0.3))
    let result = balanced(builder)
    #expect(near(result.tiers[0].offeredPerSecond.mean, 0.6, within: 0.01))
    #expect(near(result.tiers[1].offeredPerSecond.mean, 0.3, within: 0.01))
    #expect(near(result.requests["claim"]?.latencyMilliseconds.mean, 6666.7, within: 0.03))
  }

  @Test(arguments: [(4, 4, 2083.33), (2, 1, 500.0)])
  func `copies join at the slowest or the first`(copies: Int, needed: Int, theory: Double) {
    var builder = ScenarioBuilder(seconds: 5_000_000)
    let tier = builder.tier("replicas", nodes: copies, service: .exponential(seconds: 1))
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [tier], forks: [0: Fork(copies: copies, needed: needed)])
    builder.scenario.populations.append(
      Population(
        name: "load", source: .requests(source(between: .fixed(seconds: 100)))))
    let result = balanced(builder)
    #expect(near(result.requests["claim"]?.latencyMilliseconds.mean, theory))
    #expect(result.tiers[0].offered == UInt64(copies) * (result.requests["claim"]?.firstTries ?? 0))
  }

  @Test func `a fork that feeds back to itself ends`() {
    var builder = ScenarioBuilder(seconds: 200)
    let tier = builder.tier("a", nodes: 4, service: .exponential(seconds: 0.01))
    builder.scenario.flow.paths[.claim] = FlowPath(
      tiers: [tier], branches: [0: [Branch(step: 0, probability: 0.5)]],
      forks: [0: Fork(copies: 2, needed: 1)])
    builder.requests(rate: .steady(5))
    let result = balanced(builder)
    let claims = result.requests["claim"]
    // Two copies in each of 1 / (1 - 0.5) turns.
    #expect(
      near(claims.map { Double(result.tiers[0].offered) / Double($0.firstTries) }, 4, within: 0.1))
    #expect(claims.map { $0.stillTryingAtEnd <= 3 } == true)
  }

  @Test func `a tier that calls again does not wait for its own fetch`() {
    var builder = ScenarioBuilder(seconds: 20)
    let front = builder.tier("front", service: .fixed(seconds: 0.001))
    builder.scenario.tiers[front].tries = 4
    let settings = CacheSettings(ttl: .seconds(0.1), misses: .join)
    let cache = builder.tier("cache", .cache(settings), service: .constant(0))
    let store = builder.tier("db", servers: 50, service: .fixed(seconds: 0.01))
    builder.path(.claim, [front, cache, store])
    builder.requests(rate: .steady(100))
    builder.fault(
      .errors(.init(tier: store, nodes: [0]), probability: Ratio(fraction: 1)), at: 5, lasts: 1)
    let result = balanced(builder)
    let claims = result.requests["claim"]
    #expect(claims.map { $0.stillTryingAtEnd <= 5 } == true)
    #expect(claims.map { Double($0.toldYes) > 0.9 * Double($0.firstTries) } == true)
  }

  @Test func `everything at once balances`() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var builder = ScenarioBuilder(seconds: 20, seed: seed)
      let quick = Distribution.exponential(seconds: 0.003)
      let a = builder.tier("a", nodes: 2, service: quick, queue: 5)
      let b = builder.tier("b", nodes: 4, service: quick, queue: 2, route: .powerOfD(2))
      let c = builder.tier("c", nodes: 3, service: quick, discipline: .lifo, queue: 3)
      builder.scenario.tiers[a].tries = 3
      builder.scenario.tiers[b].tries = 2
      builder.scenario.flow.paths[.claim] = FlowPath(
        tiers: [a, b, c], forks: [1: Fork(copies: 3, needed: 2)])
      builder.scenario.network.sameZone = .init(
        latency: .exponential(seconds: 0.001), loss: Ratio(fraction: 0.02))
      builder.requests(
        rate: .steady(300), timeout: 0.05,
        tries: RetryPolicy(total: 4, wait: .exponential(seconds: 0.02)))
      builder.scenario.populations.append(
        Population(
          name: "users",
          source: .clients(
            ClientSource(kind: .claim, count: 50, think: .exponential(seconds: 0.2))),
          timeout: .seconds(0.1),
          tries: RetryPolicy(total: RetryPolicy.unbounded, wait: .exponential(seconds: 0.01))))
      builder.fault(.crash(.init(tier: b, nodes: [1])), at: 5, lasts: 3)
      builder.fault(.crash(.init(tier: c, nodes: [0])), at: 8, lasts: 3)
      builder.fault(.errors(.init(tier: c, nodes: [1]), probability: Ratio(fraction: 0.3)), at: 9)
      _ = balanced(builder)
    }
  }
}
