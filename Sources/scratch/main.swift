import ClusterModel
import ScenarioTypes
import ResultTypes
import Quantities
import Glibc
let args = CommandLine.arguments
let seconds = args.count > 1 ? Double(args[1])! : 5
let seed = args.count > 2 ? UInt64(args[2])! : 1
let fault = args.count > 3 ? args[3] : ""
func ns(_ s: Double) -> TimeSpan { TimeSpan(nanoseconds: Int64(s*1e9)) }
func ln(_ p50: Double, _ p99: Double, min: Double? = nil, max: Double? = nil) -> Distribution {
  Distribution(family: .lognormal(mu: log(p50), sigma: log(p99/p50)/2.3263478740408408), minimum: min, maximum: max, text: "")
}
func lnm(_ mean: Double, cv: Double) -> Distribution {
  let s2 = log(1+cv*cv)
  return Distribution(family: .lognormal(mu: log(mean)-s2/2, sigma: s2.squareRoot()), text: "")
}
let us = 1e3, ms = 1e6
let zones = (1...3).map { Place(city: "shenzhen", zone: $0) }
let tiers = [
  Tier(name: "gateway", operation: .relay, nodes: 64, servers: 8, service: lnm(200*us, cv: 0.5), queueBound: 2000, places: zones, detection: ns(1)),
  Tier(name: "cache", operation: .claim(ClaimSettings()), nodes: 128, service: .constant(10*us), routing: .hashOfPacket, places: zones, detection: ns(1)),
  Tier(name: "ckv", operation: .store(StoreSettings()), nodes: 96, service: ln(300*us, 2*ms), routing: .hashOfPacket, places: zones, detection: ns(1)),
  Tier(name: "settlement", operation: .settle(SettleSettings(flush: .constant(50*us))), nodes: 100, servers: 20, service: lnm(10*ms, cv: 0.8), queueBound: 5000, routing: .hashOfPacket, places: zones, detection: ns(1)),
]
let flow = Flow(paths: [.send: FlowPath(tiers: [0,2,1]), .claim: FlowPath(tiers: [0,1]), .open: FlowPath(tiers: [0,3])])
let network = Network(sameZone: .init(latency: ln(100*us, 300*us, min: 60*us)), sameCity: .init(latency: ln(350*us, 1*ms, min: 250*us)), access: [
  AccessNetwork(name: "wifi", latency: ln(12.5*ms, 12.5*4*ms, min: 2*ms), loss: Ratio(fraction: 0.005), retransmission: ns(0.2)),
  AccessNetwork(name: "cellular", latency: ln(25*ms, 100*ms, min: 5*ms), loss: Ratio(fraction: 0.005), retransmission: ns(0.2)),
])
func pt(_ t: Double, _ r: Double) -> RateCurve.Point { .init(time: ns(t), rate: Rate(perSecond: r)) }
let warm = seconds > 15
let curve = warm ? RateCurve(points: [pt(0,12000), pt(10,35800), pt(50,35800), pt(60,29000)]) : RateCurve.constant(Rate(perSecond: 35800))
let pop = Population(name: "nationwide", source: .packets(PacketSource(sends: curve, groupSize: ln(30, 400, max: 500), awake: Ratio(fraction: 0.4),
  shares: Distribution(family: .geometric(mean: 1.5), offset: 1, text: ""), amount: ln(500, 6000), fanOut: ln(150*ms, 2000*ms), reaction: ln(900*ms, 4000*ms, min: 200*ms), secondClick: ln(500*ms, 2000*ms, min: 200*ms))),
  access: [AccessShare(network: 0, share: Ratio(fraction: 0.6)), AccessShare(network: 1, share: Ratio(fraction: 0.4))], timeout: ns(5), tries: RetryPolicy(total: 3, backoff: ns(0.2), doubles: true, fullJitter: true))
var faults: [Fault] = []
if fault == "node" { faults = [Fault(kind: .crash(.init(tier: 1, nodes: [3])), at: ns(20), lasts: ns(10), text: "crash cache/3")] }
if fault == "zone" { faults = [Fault(kind: .placeLost(PlacePattern(city: "shenzhen", zone: 2)), at: ns(20), lasts: ns(10), text: "lose shenzhen/2")] }
let scenario = Scenario(name: "peak", duration: ns(seconds), warmup: ns(warm ? 10 : seconds/5), seed: seed, tiers: tiers, flow: flow, network: network, populations: [pop], faults: faults)
let loaded = LoadedScenario(scenario: scenario, file: "x.yaml", digest: "", effectiveText: "", parameters: [], warnings: [])
var sim = try ClusterSimulation(loaded, toolVersion: "0")
var ts = timespec(); clock_gettime(CLOCK_MONOTONIC, &ts); let t0 = Double(ts.tv_sec)+Double(ts.tv_nsec)/1e9
let out = sim.run()
clock_gettime(CLOCK_MONOTONIC, &ts); let t1 = Double(ts.tv_sec)+Double(ts.tv_nsec)/1e9
let r = out.result
print("wall", t1-t0, "events", r.events, "Mev/s", Double(r.events)/(t1-t0)/1e6, "claims", out.claims ?? 0, "claims/s", Double(out.claims ?? 0)/(t1-t0)/1e6, "M; realtime x", seconds/(t1-t0))
for t in r.tiers { print(t.name, "offered", t.offered, "served", t.served, t.rejected, t.failed, "inflight", t.inFlightAtEnd, "util", t.utilization.mean, t.utilization.maxNode, "peak", t.offeredPerSecond.peak, "q", t.queueLength.mean, t.queueLength.max, "wait p99", t.waitMilliseconds.p99 ?? -1, "soj p50", t.sojournMilliseconds.p50 ?? -1, "p99", t.sojournMilliseconds.p99 ?? -1) 
 for (k,v) in t.kinds.sorted(by: {$0.key<$1.key}) { print("   ", k, v.offered, v.served, v.rejected, v.failed, v.retries, v.offeredPerSecond.peak, v.offeredPerSecond.mean) } }
for (k, q) in r.requests.sorted(by: {$0.key<$1.key}) { print(k, q.firstTries, "retries", q.retries, "yes", q.toldYes, "no", q.toldNo, q.noes, "gaveup", q.gaveUp, "still", q.stillTryingAtEnd, "err", q.usersWhoSawAnError, "p50", q.latencyMilliseconds.p50 ?? -1, "p99", q.latencyMilliseconds.p99 ?? -1) }
for l in r.funnel { print(l.layer, l.in, l.out, l.lost) }
print(r.audit)
