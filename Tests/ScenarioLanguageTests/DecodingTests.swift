import Foundation
import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct DecodingTests {
  private func service(_ text: String) throws -> Distribution {
    try ScenarioFixture.load(
      text: ScenarioFixture.smallest.replacing("exponential(10ms)", with: "\"\(text)\"")
    ).scenario.tiers[0].service
  }

  @Test(
    arguments: [
      ("10us", .constant(10_000)), ("10 us", .constant(10_000)),
      ("constant(10us)", .constant(10_000)),
      ("exponential(mean 10ms)", .exponential(mean: 1e7)),
      ("exponential(10ms)", .exponential(mean: 1e7)),
      ("erlang(k 3, mean 10ms)", .erlang(shape: 3, mean: 1e7)),
      ("erlang(3, 10ms)", .erlang(shape: 3, mean: 1e7)),
      ("gamma(mean 10ms cv 0.5)", .gamma(shape: 4, scale: 2.5e6)),
      ("weibull(10ms, 1.5)", .weibull(shape: 1.5, scale: 1e7)),
      ("pareto(min 1ms shape 2.5)", .pareto(shape: 2.5, minimum: 1e6)),
      ("bounded pareto(1ms 1s 1.5)", nil),
      ("bounded-pareto(1ms 1s 1.5)", .boundedPareto(shape: 1.5, minimum: 1e6, maximum: 1e9)),
      ("uniform(1 ms, 3 ms)", .uniform(low: 1e6, high: 3e6)),
      (
        "hyperexponential(90% 0.5ms, 10% 5.5ms)",
        .hyperexponential([
          .init(probability: 0.9, mean: 5e5), .init(probability: 0.1, mean: 5.5e6),
        ])
      ),
      ("constant(5 min)", .constant(3e11)), ("constant(5 min max 6 min)", .constant(3e11)),
    ] as [(String, Distribution.Family?)])
  func `a distribution is read in its base unit`(text: String, family: Distribution.Family?) throws
  {
    guard let family else {
      #expect(throws: ScenarioFixture.Failure.self) { try service(text) }
      return
    }
    #expect(try service(text).family == family)
  }

  @Test func `a log-normal law has the mean, spread and percentiles that were asked for`() throws {
    guard case .lognormal(let mu, let sigma) = try service("lognormal(mean 200us cv 0.5)").family
    else {
      Issue.record("no log-normal law")
      return
    }
    #expect(abs(exp(mu + sigma * sigma / 2) / 200_000 - 1) < 1e-12)
    #expect(abs(expm1(sigma * sigma) - 0.25) < 1e-12)
    guard case .lognormal(let mu, let sigma) = try service("lognormal(p50 1ms p99 10ms)").family
    else {
      Issue.record("no log-normal law")
      return
    }
    #expect(abs(exp(mu) / 1e6 - 1) < 1e-12)
    // The 99th percentile of the standard normal law is 2.3263478740408408.
    #expect(abs(exp(mu + 2.3263478740408408 * sigma) / 1e7 - 1) < 1e-12)
  }

  @Test func `bounds and an offset are kept apart from the law`() throws {
    let bounded = try service("exponential(mean 5 min min 200us max 1h)")
    #expect(bounded.family == .exponential(mean: 3e11))
    #expect(bounded.minimum == 200_000)
    #expect(bounded.maximum == 3.6e12)
    #expect(bounded.offset == 0)
    let shifted = try service("1ms + exponential(2ms)")
    #expect(shifted.offset == 1e6)
    #expect(shifted.text == "1ms + exponential(mean 2ms)")
  }

  @Test func `the example that the language was designed around loads as it stands`() throws {
    let loaded = try ScenarioFixture.load(
      text: ScenarioFixture.exampleScenario,
      beside: ["wechat-2015.yaml": ScenarioFixture.exampleTopology])
    #expect(loaded.warnings == [])
    #expect(loaded.scenario.name == "New Year peak")
    #expect(loaded.scenario.tiers.map(\.name) == ["gateway", "cache", "ckv", "settlement"])
    #expect(
      loaded.scenario.tiers[0].places.map(\.name) == ["shenzhen/1", "shenzhen/2", "shenzhen/3"])
    #expect(loaded.scenario.network.access.map(\.name) == ["wifi", "cellular"])
    #expect(loaded.scenario.objectives.map(\.limit) == [400, 0.001])
  }

  @Test func `all parts of a scenario arrive`() throws {
    let scenario = try ScenarioFixture.load(text: ScenarioFixture.everything).scenario
    #expect(scenario.name == "Everything: 红包 \"quoted\"")
    #expect(scenario.description == "Two lines\nof text.")
    #expect(scenario.seed == UInt64.max)
    let gateway = scenario.tiers[0]
    #expect(gateway.discipline == .priority([.open, .claim, .send]))
    #expect(gateway.routing == .powerOfD(2))
    #expect(gateway.places.map(\.name) == ["shenzhen/1", "shenzhen/2", "shenzhen/3", "shanghai/1"])
    #expect(gateway.onCrash == .silent)
    #expect(scenario.tiers[1].routing == .hashOfPacket)
    #expect(scenario.tiers[5].routing == .leastOutstanding)
    let claim = try #require(scenario.flow.paths[.claim])
    #expect(claim.tiers == [0, 7, 1])
    #expect(claim.actions[.failed(.lost)] == .retry)
    #expect(claim.actions[.failed(.nodeDown)] == .stop)
    #expect(claim.actions[.rejected(.queueFull)] == .retry)
    #expect(claim.actions[.served] == .open)
    #expect(scenario.flow.paths[.open]?.afterwards == [5, 6])
    #expect(scenario.network.access.map(\.name) == ["satellite", "wifi", "cellular"])
    #expect(scenario.network.pairs.map(\.first.zone) == [nil, 1])
    #expect(scenario.populations[0].access.map(\.network) == [1, 2, 0])
    guard case .packets(let packets) = scenario.populations[0].source,
      case .requests(let requests) = scenario.populations[1].source
    else {
      Issue.record("the sources are mixed up")
      return
    }
    #expect(packets.sends.repeats)
    #expect(packets.shares.offset == 1)
    #expect(packets.amount.minimum == 1)
    #expect(requests.rate.points.map(\.rate.perSecond) == [10, 10, 50])
    #expect(scenario.objectives.count == 11)
    #expect(scenario.objectives[1].metric == .tierSojourn(.quantile(0.999), .claim, tier: 1))
    #expect(scenario.objectives[2].metric == .tierSojourn(.mean, nil, tier: 1))
    #expect(scenario.objectives[0].limit == 400)
  }

  @Test func `faults are sorted by their beginning and name their nodes`() throws {
    let faults = try ScenarioFixture.load(text: ScenarioFixture.everything).scenario.faults
    #expect(
      faults.map(\.text) == [
        "crash cache/3", "crash cache 20%", "slow gateway/0..2 factor 10", "lose shenzhen/2",
        "loss shenzhen/1 - shanghai probability 20%", "errors settlement probability 5%",
        "latency shenzhen - shanghai add 50ms jitter 10ms",
      ])
    #expect(faults[1].kind == .crash(.init(tier: 1, nodes: Array(0..<26))))
    #expect(
      faults[5].kind
        == .errors(.init(tier: 4, nodes: Array(0..<10)), probability: .init(fraction: 0.05)))
  }

  @Test func `a scenario inherits another, its own words winning key by key`() throws {
    let variant = """
      version: 1
      name: Variant
      base: base.yaml
      topology:
        tiers: {server: {servers: 3}}
      tiers: {server: {nodes: 2}}
      faults: [{at: 5s, crash: server}]
      """
    let loaded = try ScenarioFixture.load(
      text: variant, beside: ["base.yaml": ScenarioFixture.smallest])
    let scenario = loaded.scenario
    #expect(scenario.name == "Variant")
    #expect(scenario.tiers[0].nodes == 2)
    #expect(scenario.tiers[0].servers == 3)
    #expect(scenario.tiers[0].service.text == "exponential(mean 10ms)")
    #expect(scenario.faults.map(\.text) == ["crash server"])
  }

  @Test func `mistakes in several files come together, each in its file`() throws {
    let items = try ScenarioFixture.withFolder([
      "scenario.yaml": "version: 1\nname: x\nbase: base.yaml\ntiers: {server: {nodes: none}}\n",
      "base.yaml": ScenarioFixture.smallest.replacing("80/s", with: "80"),
    ]) { folder -> [Diagnostic] in
      guard case .invalid(let items) = ScenarioLoader.load(path: folder + "/scenario.yaml") else {
        return []
      }
      return items
    }
    #expect(items.map(\.code) == ["S0201", "S0202"])
    #expect(items.map { $0.file.split(separator: "/").last } == ["scenario.yaml", "base.yaml"])
  }

  @Test func `files that are no files are unreadable`() throws {
    for path in ["/nowhere/at/all.yaml", "/", "/dev/null", ""] {
      guard case .unreadable = ScenarioLoader.load(path: path) else {
        Issue.record("\(path) is taken for a file")
        continue
      }
    }
    try ScenarioFixture.withFolder(["big.yaml": String(repeating: "#\n", count: 600_000)]) {
      folder in
      guard case .unreadable(let item) = ScenarioLoader.load(path: folder + "/big.yaml") else {
        Issue.record("a file of 1.2 MB is read")
        return
      }
      #expect(item.code == "S0003")
      #expect(mkfifo(folder + "/pipe.yaml", 0o600) == 0)
      guard case .unreadable(let pipe) = ScenarioLoader.load(path: folder + "/pipe.yaml") else {
        Issue.record("a pipe is read")
        return
      }
      #expect(pipe.code == "S0002")
    }
  }

  @Test func `tiers that are overrun or never reached are warned of`() throws {
    let loaded = try ScenarioFixture.load(
      text: ScenarioFixture.smallest.replacing("80/s", with: "250/s")
        .replacing("flow:", with: "  spare: {operation: relay, nodes: 1, service: 1ms}\nflow:"))
    #expect(loaded.warnings.count == 2)
    #expect(loaded.warnings[0].contains("utilization 2.5"))
    #expect(loaded.warnings[1].contains("no path passes the tier `spare`"))
  }
}
