import Quantities
import ScenarioTypes

/// Random scenarios of stations without packets: managed tiers, ways that branch and fork, calls,
/// caches, updates, closed loops.
extension ScenarioGenerator {
  /// The station scenario with number `seed`.
  public static func stations(seed: UInt64) -> Scenario {
    var generator = ScenarioGenerator(seed: seed &+ 77_777)
    return generator.makeStations(seed: seed)
  }

  mutating func makeStations(seed: UInt64) -> Scenario {
    var builder = ScenarioBuilder(seconds: real(1...6), seed: word())
    builder.scenario.name = "stations \(seed)"
    if chance(0.4) { builder.scenario.warmup = .seconds(real(0...0.5)) }
    let isKeyed = chance(0.4)
    let count = isKeyed ? number(1...3) : number(1...4)
    for index in 0..<count { addStation(index, &builder) }
    var path = Array(0..<count)
    if isKeyed { path = keyedPath(path, &builder) }
    let way = isKeyed ? FlowPath(tiers: path) : way(path, builder)
    builder.scenario.flow.paths[.claim] = way
    if chance(0.5) { builder.scenario.flow.paths[.open] = FlowPath(tiers: path) }
    if chance(0.7) {
      builder.scenario.network.sameZone = .init(
        latency: .exponential(seconds: real(0.0001...0.004)),
        loss: Ratio(fraction: chance(0.4) ? 0.02 : 0))
    }
    for index in 0..<number(1...3) { addLoad(index, &builder) }
    for _ in 0..<number(0...3) { addFault(&builder) }
    if chance(0.4) {
      let end = builder.scenario.duration.seconds
      builder.scenario.probes = [.seconds(end / 3), .seconds(end / 2), builder.scenario.duration]
    }
    return builder.scenario
  }

  private mutating func addStation(_ index: Int, _ builder: inout ScenarioBuilder) {
    let disciplines: [Discipline] = [
      .fifo, .lifo, .preemptiveLifo, .random, .priority([.open]), .preemptivePriority([.open]),
      .processorSharing,
    ]
    let tier = builder.tier(
      "t\(index)", nodes: number(1...4), servers: number(1...3),
      service: service(real(0.0005...0.01)), discipline: one(of: disciplines),
      queue: chance(0.4) ? number(0...20) : nil, route: routing(isFree: true),
      onCrash: chance(0.3) ? .silent : .fail, detection: chance(0.5) ? 0 : real(0...0.3))
    if chance(0.3) { builder.scenario.tiers[tier].patience = service(real(0.001...0.05)) }
    if chance(0.4) {
      builder.scenario.tiers[tier].expiredWork = one(of: [.serve, .skip, .cancel])
    }
    if chance(0.3) {
      builder.scenario.tiers[tier].breakdowns = Breakdowns(
        up: .exponential(seconds: real(0.05...1)), down: .exponential(seconds: real(0.01...0.3)),
        onlyWhileServing: chance(0.4), crews: chance(0.5) ? 1 : nil)
    }
    if chance(0.3) { builder.scenario.tiers[tier].states = number(1...20) }
    if chance(0.3) { builder.scenario.tiers[tier].tries = number(1...4) }
    if chance(0.15) {
      builder.scenario.tiers[tier].hasUnboundedServers = true
      builder.scenario.tiers[tier].servers = 1
      builder.scenario.tiers[tier].discipline = .fifo
      builder.scenario.tiers[tier].queueBound = nil
      builder.scenario.tiers[tier].patience = nil
    }
    if builder.scenario.tiers[tier].discipline == .processorSharing {
      builder.scenario.tiers[tier].queueBound = nil
      builder.scenario.tiers[tier].patience = nil
    }
  }

  /// Puts a cache in front, or an update tier behind.
  private mutating func keyedPath(_ path: [Int], _ builder: inout ScenarioBuilder) -> [Int] {
    if chance(0.4) {
      let row = builder.tier(
        "row", .update(UpdateSettings(work: service(0.003))), nodes: number(1...3),
        service: .constant(0))
      return path + [row]
    }
    let settings = CacheSettings(
      ttl: chance(0.7) ? .seconds(real(0.01...1)) : nil, isRefreshedByAccess: chance(0.3),
      capacity: chance(0.6) ? number(1...50) : nil,
      eviction: one(of: [.leastRecentlyUsed, .firstIn, .random]),
      misses: chance(0.5) ? .join : .fetch)
    let near = builder.tier("near", .cache(settings), nodes: number(1...3), service: .constant(0))
    guard chance(0.3) else { return [near] + path }
    let far = builder.tier("far", .cache(settings), service: .fixed(seconds: 0.0001))
    return [near, far] + path
  }

  private mutating func way(_ path: [Int], _ builder: ScenarioBuilder) -> FlowPath {
    var way = FlowPath(tiers: path)
    if chance(0.3) {
      way.branches[path.count - 1] = [Branch(step: 0, probability: real(0.05...0.5))]
    }
    if path.count > 2, chance(0.2) {
      // Some leave the straight way, forwards or back.
      way.branches[0] = path.indices.dropFirst().map { Branch(step: $0, probability: 0.3) }
    }
    for step in path.indices where chance(0.25) {
      let nodes = builder.scenario.tiers[path[step]].nodes
      guard nodes > 1 else { continue }
      let copies = number(2...nodes)
      way.forks[step] = Fork(copies: copies, needed: number(1...copies))
    }
    return way
  }

  private mutating func addLoad(_ index: Int, _ builder: inout ScenarioBuilder) {
    let kinds = RequestKind.allCases.filter { builder.scenario.flow.paths[$0] != nil }
    let kind = one(of: kinds)
    var tries = RetryPolicy(total: number(1...4), wait: .exponential(seconds: real(0.001...0.05)))
    if chance(0.2) { tries.total = RetryPolicy.unbounded }
    if chance(0.2) { tries.budget = Ratio(fraction: 0.2) }
    let source: Population.Source
    switch number(0...2) {
    case 0:
      source = .clients(
        ClientSource(kind: kind, count: number(1...60), think: service(real(0.001...0.2))))
    case 1:
      source = .requests(
        RequestSource(
          kind: kind, rate: .steady(0), between: service(real(0.002...0.05)),
          batch: chance(0.3) ? .constant(3) : nil,
          periods: chance(0.4)
            ? OnOffPeriods(on: service(0.3), off: service(0.2)) : nil,
          atStart: number(0...30), total: chance(0.3) ? number(30...300) : nil))
    default:
      source = .requests(
        RequestSource(
          kind: kind, rate: .steady(real(20...800)),
          periods: chance(0.3) ? OnOffPeriods(on: service(0.3), off: service(0.2)) : nil))
    }
    builder.scenario.populations.append(
      Population(
        name: "load \(index)", source: source,
        timeout: chance(0.6) ? .seconds(real(0.005...0.3)) : nil, tries: tries,
        keys: KeySpace(count: number(1...200), exponent: real(0...1.2))))
  }
}
