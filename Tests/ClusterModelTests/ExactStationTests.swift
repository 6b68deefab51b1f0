import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Stations without chance: every figure is known to the nanosecond.
@Suite struct ExactStationTests {
  @Test(arguments: [Routing.random, .leastOutstanding])
  func `an overloaded D/D/1 grows its queue exactly`(route: Routing) throws {
    // Arrival n at n ms (from 1), service 3 ms: starts at 1 + 3 (n - 1) ms.
    var builder = ScenarioBuilder(seconds: 0.9)
    builder.path(
      .claim, [builder.tier("station", service: .fixed(seconds: 0.003), route: route)])
    builder.requests(rate: .steady(1000), process: .deterministic)
    let tier = run(builder.scenario).tiers[0]
    // Ends at 1 + 3n <= 900: n <= 299.
    #expect(tier.offered == 900)
    #expect(tier.served == 299)
    #expect(tier.inFlightAtEnd == 601)
    // Started: 3n - 2 <= 900, n <= 300. Waits 2 (n - 1).
    let started = tier.waitMilliseconds
    #expect(started.count == 300)
    #expect(started.max == 598)
    #expect(started.mean == 299)
    // Sojourns of those served: 3 + 2 (n - 1) for n in 1...299.
    #expect(tier.sojournMilliseconds.max == 599)
    #expect(tier.sojournMilliseconds.mean == 301)
    #expect(abs(tier.utilization.mean - 899.0 / 900) < 1e-12, "\(tier.utilization.mean)")
    // Waiting time: 2 (n - 1) for those started, 900 - n for the 600 others; divided by 900 ms.
    var waiting = 0
    for number in 1...300 { waiting += 2 * (number - 1) }
    for number in 301...900 { waiting += 900 - number }
    #expect(abs(tier.queueLength.mean - Double(waiting) / 900) < 1e-9, "\(tier.queueLength.mean)")
    #expect(tier.queueLength.max == 600)
  }

  @Test func `scaling time scales everything`() {
    func figures(_ unit: Double) -> (UInt64, Double, Double) {
      var builder = ScenarioBuilder(seconds: 900 * unit)
      builder.path(.claim, [builder.tier("station", service: .fixed(seconds: 3 * unit))])
      builder.requests(rate: .steady(1 / unit), process: .deterministic)
      let tier = run(builder.scenario).tiers[0]
      let wait = tier.waitMilliseconds.mean ?? 0
      let sojourn = tier.sojournMilliseconds.max ?? 0
      return (tier.served, wait / unit, sojourn / unit)
    }
    let small = figures(0.001)
    let large = figures(1)
    #expect(small.0 == large.0)
    #expect(abs(small.1 - large.1) < 1e-6 && abs(small.2 - large.2) < 1e-6)
  }

  @Test(arguments: [Routing.random, .leastOutstanding])
  func `a token bucket admits its burst and its rate, not one more`(route: Routing) {
    // 2,000/s come for 4 s; 500/s and a burst of 10 are let in.
    var builder = ScenarioBuilder(seconds: 4)
    builder.path(
      .claim,
      [
        builder.tier(
          "station", servers: 100, service: .fixed(seconds: 0.0001), route: route,
          admission: Admission(rate: Rate(perSecond: 500), burst: 10))
      ])
    builder.requests(rate: .steady(2000), process: .deterministic)
    let result = run(builder.scenario)
    let tier = result.tiers[0]
    #expect(tier.offered == 8000)
    // The bucket is full at the first arrival (0.5 ms) and gains 1 a 2 ms until 4 s.
    #expect(tier.served + tier.inFlightAtEnd == 10 + 1999)
    #expect(tier.rejected["limited"] == 8000 - 2009)
    #expect(result.requests["claim"]?.noes["limited"] == 8000 - 2009)
  }

  @Test func `priorities go first and services are not broken off`() {
    // One server; at 10 ms a claim begins, then opens and claims queue; opens leave first.
    var builder = ScenarioBuilder(seconds: 1)
    let tier = builder.tier(
      "station", service: .fixed(seconds: 0.010), discipline: .priority([.open]))
    builder.path(.claim, [tier])
    builder.path(.open, [tier])
    // Claims at 1..20 ms, opens at 4, 8, 12, 16, 20 ms, then silence.
    builder.requests(
      "claims", .claim, rate: .through([(0, 1000), (0.0205, 1000), (0.0205, 0)]),
      process: .deterministic)
    builder.requests(
      "opens", .open, rate: .through([(0, 250), (0.0205, 250), (0.0205, 0)]),
      process: .deterministic)
    let result = run(builder.scenario)
    let kinds = result.tiers[0].kinds
    #expect(kinds["claim"]?.served == 20)
    #expect(kinds["open"]?.served == 5)
    // The server frees at 11, 21, 31 …: opens end at 21, 31, 41, 51, 61 ms.
    #expect(kinds["open"]?.sojournMilliseconds.mean == 29)
    // Claims: the first at once, the others from 61 ms on; the last ends at 251 ms.
    #expect(kinds["claim"]?.sojournMilliseconds.max == 231)
  }

  @Test func `the network adds its latency on each hop and on the way back`() {
    var builder = ScenarioBuilder(seconds: 2)
    let near = Place(city: "shenzhen", zone: 1)
    let far = Place(city: "shanghai", zone: 1)
    let first = builder.tier("first", service: .fixed(seconds: 0.001), places: [near])
    let second = builder.tier("second", service: .fixed(seconds: 0.001), places: [far])
    builder.path(.claim, [first, second])
    builder.scenario.network.sameZone = .init(latency: .fixed(seconds: 0.0001))
    builder.scenario.network.pairs = [
      .init(
        first: PlacePattern(city: "shanghai"), second: PlacePattern(city: "shenzhen"),
        link: .init(latency: .fixed(seconds: 0.015)))
    ]
    builder.scenario.network.access = [
      AccessNetwork(
        name: "wifi", latency: .fixed(seconds: 0.02), loss: Ratio(fraction: 0),
        retransmission: .seconds(0.2))
    ]
    builder.requests(
      rate: .steady(10), process: .deterministic,
      access: [AccessShare(network: 0, share: Ratio(fraction: 1))])
    // 20 out, 1, 15, 1, 15 back, 20 back.
    var latency = run(builder.scenario).requests["claim"]?.latencyMilliseconds
    #expect(latency?.mean == 72)
    #expect(latency?.max == 72)
    // A fault adds 30 ms each way between the cities from 1.001 s on: the tap of 1.0 s leaves the
    // first tier at 1.021 s and is the first that meets it.
    builder.fault(
      .latency(
        PlacePattern(city: "shenzhen"), PlacePattern(city: "shanghai", zone: 1),
        added: .seconds(0.03), jitter: .zero), at: 1.001)
    let result = run(builder.scenario)
    latency = result.requests["claim"]?.latencyMilliseconds
    #expect(latency?.max == 132)
    // Taps from 0.1 to 1.8 s are answered by the end, nine of them early; two are not.
    #expect(latency?.count == 18)
    #expect(latency?.mean == 102)
    #expect(result.requests["claim"]?.stillTryingAtEnd == 2)
  }

  @Test func `a slow node takes its factor longer in the window`() {
    var builder = ScenarioBuilder(seconds: 3)
    let tier = builder.tier("station", servers: 10, service: .fixed(seconds: 0.002))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(100), process: .deterministic)
    builder.fault(
      .slow(.init(tier: tier, nodes: [0]), factor: 5), at: 0.9999, lasts: 1)
    let latency = run(builder.scenario).tiers[0].sojournMilliseconds
    #expect(latency.max == 10)
    // 299 served in time (the last comes at 3 s), 100 of them slow.
    #expect(latency.count == 299)
    let expected: Double = (199.0 * 2 + 100.0 * 10) / 299
    #expect(abs((latency.mean ?? 0) - expected) < 1e-9)
  }
}
