import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// A cache node dies and comes back; nodes that die without a word.
@Suite struct CacheLossTests {
  /// Sends until 0.9 s, claims for seconds; cache/0 is down from 1 s to 2 s, found out 0.3 s later.
  func result(secondClick: Double = 0.4) -> RunResult {
    var builder = ScenarioBuilder(seconds: 6)
    let front = builder.tier("front", servers: 1000, service: .fixed(seconds: 0.0001))
    let cache = builder.tier(
      "cache", .claim(ClaimSettings(mode: .atomicDecrement)), nodes: 2,
      service: .fixed(seconds: 0.00001), route: .hashOfPacket, detection: 0.3)
    let store = builder.tier(
      "store", .store(StoreSettings(learnsAfter: .seconds(0.05))), nodes: 2,
      service: .fixed(seconds: 0.0001), route: .hashOfPacket)
    let settlement = builder.tier(
      "settlement", .settle(SettleSettings()), servers: 1000, service: .fixed(seconds: 0.001))
    builder.path(.send, [front, store, cache])
    builder.path(.claim, [front, cache])
    builder.path(.open, [front, settlement])
    builder.packets(
      sends: .through([(0, 200), (0.9, 200), (0.9, 0)]), group: .constant(10), awake: 1,
      shares: .constant(5), reaction: .exponential(seconds: 1),
      secondClick: .fixed(seconds: secondClick))
    builder.fault(.crash(.init(tier: cache, nodes: [0])), at: 1, lasts: 1)
    return run(builder.scenario)
  }

  @Test func `claims of a dead node fail until it is detected, then move and come home`() {
    let result = result()
    #expect(result.audit.violations.isEmpty)
    let cache = result.series.tiers[1]
    let failed = cache.failed["node down"] ?? []
    #expect(failed.count == 60)
    // 0.1 s a column: fails from 1.0 to 1.3 s only.
    let during = failed.enumerated().filter { $0.element > 0 }.map(\.offset)
    #expect(during == [10, 11, 12])
    // The store sees nothing but claims of lost packets after 1 s: once moved, and once come home.
    let reads = result.series.tiers[2].offered
    let before = reads[10..<13].reduce(0, +)
    let moved = reads[13..<23].reduce(0, +)
    let home = reads[23...].reduce(0, +)
    #expect(before == 0)
    #expect(moved > 20, "\(moved)")
    #expect(home > 10, "\(home)")
    #expect(result.tiers[2].kinds["claim"]?.offered == moved + home)
    // Afterwards all is well.
    #expect(result.requests["claim"]?.gaveUp == failed.reduce(0, +))
  }

  @Test func `what the store does not know yet is admitted again and refused by the database`() {
    // Opens come 0.4 s after claims: at the crash many claims are admitted but not committed.
    let result = result()
    #expect(result.audit.overAdmitted > 0)
    #expect(result.audit.refusedEmpty > 0)
    #expect(result.audit.refusedEmpty == result.tiers[3].rejected["empty"])
    #expect(result.audit.refusedEmpty <= result.audit.overAdmitted)
    #expect(result.audit.settlements <= result.audit.packets * 5)
  }

  @Test func `a node that dies in silence loses what it has`() {
    var builder = ScenarioBuilder(seconds: 4)
    let tier = builder.tier("station", service: .fixed(seconds: 0.001), onCrash: .silent)
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(100), process: .deterministic, timeout: 0.25)
    builder.fault(.crash(.init(tier: tier, nodes: [0])), at: 1.0005, lasts: 1)
    let result = run(builder.scenario)
    // Caught at 1.0005 s (came at 1.00 s), and those of 1.01 ... 2.00 s.
    #expect(result.requests["claim"]?.gaveUp == 101)
    #expect(result.requests["claim"]?.latencyMilliseconds.max == 250)
    #expect(result.tiers[0].failed["lost"] == 101, "\(result.tiers[0].failed)")
    #expect(result.tiers[0].failed["node down"] == nil)
  }

  @Test func `a node that dies with a broken connection tells its callers at once`() {
    var builder = ScenarioBuilder(seconds: 4)
    let tier = builder.tier("station", service: .fixed(seconds: 0.001), onCrash: .fail)
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(100), process: .deterministic, timeout: 0.25)
    builder.fault(.crash(.init(tier: tier, nodes: [0])), at: 1.0005, lasts: 1)
    let result = run(builder.scenario)
    #expect(result.requests["claim"]?.gaveUp == 101)
    #expect(result.tiers[0].failed["node down"] == 101)
    #expect(result.requests["claim"]?.latencyMilliseconds.max == 1)
  }
}
