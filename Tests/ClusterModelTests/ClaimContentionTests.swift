import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Clients in lock-step on one packet: every conflict of the compare-and-swaps is known.
@Suite struct ClaimContentionTests {
  /// One packet at 1 s, `members` taps at one instant, 1 ms one way between gateway and cache.
  func lockStep(
    members: Int, shares: Int, mode: ClaimSettings.Mode, tries: RetryPolicy = RetryPolicy()
  ) -> RunResult {
    var builder = ScenarioBuilder(seconds: 1.9)
    let gateway = builder.tier(
      "gateway", service: .constant(0), places: [Place(city: "shenzhen", zone: 1)])
    let cache = builder.tier(
      "cache", .claim(ClaimSettings(mode: mode)), service: .constant(0),
      places: [Place(city: "shenzhen", zone: 2)])
    let settlement = builder.tier(
      "settlement", .settle(SettleSettings()), servers: 100, service: .fixed(seconds: 0.001),
      places: [Place(city: "shenzhen", zone: 1)])
    builder.path(.send, [gateway, cache])
    builder.path(.claim, [gateway, cache])
    builder.path(.open, [gateway, settlement])
    builder.scenario.network.sameZone = .init(latency: .constant(0))
    builder.scenario.network.sameCity = .init(latency: .fixed(seconds: 0.001))
    builder.packets(
      sends: .steady(1), process: .deterministic, group: .constant(Double(members)), awake: 1,
      shares: .constant(Double(shares)), reaction: .fixed(seconds: 0.01),
      secondClick: .fixed(seconds: 0.1), tries: tries)
    let result = run(builder.scenario)
    #expect(result.audit.violations.isEmpty)
    #expect(result.audit.packets == 1)
    return result
  }

  @Test(arguments: [1, 2, 8, 20])
  func `n clients in lock-step need n(n+1)/2 compare-and-swaps`(clients: Int) {
    let result = lockStep(
      members: clients, shares: clients,
      mode: .compareAndSwap(tries: clients, exhausted: .letThrough))
    let cache = result.tiers[1]
    // The send is one operation, and each client reads once.
    #expect(cache.operations == UInt64(1 + clients + clients * (clients + 1) / 2))
    #expect(cache.kinds["claim"]?.served == UInt64(clients))
    #expect(result.audit.overAdmitted == 0)
    // A try comes a round trip of 2 ms after the read, or after the conflict before it.
    #expect(cache.kinds["claim"]?.sojournMilliseconds.max == Double(clients * 2))
    #expect(result.audit.settlements == UInt64(clients))
    #expect(result.audit.settledCents == 500)
  }

  @Test func `an exhausted packet ends the swapping`() {
    // Rounds of 10, 9 and 8 tries give the 3 shares away; the 7 others are told so.
    let result = lockStep(
      members: 10, shares: 3, mode: .compareAndSwap(tries: 10, exhausted: .letThrough))
    let cache = result.tiers[1]
    #expect(cache.operations == UInt64(1 + 10 + (10 + 9 + 8)))
    #expect(cache.rejected["sold out"] == 7)
    #expect(result.requests["claim"]?.noes["sold out"] == 7)
    #expect(result.requests["open"]?.toldYes == 3)
  }

  @Test func `what is let through after the tries is refused by settlement`() {
    let result = lockStep(
      members: 8, shares: 3, mode: .compareAndSwap(tries: 3, exhausted: .letThrough))
    #expect(result.tiers[1].kinds["claim"]?.served == 8)
    #expect(result.audit.overAdmitted == 5)
    #expect(result.tiers[2].rejected["empty"] == 5)
    #expect(result.audit.refusedEmpty == 5)
    #expect(result.audit.settlements == 3)
    #expect(result.requests["open"]?.noes["empty"] == 5)
  }

  @Test func `what is rejected after the tries is told busy, or tries again`() {
    let mode = ClaimSettings.Mode.compareAndSwap(tries: 3, exhausted: .reject)
    let once = lockStep(members: 8, shares: 8, mode: mode)
    #expect(once.tiers[1].rejected["busy"] == 5)
    #expect(once.requests["claim"]?.noes["busy"] == 5)
    #expect(once.requests["claim"]?.toldYes == 3)
    // With three tries of the client, 10 ms apart, 5 and then 2 come again, in lock-step.
    let retried = lockStep(
      members: 8, shares: 8, mode: mode,
      tries: RetryPolicy(total: 3, backoff: .seconds(0.01), doubles: false))
    #expect(retried.requests["claim"]?.retries == 5 + 2)
    #expect(retried.requests["claim"]?.toldYes == 8)
    #expect(retried.tiers[1].kinds["claim"]?.retries == 7)
    #expect(retried.audit.overAdmitted == 0)
  }

  @Test func `an atomic decrement meets no conflict`() {
    let result = lockStep(members: 12, shares: 5, mode: .atomicDecrement)
    #expect(result.tiers[1].operations == 13)
    #expect(result.tiers[1].rejected["sold out"] == 7)
    #expect(result.tiers[2].kinds["open"]?.offered == 5)
    #expect(result.audit.settlements == 5)
    #expect(result.audit.overAdmitted == 0 && result.audit.refusedEmpty == 0)
  }
}
