import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Random numbers belong to requests, packets and users: a change in one place changes nothing
/// elsewhere.
@Suite struct CommonNumbersTests {
  /// A cluster in one place where nothing waits: servers enough everywhere.
  func roomy(settlements: SettleSettings = SettleSettings(), seconds: Double = 3)
    -> ScenarioBuilder
  {
    var builder = RedPacketLawTests.cluster(
      seconds: seconds, claims: ClaimSettings(mode: .atomicDecrement), settlements: settlements)
    for tier in builder.scenario.tiers.indices {
      builder.scenario.tiers[tier].places = [Place(city: "shenzhen", zone: 1)]
      builder.scenario.tiers[tier].servers = 64
      builder.scenario.tiers[tier].queueBound = nil
    }
    return builder
  }

  @Test(arguments: [0, 1, 2])
  func `a further node of a tier with room changes nothing else`(tier: Int) {
    let builder = roomy()
    var larger = builder
    larger.scenario.tiers[tier].nodes += 1
    let before = run(builder.scenario)
    let after = run(larger.scenario)
    #expect(before.tiers[tier].nodes + 1 == after.tiers[tier].nodes)
    #expect(before.requests == after.requests)
    #expect(before.audit == after.audit)
    for other in before.tiers.indices where other != tier {
      #expect(before.tiers[other] == after.tiers[other], "\(before.tiers[other].name) changed")
    }
  }

  @Test func `a further gateway leaves the log flushes of settlement alone`() {
    let builder = roomy(settlements: SettleSettings(flush: .exponential(seconds: 0.002)))
    var larger = builder
    larger.scenario.tiers[0].nodes += 1
    let before = run(builder.scenario)
    let after = run(larger.scenario)
    #expect(before.audit == after.audit)
    #expect(before.tiers[3].sojournMilliseconds == after.tiers[3].sojournMilliseconds)
    #expect(before.requests == after.requests)
  }

  @Test func `more settlement nodes change nothing upstream`() {
    let builder = RedPacketLawTests.cluster()
    var larger = builder
    larger.scenario.tiers[3].nodes += 2
    let before = run(builder.scenario)
    let after = run(larger.scenario)
    #expect(before.tiers[3] != after.tiers[3])
    #expect(before.requests["send"] == after.requests["send"])
    #expect(before.requests["claim"] == after.requests["claim"])
    #expect(before.audit.packets == after.audit.packets)
    #expect(before.audit.issuedCents == after.audit.issuedCents)
    #expect(before.tiers[1] == after.tiers[1])
    #expect(before.tiers[2] == after.tiers[2])
  }

  @Test func `another population leaves the arrivals of the first alone`() {
    var builder = ScenarioBuilder(seconds: 5)
    let first = builder.tier("first", nodes: 3, service: .lognormal(seconds: 0.003, cv: 1))
    builder.path(.claim, [first])
    builder.requests("first", .claim, rate: .steady(500), timeout: 0.02)
    let alone = run(builder.scenario)
    let second = builder.tier("second", service: .exponential(seconds: 0.001))
    builder.path(.send, [second])
    builder.requests("second", .send, rate: .steady(300))
    // Also in front of it in the file.
    builder.scenario.populations.reverse()
    let together = run(builder.scenario)
    #expect(together.tiers[1].offered > 1000)
    #expect(alone.tiers[0] == together.tiers[0])
    #expect(alone.requests["claim"] == together.requests["claim"])
    #expect(alone.series.tiers[0] == together.series.tiers[0])
  }

  @Test func `the beginning of a longer run is the shorter run`() {
    let short = run(roomy(seconds: 4).scenario).series
    let long = run(roomy(seconds: 8).scenario).series
    #expect(short.intervalSeconds == long.intervalSeconds)
    let count = short.intervals
    #expect(count == 40 && long.intervals == 80)
    for (left, right) in zip(short.tiers, long.tiers) {
      #expect(left.offered == Array(right.offered.prefix(count)), "\(left.tier)")
      #expect(left.served == Array(right.served.prefix(count)), "\(left.tier)")
    }
    for kind in ["send", "claim", "open"] {
      let left = short.requests[kind]
      let right = long.requests[kind]
      #expect(left?.firstTries == right.map { Array($0.firstTries.prefix(count)) })
      #expect(left?.toldYes == right.map { Array($0.toldYes.prefix(count)) })
    }
  }

  @Test func `a scenario's warm-up moves statistics, not events`() {
    let builder = RedPacketLawTests.cluster()
    var warm = builder
    warm.scenario.warmup = .seconds(1)
    let before = run(builder.scenario)
    let after = run(warm.scenario)
    #expect(before.series == after.series)
    #expect(before.audit == after.audit)
    #expect(before.events == after.events)
    #expect(before.tiers.map(\.offered) == after.tiers.map(\.offered))
    #expect(
      (after.requests["claim"]?.latencyMilliseconds.count ?? 0)
        < (before.requests["claim"]?.latencyMilliseconds.count ?? 0))
  }
}
