import Quantities
import ScenarioTypes

/// Random valid scenarios, each from one number: small clusters, short runs, every kind of fault.
public struct ScenarioGenerator {
  var state: UInt64

  /// The generator of the scenario with number `seed`.
  public init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// The scenario with number `seed`.
  public static func scenario(seed: UInt64) -> Scenario {
    var generator = ScenarioGenerator(seed: seed)
    return generator.make(seed: seed)
  }

  // MARK: Choices

  mutating func word() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(word() % UInt64(range.count))
  }

  /// A random place in a list of `count`.
  public mutating func place(below count: Int) -> Int { number(0...count - 1) }

  mutating func fraction() -> Double { Double(word() >> 11) / 9_007_199_254_740_992 }

  mutating func real(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + fraction() * (range.upperBound - range.lowerBound)
  }

  mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  mutating func one<T>(of choices: [T]) -> T { choices[number(0...choices.count - 1)] }

  // MARK: Parts

  private static let places = [
    Place(city: "shenzhen", zone: 1), Place(city: "shenzhen", zone: 2),
    Place(city: "shanghai", zone: 1),
  ]

  mutating func make(seed: UInt64) -> Scenario {
    var builder = ScenarioBuilder(seconds: real(0.3...2.5), seed: word())
    builder.scenario.name = "random \(seed)"
    if chance(0.3) { builder.scenario.warmup = .seconds(real(0...0.2)) }
    addTiers(&builder)
    addPaths(&builder)
    addNetwork(&builder)
    addPopulations(&builder)
    for _ in 0..<number(0...4) { addFault(&builder) }
    return builder.scenario
  }

  mutating func service(_ mean: Double) -> Distribution {
    let nanoseconds = mean * 1e9
    switch number(0...6) {
    case 0: return .fixed(seconds: mean)
    case 1: return .exponential(seconds: mean)
    case 2: return .lognormal(seconds: mean, cv: real(0.2...2))
    case 3: return Distribution(family: .erlang(shape: 3, mean: nanoseconds), text: "erlang")
    case 4:
      return Distribution(
        family: .hyperexponential([
          .init(probability: 0.9, mean: nanoseconds / 2),
          .init(probability: 0.1, mean: nanoseconds * 5.5),
        ]), text: "hyperexponential")
    case 5:
      return Distribution(
        family: .uniform(low: 0, high: 2 * nanoseconds), text: "uniform")
    default:
      return Distribution(
        family: .boundedPareto(shape: 1.5, minimum: nanoseconds / 3, maximum: nanoseconds * 100),
        text: "bounded pareto")
    }
  }

  mutating func routing(isFree: Bool) -> Routing {
    let any: [Routing] = [
      .random, .roundRobin, .leastOutstanding, .powerOfD(2), .hashOfUser, .hashOfPacket,
    ]
    return isFree ? one(of: any) : .hashOfPacket
  }

  mutating func addTiers(_ builder: inout ScenarioBuilder) {
    let operations: [Operation] = [
      .relay, .claim(claims()), .store(store()), .settle(settlements()), .relay, .credit,
    ]
    let names = ["gateway", "cache", "store", "settlement", "proxy", "credit"]
    let means = [0.0003, 0.00005, 0.0005, 0.005, 0.0005, 0.003]
    for (index, operation) in operations.enumerated() {
      var isFree = true
      if case .claim = operation { isFree = false }
      if case .store = operation { isFree = false }
      let disciplines: [Discipline] = [
        .fifo, .fifo, .lifo, .random, .priority([.open]), .priority([.open, .claim, .send]),
      ]
      let nodes = number(1...5)
      builder.tier(
        names[index], operation, nodes: nodes, servers: number(1...6),
        service: service(means[index] * real(0.3...4)),
        discipline: isFree ? one(of: disciplines) : .fifo,
        queue: chance(0.5) ? number(0...50) : nil, route: routing(isFree: isFree),
        places: Array(Self.places.prefix(number(1...3))),
        onCrash: chance(0.3) ? .silent : .fail, detection: chance(0.3) ? 0 : real(0...0.3),
        admission: chance(0.2)
          ? Admission(rate: Rate(perSecond: real(200...20_000)), burst: number(1...100)) : nil)
    }
  }

  mutating func claims() -> ClaimSettings {
    if chance(0.25) { return ClaimSettings(mode: .atomicDecrement) }
    return ClaimSettings(
      mode: .compareAndSwap(
        tries: number(1...5), exhausted: chance(0.5) ? .letThrough : .reject))
  }

  mutating func store() -> StoreSettings {
    StoreSettings(
      replicas: number(1...3),
      expiry: chance(0.3) ? .seconds(real(0.05...1)) : .seconds(86_400),
      refundScan: .seconds(real(0.01...1)), learnsAfter: .seconds(real(0...0.2)))
  }

  mutating func settlements() -> SettleSettings {
    SettleSettings(
      lockShare: Ratio(fraction: chance(0.5) ? 1 : real(0...1)),
      flush: chance(0.5) ? service(0.0005) : nil, connections: chance(0.2) ? number(1...4) : nil,
      amountRule: chance(0.3) ? .cappedDoubleMean : .doubleMean)
  }

  mutating func addPaths(_ builder: inout ScenarioBuilder) {
    let front = chance(0.2) ? [] : chance(0.3) ? [0, 4] : [0]
    builder.path(.send, front + (chance(0.9) ? [2, 1] : [1]))
    var actions: [Verdict: Action] = [:]
    if chance(0.2) { actions[.rejected(.queueFull)] = .stop }
    if chance(0.2) { actions[.failed(.timedOut)] = .stop }
    builder.path(.claim, front + [1], actions: actions)
    if chance(0.9) { builder.path(.open, front + [3], afterwards: chance(0.4) ? [5] : []) }
  }

  mutating func addNetwork(_ builder: inout ScenarioBuilder) {
    if chance(0.8) {
      builder.scenario.network.sameZone = .init(
        latency: .lognormal(seconds: 0.0002, cv: 0.5, minimumSeconds: 0.00006))
      builder.scenario.network.betweenCities = .init(
        latency: .fixed(seconds: 0.015), loss: Ratio(fraction: chance(0.3) ? 0.02 : 0))
    }
    builder.scenario.network.access = [
      AccessNetwork(
        name: "wifi", latency: .lognormal(seconds: 0.01, cv: 1, minimumSeconds: 0.001),
        loss: Ratio(fraction: 0.02), retransmission: .seconds(0.05)),
      AccessNetwork(
        name: "cellular", latency: .lognormal(seconds: 0.04, cv: 1, minimumSeconds: 0.004),
        loss: Ratio(fraction: 0.05), retransmission: .seconds(0.1)),
    ]
  }

  mutating func access() -> [AccessShare] {
    chance(0.4)
      ? []
      : [
        AccessShare(network: 0, share: Ratio(fraction: 0.6)),
        AccessShare(network: 1, share: Ratio(fraction: 0.4)),
      ]
  }

  mutating func tries() -> RetryPolicy {
    RetryPolicy(
      total: number(1...4), backoff: .seconds(chance(0.2) ? 0 : real(0...0.1)),
      doubles: chance(0.5), fullJitter: chance(0.5))
  }

  mutating func addPopulations(_ builder: inout ScenarioBuilder) {
    let end = builder.scenario.duration.seconds
    for index in 0..<number(1...2) {
      let timeout = chance(0.7) ? real(0.01...0.5) : nil
      builder.packets(
        "people \(index)",
        sends: chance(0.5)
          ? .steady(real(20...150))
          : .through([(0, 0), (end / 2, 200), (end / 2, 20), (end, 100)], repeats: chance(0.3)),
        process: chance(0.8) ? .poisson : .deterministic,
        group: Distribution(family: .uniform(low: 1, high: 40), text: "uniform"),
        awake: real(0.2...1),
        shares: Distribution(family: .geometric(mean: 3), offset: 1, text: "geometric"),
        amount: Distribution(family: .uniform(low: 1, high: 2000), text: "uniform"),
        fanOut: chance(0.5) ? .constant(0) : .exponential(seconds: 0.05),
        reaction: chance(0.3) ? .constant(0) : .exponential(seconds: real(0.01...0.4)),
        secondClick: .exponential(seconds: 0.05), timeout: timeout, tries: tries(),
        access: access())
    }
    if chance(0.5) {
      builder.requests(
        "load", one(of: RequestKind.allCases), rate: .steady(real(50...2000)),
        timeout: chance(0.5) ? real(0.005...0.2) : nil, tries: tries(), access: access())
    }
    if builder.scenario.flow.paths[.open] == nil {
      builder.scenario.populations.removeAll {
        if case .requests(let source) = $0.source { return source.kind == .open }
        return false
      }
    }
  }

  mutating func nodes(_ builder: ScenarioBuilder) -> Fault.NodeSelection {
    let tier = number(0...builder.scenario.tiers.count - 1)
    let count = builder.scenario.tiers[tier].nodes
    let first = number(0...count - 1)
    return Fault.NodeSelection(
      tier: tier, nodes: chance(0.3) ? Array(first..<count) : [first])
  }

  mutating func addFault(_ builder: inout ScenarioBuilder) {
    let end = builder.scenario.duration.seconds
    let here = PlacePattern(city: "shenzhen", zone: chance(0.5) ? number(1...2) : nil)
    let there = PlacePattern(city: one(of: ["shenzhen", "shanghai"]))
    let kind: Fault.Kind
    switch number(0...6) {
    case 0, 1: kind = .crash(nodes(builder))
    case 2: kind = .slow(nodes(builder), factor: real(0.5...50))
    case 3: kind = .placeLost(here)
    case 4:
      kind = .latency(
        here, there, added: .seconds(real(0...0.05)), jitter: .seconds(real(0...0.05)))
    case 5: kind = .loss(here, there, probability: Ratio(fraction: real(0...1)))
    default: kind = .errors(nodes(builder), probability: Ratio(fraction: real(0...1)))
    }
    builder.fault(
      kind, at: real(0...end), lasts: chance(0.8) ? real(0.001...end / 2) : nil)
  }
}
