import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Laws of small red-packet clusters, whole and broken.
@Suite struct RedPacketLawTests {
  static let retries = RetryPolicy(
    total: 3, backoff: .seconds(0.05), doubles: true, fullJitter: true)

  /// Some 200 packets a second to groups of about ten; 3 s.
  static func cluster(
    seed: UInt64 = 1, seconds: Double = 3, claims: ClaimSettings = ClaimSettings(),
    store: StoreSettings = StoreSettings(),
    settlements: SettleSettings = SettleSettings(flush: .fixed(seconds: 0.00005)),
    timeout: Double? = 0.5
  ) -> ScenarioBuilder {
    var builder = ScenarioBuilder.redPackets(
      seconds: seconds, seed: seed, claims: claims, store: store, settlements: settlements)
    builder.scenario.network.access = [
      AccessNetwork(
        name: "wifi", latency: .lognormal(seconds: 0.01, cv: 0.7, minimumSeconds: 0.002),
        loss: Ratio(fraction: 0.005), retransmission: .seconds(0.2))
    ]
    builder.packets(
      sends: .steady(200), group: Distribution(family: .geometric(mean: 9), offset: 1, text: ""),
      awake: 0.8, shares: Distribution(family: .geometric(mean: 2), offset: 1, text: ""),
      amount: .lognormal(seconds: 1e-6, cv: 1), fanOut: .exponential(seconds: 0.05),
      timeout: timeout, tries: retries,
      access: [AccessShare(network: 0, share: Ratio(fraction: 1))])
    return builder
  }

  static let faults: [Fault.Kind] = [
    .crash(.init(tier: 0, nodes: [1])), .crash(.init(tier: 1, nodes: [0, 2])),
    .crash(.init(tier: 2, nodes: [1])), .crash(.init(tier: 3, nodes: [0, 1, 2])),
    .placeLost(PlacePattern(city: "shenzhen", zone: 2)),
    .placeLost(PlacePattern(city: "shenzhen")),
    .slow(.init(tier: 3, nodes: [0, 1, 2, 3]), factor: 40),
    .slow(.init(tier: 1, nodes: [1]), factor: 1000),
    .latency(
      PlacePattern(city: "shenzhen", zone: 1), PlacePattern(city: "shenzhen"),
      added: .seconds(0.1), jitter: .seconds(0.3)),
    .loss(
      PlacePattern(city: "shenzhen"), PlacePattern(city: "shenzhen"),
      probability: Ratio(fraction: 0.3)),
    .errors(.init(tier: 3, nodes: [0, 1]), probability: Ratio(fraction: 0.5)),
    .errors(.init(tier: 1, nodes: [3]), probability: Ratio(fraction: 1)),
    .errors(.init(tier: 2, nodes: [0]), probability: Ratio(fraction: 0.5)),
  ]

  private func expectLaws(_ result: RunResult, _ words: String) {
    #expect(result.audit.violations.isEmpty, "\(words): \(result.audit.violations)")
    let problems = Laws.broken(by: result)
    #expect(problems.isEmpty, "\(words): \(problems)")
  }

  @Test func `a healthy cluster balances over twenty seeds`() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let result = run(Self.cluster(seed: seed, seconds: 2).scenario)
      expectLaws(result, "seed \(seed)")
      #expect(result.audit.settlements > 100)
      #expect((result.requests["claim"]?.firstTries ?? 0) > 1000)
      #expect(result.requests["open"]?.gaveUp == 0)
    }
  }

  @Test(arguments: faults, [CrashPolicy.fail, .silent])
  func `the books balance under a fault`(kind: Fault.Kind, policy: CrashPolicy) {
    let healthy = run(Self.cluster().scenario)
    for seed in 1...2 as ClosedRange<UInt64> {
      var builder = Self.cluster(seed: seed)
      for tier in builder.scenario.tiers.indices { builder.scenario.tiers[tier].onCrash = policy }
      builder.fault(kind, at: 1, lasts: 0.7)
      let result = run(builder.scenario)
      expectLaws(result, "\(kind), seed \(seed)")
      #expect(result.audit.settlements > 0)
      if seed == 1 { #expect(result.tiers != healthy.tiers, "the fault did nothing") }
    }
  }

  @Test func `balancers and other disciplines balance under crashes`() {
    for (route, discipline) in [
      (Routing.powerOfD(2), Discipline.fifo), (.leastOutstanding, .lifo), (.roundRobin, .random),
      (.random, .priority([.open, .claim])),
    ] {
      for policy in [CrashPolicy.fail, .silent] {
        var builder = Self.cluster()
        builder.scenario.tiers[0].routing = route
        builder.scenario.tiers[0].discipline = discipline
        builder.scenario.tiers[0].service = .exponential(seconds: 0.004)
        builder.scenario.tiers[0].onCrash = policy
        builder.scenario.tiers[3].routing = route
        builder.fault(.crash(.init(tier: 0, nodes: [0, 3])), at: 0.5, lasts: 0.4)
        builder.fault(.crash(.init(tier: 3, nodes: [1])), at: 0.7, lasts: 0.4)
        let result = run(builder.scenario)
        expectLaws(result, "\(route) \(discipline) \(policy)")
        #expect(result.tiers[0].failed.values.reduce(0, +) > 0)
      }
    }
  }

  @Test func `the same seed gives the same result and another one another`() {
    let first = run(Self.cluster(seed: 7).scenario)
    #expect(run(Self.cluster(seed: 7).scenario) == first)
    let other = run(Self.cluster(seed: 8).scenario)
    #expect(other.tiers != first.tiers)
    #expect(other.audit.issuedCents != first.audit.issuedCents)
  }

  @Test func `issued money is settled when everyone has the time to open`() {
    // Sends stop after 1 s, groups are larger than packets: at the end every cent is out.
    var builder = Self.cluster(seconds: 8)
    builder.scenario.populations = []
    builder.packets(
      sends: .through([(0, 200), (1, 200), (1, 0)]), group: .constant(9), awake: 1,
      shares: Distribution(family: .uniform(low: 1, high: 8), text: ""))
    let result = run(builder.scenario)
    expectLaws(result, "everyone opens")
    #expect(result.audit.issuedCents == Int64(result.audit.packets) * 500)
    #expect(result.audit.settledCents == result.audit.issuedCents)
    #expect(result.audit.openCents == 0)
    #expect(result.requests["send"]?.toldYes == result.audit.packets)
    #expect(result.requests["claim"]?.firstTries == result.audit.packets * 9)
  }

  @Test func `a short expiry turns claims away and refunds the rest`() {
    var builder = Self.cluster(
      seconds: 4,
      store: StoreSettings(expiry: .seconds(0.25), refundScan: .seconds(0.5)))
    builder.scenario.populations[0].timeout = nil
    let result = run(builder.scenario)
    expectLaws(result, "expiry")
    #expect((result.tiers[1].rejected["expired"] ?? 0) > 100)
    #expect((result.requests["claim"]?.noes["expired"] ?? 0) > 100)
    let audit = result.audit
    #expect(audit.refundedCents > 0 && audit.openCents > 0 && audit.settledCents > 0)
    // Packets of the last scan's time and later are still open; older ones are all refunded: the
    // open money is what some 0.75 s of 4 s left over.
    #expect(audit.openCents < audit.refundedCents)
  }

  @Test func `refunds happen at the first scan after the expiry`() {
    // One packet a second from 1 s on, nobody awake but its single member who never gets a share.
    var builder = ScenarioBuilder.redPackets(
      seconds: 10.2, store: StoreSettings(expiry: .seconds(2), refundScan: .seconds(3)))
    builder.packets(
      sends: .steady(1), process: .deterministic, group: .constant(1), awake: 0,
      amount: .constant(100))
    let audit = run(builder.scenario).audit
    // Sent at 1 ... 10 s (+ a little), expired at 3 ... 12 s (+), scans at 3, 6, 9 s: those that
    // expire by 9 s are the ones of 1 ... 6 s.
    #expect(audit.packets == 10)
    #expect(audit.refundedCents == 600)
    #expect(audit.openCents == 400)
  }

  @Test func `with atomic counters the database sees no more opens than shares`() {
    for seed in 1...5 as ClosedRange<UInt64> {
      var builder = Self.cluster(
        seed: seed, claims: ClaimSettings(mode: .atomicDecrement), timeout: nil)
      builder.scenario.populations[0].tries = RetryPolicy()
      builder.scenario.tiers[3].queueBound = nil
      let result = run(builder.scenario)
      expectLaws(result, "atomic")
      #expect(result.audit.overAdmitted == 0)
      #expect(result.audit.refusedEmpty == 0)
      #expect(result.tiers[3].rejected["empty"] == nil)
      // One transaction for each share handed out, none twice.
      let opens = result.tiers[3].kinds["open"]
      #expect(opens?.served == result.audit.settlements)
      #expect((opens?.offered ?? 0) <= (result.tiers[1].kinds["claim"]?.served ?? 0))
    }
  }
}
