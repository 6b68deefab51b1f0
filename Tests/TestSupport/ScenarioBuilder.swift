import Glibc
import Quantities
import ScenarioTypes

/// Small scenarios in few words, for tests of the model. Times are in seconds.
public struct ScenarioBuilder {
  /// What has been said so far.
  public var scenario: Scenario

  /// An empty scenario; `warmup` and `seconds` in simulated seconds.
  public init(seconds: Double, warmup: Double = 0, seed: UInt64 = 1) {
    scenario = Scenario(
      name: "test", duration: .seconds(seconds), warmup: .seconds(warmup), seed: seed, tiers: [],
      flow: Flow(paths: [:]), network: Network(), populations: [])
  }

  /// Adds a tier; answers its number. Without a word on routing, claim and store tiers are found
  /// by the hash of the packet, all others by chance.
  @discardableResult
  public mutating func tier(
    _ name: String, _ operation: Operation = .relay, nodes: Int = 1, servers: Int = 1,
    service: Distribution, discipline: Discipline = .fifo, queue: Int? = nil,
    route: Routing? = nil, places: [Place] = [Place(city: "local", zone: 1)],
    onCrash: CrashPolicy = .fail, detection: Double = 0, admission: Admission? = nil
  ) -> Int {
    var usual = Routing.random
    switch operation {
    case .claim, .store, .cache, .update: usual = .hashOfPacket
    case .relay, .settle, .credit: break
    }
    scenario.tiers.append(
      Tier(
        name: name, operation: operation, nodes: nodes, servers: servers, service: service,
        discipline: discipline, queueBound: queue, routing: route ?? usual, places: places,
        onCrash: onCrash, detection: .seconds(detection), admission: admission))
    return scenario.tiers.count - 1
  }

  /// Says which tiers a kind of request passes.
  public mutating func path(
    _ kind: RequestKind, _ tiers: [Int], afterwards: [Int] = [], actions: [Verdict: Action] = [:]
  ) {
    scenario.flow.paths[kind] = FlowPath(tiers: tiers, afterwards: afterwards, actions: actions)
  }

  /// Adds requests of one kind at a rate per second.
  public mutating func requests(
    _ name: String = "load", _ kind: RequestKind = .claim, rate: RateCurve,
    process: ArrivalProcess = .poisson, timeout: Double? = nil,
    tries: RetryPolicy = RetryPolicy(), access: [AccessShare] = []
  ) {
    scenario.populations.append(
      Population(
        name: name, source: .requests(RequestSource(kind: kind, rate: rate, process: process)),
        access: access, timeout: timeout.map { .seconds($0) }, tries: tries))
  }

  /// Adds people who post packets to groups.
  public mutating func packets(
    _ name: String = "people", sends: RateCurve, process: ArrivalProcess = .poisson,
    group: Distribution = .constant(10), awake: Double = 1, shares: Distribution = .constant(3),
    amount: Distribution = .constant(500), fanOut: Distribution = .constant(0),
    reaction: Distribution = .exponential(seconds: 0.2),
    secondClick: Distribution = .exponential(seconds: 0.1), timeout: Double? = nil,
    tries: RetryPolicy = RetryPolicy(), access: [AccessShare] = []
  ) {
    scenario.populations.append(
      Population(
        name: name,
        source: .packets(
          PacketSource(
            sends: sends, process: process, groupSize: group, awake: Ratio(fraction: awake),
            shares: shares, amount: amount, fanOut: fanOut, reaction: reaction,
            secondClick: secondClick)),
        access: access, timeout: timeout.map { .seconds($0) }, tries: tries))
  }

  /// Adds a fault.
  public mutating func fault(_ kind: Fault.Kind, at: Double, lasts: Double? = nil) {
    scenario.faults.append(
      Fault(
        kind: kind, at: .seconds(at), lasts: lasts.map { .seconds($0) }, text: "\(kind)"))
    scenario.faults.sort { $0.at < $1.at }
  }

  /// The usual cluster: gateway, cache, store, settlement, with ways for all kinds.
  ///
  /// Tiers are numbered 0 gateway, 1 cache, 2 store, 3 settlement.
  public static func redPackets(
    seconds: Double, seed: UInt64 = 1, claims: ClaimSettings = ClaimSettings(),
    store: StoreSettings = StoreSettings(), settlements: SettleSettings = SettleSettings()
  ) -> ScenarioBuilder {
    var builder = ScenarioBuilder(seconds: seconds, seed: seed)
    let zones = (1...3).map { Place(city: "shenzhen", zone: $0) }
    builder.tier(
      "gateway", nodes: 4, servers: 4, service: .lognormal(seconds: 0.0002, cv: 0.5), queue: 500,
      places: zones, detection: 0.2)
    builder.tier(
      "cache", .claim(claims), nodes: 4, service: .fixed(seconds: 0.00001),
      route: .hashOfPacket, places: zones, detection: 0.2)
    builder.tier(
      "store", .store(store), nodes: 3, service: .lognormal(seconds: 0.0004, cv: 1),
      route: .hashOfPacket, places: zones, detection: 0.2)
    builder.tier(
      "settlement", .settle(settlements), nodes: 4, servers: 8,
      service: .lognormal(seconds: 0.004, cv: 0.8), queue: 200, route: .hashOfPacket,
      places: zones, detection: 0.2)
    builder.path(.send, [0, 2, 1])
    builder.path(.claim, [0, 1])
    builder.path(.open, [0, 3])
    builder.scenario.network.sameZone = .init(
      latency: .lognormal(seconds: 0.0001, cv: 0.4, minimumSeconds: 0.00006))
    builder.scenario.network.sameCity = .init(
      latency: .lognormal(seconds: 0.0004, cv: 0.4, minimumSeconds: 0.00025))
    return builder
  }
}

extension TimeSpan {
  /// A span of `seconds`, rounded to whole nanoseconds.
  public static func seconds(_ seconds: Double) -> TimeSpan {
    TimeSpan(nanoseconds: Int64((seconds * 1e9).rounded()))
  }
}

extension RateCurve {
  /// The same rate always, per second.
  public static func steady(_ perSecond: Double) -> RateCurve {
    .constant(Rate(perSecond: perSecond))
  }

  /// Straight lines between (seconds, rate) points.
  public static func through(_ points: [(Double, Double)], repeats: Bool = false) -> RateCurve {
    RateCurve(
      points: points.map { Point(time: .seconds($0.0), rate: Rate(perSecond: $0.1)) },
      repeats: repeats)
  }
}

extension Distribution {
  /// Always `seconds`.
  public static func fixed(seconds: Double) -> Distribution {
    .constant((seconds * 1e9).rounded(), text: "constant(\(seconds)s)")
  }

  /// Exponential with a mean in seconds.
  public static func exponential(seconds: Double) -> Distribution {
    Distribution(family: .exponential(mean: seconds * 1e9), text: "exponential(\(seconds)s)")
  }

  /// Lognormal by mean (in seconds) and coefficient of variation, raised to a floor if given.
  public static func lognormal(
    seconds: Double, cv: Double, minimumSeconds: Double? = nil
  ) -> Distribution {
    let variance = log(1 + cv * cv)
    return Distribution(
      family: .lognormal(mu: log(seconds * 1e9) - variance / 2, sigma: variance.squareRoot()),
      minimum: minimumSeconds.map { $0 * 1e9 }, text: "lognormal(mean \(seconds)s cv \(cv))")
  }
}
