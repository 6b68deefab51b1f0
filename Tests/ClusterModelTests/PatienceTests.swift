import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Time-outs, retries and receipts, to the nanosecond.
@Suite struct PatienceTests {
  /// One packet at 1 s with one member who claims at 1.1 s and opens at 1.2 s; no latency.
  func oneOpen(service: Double, servers: Int = 1, timeout: Double, tries: RetryPolicy)
    -> ScenarioBuilder
  {
    var builder = ScenarioBuilder(seconds: 15)
    let front = builder.tier("front", service: .constant(0))
    let cache = builder.tier(
      "cache", .claim(ClaimSettings(mode: .atomicDecrement)), service: .constant(0))
    let settlement = builder.tier(
      "settlement", .settle(SettleSettings()), servers: servers, service: .fixed(seconds: service))
    builder.path(.send, [front, cache])
    builder.path(.claim, [front, cache])
    builder.path(.open, [front, settlement])
    builder.packets(
      sends: .through([(0, 1), (1.5, 1), (1.5, 0)]), process: .deterministic, group: .constant(1),
      awake: 1, shares: .constant(1), reaction: .fixed(seconds: 0.1),
      secondClick: .fixed(seconds: 0.1), timeout: timeout, tries: tries)
    return builder
  }

  @Test func `a client gives up exactly at its time-out`() {
    let result = run(oneOpen(service: 2, timeout: 0.5, tries: RetryPolicy()).scenario)
    let open = result.requests["open"]
    #expect(open?.firstTries == 1)
    #expect(open?.gaveUp == 1)
    #expect(open?.usersWhoSawAnError == 1)
    #expect(open?.latencyMilliseconds.max == 500)
    #expect(open?.latencyMilliseconds.mean == 500)
    // The database does not know: the transaction commits, the money is out.
    #expect(result.tiers[2].served == 1)
    #expect(result.audit.settlements == 1)
    #expect(result.audit.violations.isEmpty)
  }

  @Test func `retries come after doubling pauses and never settle twice`() {
    let tries = RetryPolicy(total: 3, backoff: .seconds(0.1), doubles: true)
    let result = run(oneOpen(service: 2, timeout: 0.5, tries: tries).scenario)
    let open = result.requests["open"]
    // 0.5 + 0.1 + 0.5 + 0.2 + 0.5 s.
    #expect(open?.latencyMilliseconds.max == 1800)
    #expect(open?.retries == 2)
    #expect(open?.gaveUp == 1)
    let settlement = result.tiers[2]
    #expect(settlement.offered == 3)
    #expect(settlement.kinds["open"]?.retries == 2)
    // All three are worked off, for nobody; one receipt.
    #expect(settlement.served == 3)
    #expect(settlement.sojournMilliseconds.max == 4700)
    #expect(result.audit.settlements == 1)
    #expect(result.audit.settledCents == 500)
    #expect(result.audit.violations.isEmpty)
  }

  @Test func `a retry after a commit gets the same yes`() {
    let tries = RetryPolicy(total: 2, backoff: .seconds(0.2))
    var builder = oneOpen(service: 0.1, servers: 2, timeout: 0.5, tries: tries)
    // The first try takes 0.6 s and commits at 1.8 s; the second begins at 1.9 s.
    builder.fault(.slow(.init(tier: 2, nodes: [0]), factor: 6), at: 1.15, lasts: 0.1)
    let result = run(builder.scenario)
    #expect(result.requests["open"]?.toldYes == 1)
    #expect(result.requests["open"]?.usersWhoSawAnError == 1)
    #expect(result.requests["open"]?.latencyMilliseconds.max == 800)
    #expect(result.tiers[2].served == 2)
    #expect(result.audit.settlements == 1)
    #expect(result.audit.violations.isEmpty)
  }

  @Test func `an answer at the very time-out still counts`() {
    let tries = RetryPolicy(total: 2, backoff: .seconds(0.2))
    let result = run(oneOpen(service: 0.5, timeout: 0.5, tries: tries).scenario)
    #expect(result.requests["open"]?.toldYes == 1)
    #expect(result.requests["open"]?.retries == 0)
    #expect(result.requests["open"]?.latencyMilliseconds.max == 500)
  }

  @Test func `full jitter spreads the pause evenly from nothing`() {
    // Every first try is rejected at once; the second one comes after U(0, 100 ms).
    var builder = ScenarioBuilder(seconds: 20)
    let tier = builder.tier("station", service: .fixed(seconds: 0.0001))
    builder.path(.claim, [tier])
    builder.requests(
      rate: .steady(500), process: .deterministic,
      tries: RetryPolicy(total: 2, backoff: .seconds(0.1), fullJitter: true))
    builder.fault(.errors(.init(tier: tier, nodes: [0]), probability: Ratio(fraction: 1)), at: 0)
    let result = run(builder.scenario)
    let claim = result.requests["claim"]
    let latency = claim?.latencyMilliseconds
    #expect((claim?.gaveUp ?? 0) > 9900)
    // Two services of 0.1 ms and the pause: mean and median 50 ms; four errors are 1.2 ms.
    let mean = latency?.mean ?? 0
    let median = latency?.p50 ?? 0
    #expect(abs(mean - 50.2) < 1.5, "\(mean)")
    #expect(abs(median - 50.2) < 2.5, "\(median)")
    #expect((latency?.max ?? 0) > 99)
  }

  @Test func `a member who tries again is admitted once`() {
    // First taps between 1.0 and 1.4 s hang in the gateway for 2 s, and reach the cache long after
    // their retries. As many shares as members: nobody may find the packet sold out.
    var builder = ScenarioBuilder(seconds: 10)
    let gateway = builder.tier("gateway", servers: 500, service: .fixed(seconds: 0.01))
    let cache = builder.tier(
      "cache", .claim(ClaimSettings(mode: .atomicDecrement)), service: .fixed(seconds: 0.00001))
    builder.path(.send, [gateway, cache])
    builder.path(.claim, [gateway, cache])
    builder.packets(
      sends: .through([(0, 2), (0.75, 2), (0.75, 0)]), process: .deterministic,
      group: .constant(200), awake: 1, shares: .constant(200),
      reaction: Distribution(family: .uniform(low: 0.1e9, high: 5e9), text: "uniform"),
      timeout: 0.3, tries: RetryPolicy(total: 10, backoff: .seconds(0.05), doubles: false))
    builder.fault(.slow(.init(tier: gateway, nodes: [0]), factor: 200), at: 1, lasts: 0.4)
    let result = run(builder.scenario)
    #expect((result.requests["claim"]?.retries ?? 0) > 5, "the fault did nothing")
    #expect(result.requests["claim"]?.firstTries == 200)
    #expect(result.requests["claim"]?.toldYes == 200)
    #expect(result.tiers[1].rejected["sold out"] == nil)
  }
}
