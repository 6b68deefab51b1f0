import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct EffectiveTextTests {
  @Test func `a scenario that uses everything loads again to itself`() throws {
    let loaded = try ScenarioFixture.load(text: ScenarioFixture.everything)
    let again = try ScenarioFixture.load(text: loaded.effectiveText)
    #expect(again.effectiveText == loaded.effectiveText)
    #expect(again.digest == loaded.digest)
    #expect(again.scenario.withoutLines == loaded.scenario.withoutLines)
  }

  @Test func `spelling, order, comments, quotes and units leave the digest alone`() throws {
    let plain = try ScenarioFixture.load(text: ScenarioFixture.smallest)
    let other = """
      # The same in other words.
      name: 'Smallest'
      populations: {customers: {requests: {rate: "0.08k/s", kind: claim, process: poisson}}}
      flow: {claim: {path: [server], afterwards: []}}
      tiers:
        server:
          nodes: 1
          servers: 1
          on_crash: fail   # the default
          service: exponential(mean 0.01s)
          operation: relay
      warmup: 10000 ms
      duration: 100 s
      version: 1
      """
    #expect(try ScenarioFixture.load(text: other).digest == plain.digest)
  }

  static let changes = [
    "name=Other", "description=Words", "start=2017-01-28T00:04:31+08:00", "duration=61s",
    "warmup=11s", "seed=2", "tiers.gateway.nodes=7", "tiers.gateway.servers=9",
    "tiers.gateway.service=1ms", "tiers.gateway.discipline=fifo", "tiers.gateway.queue=unbounded",
    "tiers.gateway.route=power of 3", "tiers.gateway.place=[shenzhen/1..3, shanghai/2]",
    "tiers.gateway.on-crash=fail", "tiers.gateway.detection=1s",
    "tiers.gateway.admission.rate=21k/s", "tiers.gateway.admission.burst=51",
    "tiers.cache.cas.tries=4", "tiers.cache.cas.then=let-through", "tiers.ckv.replicas=3",
    "tiers.cache.cas={mode: atomic}",
    "tiers.ckv.expiry=24h", "tiers.ckv.refund-scan=60s", "tiers.ckv.learns-after=21ms",
    "tiers.settlement.lock=61%", "tiers.settlement.flush=51us", "tiers.settlement.connections=511",
    "tiers.settlement.amounts=double-mean", "flow.open=[gateway, settlement]",
    "flow.claim.then.lost=stop", "flow.send=[gateway, cache, stamp]",
    "network.same zone=constant(61us)", "network.same-city.loss=0.02%",
    "network.shenzhen - shanghai=14ms", "network.access.satellite.loss=3%",
    "network.access.satellite.retransmission=2s", "populations.people.sends.process=poisson",
    "populations.people.sends.curve.repeat=false", "populations.people.group.awake=41%",
    "populations.people.group.size=31", "populations.people.shares=2 + geometric(mean 1.5)",
    "populations.people.amount=5.01yuan", "populations.people.fan-out=151ms",
    "populations.people.reaction=901ms", "populations.people.second-click=501ms",
    "populations.people.access={wifi: 61%, cellular: 29%, satellite: 10%}",
    "populations.people.timeout=6s", "populations.people.tries.total=4",
    "populations.people.tries.backoff=constant(200ms)", "populations.people.tries.jitter=none",
    "populations.robots.requests.kind=send", "populations.robots.requests.curve=11/s",
    "faults=[]", "objectives=[]", "objectives=[p99(claim) < 401ms]",
  ]

  @Test func `everything that can change the result changes the digest`() throws {
    var seen = [try ScenarioFixture.load(text: ScenarioFixture.everything).digest: "nothing"]
    for change in Self.changes {
      let digest = try ScenarioFixture.load(
        text: ScenarioFixture.everything, overrides: [change]
      ).digest
      let before = seen.updateValue(change, forKey: digest)
      #expect(before == nil, "\(change) gives the digest of \(before ?? "")")
    }
  }

  @Test func `tables in files become part of the effective text`() throws {
    let text = ScenarioFixture.smallest
      .replacing("rate: 80/s", with: "curve: from rates.csv")
      .replacing("exponential(10ms)", with: "empirical(from service.csv)")
    let files = [
      "rates.csv": "time,rate\n0s,10/s\n\n10 s, 20 /s\n",
      "service.csv": "value\n3ms\n1ms\n2ms\n",
    ]
    let loaded = try ScenarioFixture.load(text: text, beside: files)
    // No CSV stands beside this one.
    let again = try ScenarioFixture.load(text: loaded.effectiveText)
    #expect(again.digest == loaded.digest)
    #expect(again.scenario.withoutLines == loaded.scenario.withoutLines)
    #expect(
      again.scenario.tiers[0].service.family
        == .empirical([
          .init(probability: 0, value: 1e6), .init(probability: 0.5, value: 2e6),
          .init(probability: 1, value: 3e6),
        ]))
    let changed = try ScenarioFixture.load(
      text: text, beside: files.merging(["rates.csv": "time,rate\n0s,10/s\n10s,21/s\n"]) { $1 })
    #expect(changed.digest != loaded.digest)
  }
}
