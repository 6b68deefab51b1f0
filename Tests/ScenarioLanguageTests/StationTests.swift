import Foundation
import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// The language of queueing models: stations, branches, caches and sources.
@Suite struct `Stations and sources` {
  private func scenario() throws -> Scenario {
    try ScenarioFixture.load(text: ScenarioFixture.stations).scenario
  }

  @Test func `a scenario of stations loads again to itself`() throws {
    let loaded = try ScenarioFixture.load(text: ScenarioFixture.stations)
    let again = try ScenarioFixture.load(text: loaded.effectiveText)
    #expect(again.effectiveText == loaded.effectiveText)
    #expect(again.digest == loaded.digest)
    #expect(again.scenario.withoutLines == loaded.scenario.withoutLines)
    #expect(loaded.warnings == [])
  }

  @Test func `tiers arrive with all they can do`() throws {
    let tiers = try scenario().tiers
    #expect(tiers[0].hasUnboundedServers)
    #expect(tiers[0].servers == 1)
    #expect(tiers[0].service == .constant(1e6, text: "constant(1ms)"))
    #expect(tiers[0].serviceByKind[.claim]?.family == .exponential(mean: 2e6))
    #expect(tiers[0].serviceByKind[.open]?.family == .constant(3e6))
    #expect(tiers[0].expiredWork == .cancel)
    #expect(tiers[0].breakdowns?.up.family == .exponential(mean: 6e10))
    #expect(tiers[0].breakdowns?.onlyWhileServing == true)
    #expect(tiers[0].breakdowns?.crews == 1)
    #expect(tiers[0].tries == 2)
    #expect(tiers[0].states == 20)
    #expect(tiers[1].discipline == .preemptivePriority([.claim, .send]))
    #expect(tiers[1].patience?.family == .exponential(mean: 2e9))
    #expect(tiers[1].expiredWork == .skip)
    #expect(tiers[2].discipline == .processorSharing)
    #expect(tiers[3].discipline == .preemptiveLifo)
    let cache = CacheSettings(
      ttl: TimeSpan(nanoseconds: 60_000_000_000), isRefreshedByAccess: true, capacity: 1000,
      eviction: .pinned, misses: .join)
    #expect(tiers[5].operation == .cache(cache))
    #expect(tiers[5].service.family == .constant(0))
    #expect(tiers[5].routing == .hashOfPacket)
    guard case .update(let settings) = tiers[6].operation else {
      Issue.record("no update")
      return
    }
    #expect(settings.work.family == .exponential(mean: 5e6))
  }

  @Test func `paths branch and fork`() throws {
    let flow = try scenario().flow
    let send = try #require(flow.paths[.send])
    #expect(send.branches[0] == [Branch(step: 1, probability: 0.5)])
    #expect(
      send.branches[1] == [
        Branch(step: 0, probability: 0.25), Branch(step: 1, probability: 0.25),
      ])
    #expect(send.actions[.failed(.abandoned)] == .stop)
    #expect(send.actions[.failed(.lost)] == .retry)
    let open = try #require(flow.paths[.open])
    #expect(open.forks[1] == Fork(copies: 4, needed: 2))
    #expect(open.forks[2] == Fork(copies: 3, needed: 3))
    #expect(open.forks[0] == nil)
  }

  @Test func `sources arrive with all they can do`() throws {
    let scenario = try scenario()
    #expect(
      scenario.probes == [
        TimeSpan(nanoseconds: 10_000_000_000), TimeSpan(nanoseconds: 50_000_000_000),
      ])
    guard case .requests(let renewals) = scenario.populations[0].source,
      case .requests(let swinging) = scenario.populations[1].source,
      case .clients(let clients) = scenario.populations[2].source,
      case .requests(let crowd) = scenario.populations[3].source
    else {
      Issue.record("the sources are mixed up")
      return
    }
    #expect(renewals.between?.family == .erlang(shape: 2, mean: 1e8))
    #expect(renewals.first == .zero)
    #expect(renewals.batch?.offset == 1)
    #expect(renewals.total == 1000)
    #expect(renewals.atStart == 3)
    #expect(renewals.periods?.on.family == .exponential(mean: 1e9))
    #expect(renewals.periods?.off.family == .constant(2e9))
    let tries = scenario.populations[0].tries
    #expect(tries.total == RetryPolicy.unbounded)
    #expect(tries.wait?.family == .exponential(mean: 1e9))
    #expect(tries.budget?.fraction == 0.1)
    #expect(scenario.populations[1].keys == KeySpace(count: 1000, exponent: 0.99))
    #expect(swinging.rate.words == "sine(mean 10/s swing 5/s period 12566ms)")
    #expect(clients.count == 5)
    #expect(clients.think.family == .constant(0))
    #expect(crowd.atStart == 10)
    #expect(crowd.rate.peak.perSecond == 0)
  }

  @Test func `a sine is a curve of many straight pieces that repeats`() throws {
    let text = ScenarioFixture.smallest.replacing(
      "rate: 80/s", with: "curve: sine(mean 100/s swing 50/s period 10s)")
    let loaded = try ScenarioFixture.load(text: text)
    guard case .requests(let source) = loaded.scenario.populations[0].source else { return }
    let curve = source.rate
    #expect(curve.repeats)
    #expect(curve.points.count == 1025)
    #expect(curve.points.last?.time.nanoseconds == 10_000_000_000)
    for (index, rate) in [(0, 100.0), (256, 150), (512, 100), (768, 50), (1024, 100)] {
      #expect(curve.points[index].rate.perSecond == rate)
    }
    for point in curve.points {
      let exact = 100 + 50 * sin(2 * Double.pi * Double(point.time.nanoseconds) / 1e10)
      // Rates are rounded to a millionth, times to a nanosecond.
      #expect(abs(point.rate.perSecond - exact) < 1e-6)
    }
    let whole = text.replacing("curve: sine", with: "curve: {repeat: true, points: sine")
      .replacing("10s)}", with: "10s)}}")
    #expect(try ScenarioFixture.load(text: whole).digest == loaded.digest)
  }

  static let changes = [
    "tiers.gateway.servers=1", "tiers.gateway.service=1ms", "tiers.gateway.service.claim=4ms",
    "tiers.gateway.service.open=2ms", "tiers.gateway.expired-work=skip",
    "tiers.gateway.breakdowns.up=61s", "tiers.gateway.breakdowns.down=6s",
    "tiers.gateway.breakdowns.while=always", "tiers.gateway.breakdowns.crews=2",
    "tiers.gateway.tries=3", "tiers.gateway.states=21", "tiers.worker.patience=3s",
    "tiers.worker.discipline=priority(claim, send)", "tiers.worker.expired work=serve",
    "tiers.shared.discipline=fifo", "tiers.newest.discipline=lifo", "tiers.cache.ttl=61s",
    "tiers.cache.refresh=on-fill", "tiers.cache.capacity=1001", "tiers.cache.eviction=random",
    "tiers.cache.eviction=fifo", "tiers.cache.eviction=lru", "tiers.cache.misses=fetch",
    "tiers.cache.service=1us", "tiers.records.work=6ms", "flow.send.next.gateway.worker=51%",
    "flow.send.then.abandoned=retry", "flow.open.fork.shared.wait=1",
    "flow.open.fork.shared.copies=3", "flow.open.fork.newest.wait=1",
    "populations.a.requests.between=100ms", "populations.a.requests.first=1s",
    "populations.a.requests.batch=2", "populations.a.requests.total=1001",
    "populations.a.requests.periods.active=2s", "populations.a.requests.periods.silent=3s",
    "populations.a.requests.at-start=4", "populations.a.tries.total=255",
    "populations.a.tries.wait=2s", "populations.a.tries.budget=11%",
    "populations.b.keys.count=1001", "populations.b.keys.zipf=1",
    "populations.b.requests.curve=sine(mean 10/s swing 5/s period 12.567s)",
    "populations.c.clients.count=6", "populations.c.clients.think=1ns",
    "populations.c.clients.kind=send", "populations.c.tries.backoff=exponential(1ms)",
    "probes=[10s]", "probes=[]",
  ]

  @Test func `everything that can change the result changes the digest`() throws {
    var seen = [try ScenarioFixture.load(text: ScenarioFixture.stations).digest: "nothing"]
    for change in Self.changes {
      let loaded = try ScenarioFixture.load(
        text: ScenarioFixture.stations, overrides: [change])
      let before = seen.updateValue(change, forKey: loaded.digest)
      #expect(before == nil, "\(change) gives the digest of \(before ?? "")")
      let again = try ScenarioFixture.load(text: loaded.effectiveText)
      #expect(again.scenario.withoutLines == loaded.scenario.withoutLines, "\(change)")
    }
  }

  @Test func `what a file does not say stays out of its effective text`() throws {
    let text = try ScenarioFixture.load(text: ScenarioFixture.everything).effectiveText
    for key in [
      "patience", "expired-work", "breakdowns", "states", "next", "fork", "probes", "keys",
      "between", "at-start", "abandoned", "budget",
    ] {
      #expect(!text.contains("\(key):"), "\(key)")
    }
  }

  @Test func `probes after a shortened end are left out with a warning`() throws {
    let loaded = try ScenarioFixture.load(
      text: ScenarioFixture.stations, overrides: ["duration=20s"])
    #expect(loaded.scenario.probes.count == 1)
    #expect(loaded.warnings.contains { $0.contains("the probe at 50s") })
  }
}
