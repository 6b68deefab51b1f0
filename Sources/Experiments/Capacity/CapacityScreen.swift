import Quantities
import ScenarioTypes

/// Judges variants by formulas, in microseconds instead of seconds: a screening that tells
/// simulation where to look.
struct CapacityScreen: Sendable {
  let scenario: Scenario
  let question: CapacityQuestion
  let demand: CapacityDemand
  /// The planned peak, as a multiple of the scenario's load.
  let plan: Double
  /// What the scenario as it stands showed at a calm load.
  let reference: CapacityJudgement
  let referenceLoad: Double

  /// Utilisation above which a screening does not go where a queue must keep up.
  private static var fullest: Double { 0.99 }

  // MARK: - Formulas

  /// The node of a tier; nil where nobody waits, or nobody comes.
  func station(_ index: Int, _ variant: CapacityVariant) -> StationModel? {
    let tier = scenario.tiers[index]
    let demand = demand.tiers[index]
    guard !tier.hasUnboundedServers, demand.rate > 0, demand.service > 0 else { return nil }
    let nodes = max(variant.nodesLeft(tier, index), 0)
    guard nodes > 0 else {
      return StationModel(
        servers: 1, service: 1, variability: 1, places: nil, rate: .infinity)
    }
    let isPooled = tier.routing == .leastOutstanding
    let stations = isPooled ? 1 : nodes
    let rate = min(demand.rate * variant.load, admitted(index, variant))
    return StationModel(
      servers: variant.servers[index] * (isPooled ? nodes : 1),
      service: demand.service * variant.service[index], variability: demand.variability,
      places: tier.queueBound.map { $0 * (isPooled ? nodes : 1) },
      rate: rate / Double(stations))
  }

  /// Load at which all servers of a tier are busy, or at which a short queue turns too much away;
  /// nil where there is no such load.
  func limit(_ index: Int, _ variant: CapacityVariant) -> Double? {
    guard variant.nodesLeft(scenario.tiers[index], index) > 0 else { return 0 }
    guard let station = station(index, variant.at(1)), station.utilization > 0 else { return nil }
    if mustKeepUp(index, station) {
      // An admission may keep it from ever being full; below that it cuts nothing off.
      let most = self.station(index, variant.at(CapacitySearch.largest))?.utilization ?? 0
      let calm = self.station(index, variant.at(1e-6))?.utilization ?? 0
      return most < 1 || calm == 0 ? nil : 1e-6 / calm
    }
    return scenario.mustHaveRoom(index) ? crowded(station) : nil
  }

  /// Load at which so much is turned away for want of room that the tier does not hold any more;
  /// nil without such a load.
  private func crowded(_ station: StationModel) -> Double? {
    guard station.places != nil else { return nil }
    var low = 0.0
    var high = 2 / station.utilization
    for _ in 0..<40 {
      let middle = (low + high) / 2
      var loaded = station
      loaded.rate *= middle
      if loaded.rejected <= CapacityJudge.largestRefusal { low = middle } else { high = middle }
    }
    return low
  }

  /// Where the queue is short, or has an end and only the goodput of the tier is asked for, what
  /// does not fit is refused at once, and nothing grows.
  private func mustKeepUp(_ index: Int, _ station: StationModel) -> Bool {
    guard scenario.tiers[index].patience == nil else { return false }
    guard let places = station.places else { return true }
    if scenario.wantsOnlyGoodput(of: index) { return false }
    return Double(places) * station.service / Double(station.servers) > 0.02
  }

  /// Whether a tier that is full has a queue that grows; else it turns away what is too much.
  func keepsQueue(_ index: Int, _ variant: CapacityVariant) -> Bool {
    station(index, variant).map { mustKeepUp(index, $0) } ?? true
  }

  // MARK: - Judging

  /// The load that the formulas say a variant holds; the calm load where they say none.
  func largestLoad(_ variant: CapacityVariant) -> Double {
    var low = 1e-3
    var high = CapacitySearch.largest
    guard holds(variant.at(low)) else { return referenceLoad }
    guard !holds(variant.at(high)) else { return high }
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if holds(variant.at(middle)) { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether all tiers have time enough, and the users' objectives hold.
  func holds(_ variant: CapacityVariant) -> Bool {
    scenario.tiers.indices.allSatisfy { hasTime($0, variant) }
      && scenario.objectives.allSatisfy { objective in
        guard let (figure, kind) = objective.metric.latency else { return true }
        guard objective.comparison == .less || objective.comparison == .lessOrEqual else {
          return true
        }
        return predicted(figure, kind, variant).map { $0 < objective.limit } ?? true
      }
  }

  /// Whether the tier's own conditions hold.
  private func hasTime(_ index: Int, _ variant: CapacityVariant) -> Bool {
    guard variant.nodesLeft(scenario.tiers[index], index) > 0 else { return false }
    guard let station = station(index, variant) else { return true }
    if mustKeepUp(index, station), station.utilization > Self.fullest { return false }
    if scenario.mustHaveRoom(index), station.rejected > CapacityJudge.largestRefusal {
      return false
    }
    return scenario.objectives.allSatisfy { objective in
      if let enough = letsEnoughPass(index, objective, variant) { return enough }
      guard objective.metric.tier == index else { return true }
      return value(objective.metric, station).map { isWithin($0, objective) } ?? true
    }
  }

  private func isWithin(_ value: Double, _ objective: Objective) -> Bool {
    switch objective.comparison {
    case .less, .lessOrEqual: value <= objective.limit
    case .greater, .greaterOrEqual: value >= objective.limit
    }
  }

  /// What a formula says of a tier's metric; nil where it says nothing.
  private func value(_ metric: Metric, _ station: StationModel) -> Double? {
    switch metric {
    case .tierSojourn(.mean, _, _): 1e3 * station.meanSojourn
    case .tierSojourn(.quantile(let probability), _, _): 1e3 * station.sojourn(probability)
    case .rejected: station.places == nil ? nil : station.rejected
    case .utilization: min(station.utilization, 1)
    default: nil
    }
  }

  /// The users' latency in milliseconds: that of the calm load, and what waits have grown since.
  func predicted(
    _ figure: Metric.LatencyFigure, _ kind: RequestKind, _ variant: CapacityVariant
  ) -> Double? {
    guard let path = scenario.flow.paths[kind]?.tiers else { return nil }
    if path.count == 1, isBare, let station = station(path[0], variant) {
      return value(.tierSojourn(figure, nil, tier: path[0]), station)
    }
    guard let measured = measured(figure, kind) else { return nil }
    let now = CapacityVariant(scenario, load: referenceLoad)
    return path.reduce(measured) { sum, tier in
      sum + wait(tier, figure, variant) - wait(tier, figure, now)
    }
  }

  private func measured(_ figure: Metric.LatencyFigure, _ kind: RequestKind) -> Double? {
    scenario.objectives.firstIndex { $0.metric == .userLatency(figure, kind) }
      .flatMap { reference.findings[$0].value }
  }

  /// True without ways that take time: then a user sees what the tier does.
  private var isBare: Bool {
    scenario.network.sameZone == nil && scenario.populations.allSatisfy(\.access.isEmpty)
  }

  private func wait(
    _ tier: Int, _ figure: Metric.LatencyFigure, _ variant: CapacityVariant
  ) -> Double {
    guard let station = station(tier, variant) else { return 0 }
    let seconds =
      switch figure {
      case .quantile(let probability): station.wait(probability)
      case .mean, .maximum: station.meanWait
      }
    return min(1e3 * seconds, 1e9)
  }

  // MARK: - Sizing

  /// What a tier of this size lacks: `time`, `memory`, `bandwidth` or `connections`; nil: nothing.
  func lack(_ index: Int, _ variant: CapacityVariant) -> String? {
    for resource in resources(index, variant) where resource.used > resource.available {
      return resource.name
    }
    return hasTime(index, variant) && sharesSlack(index, variant) ? nil : "time"
  }

  /// Each tier of a way gets an equal part of what is left to the limit.
  private func sharesSlack(_ index: Int, _ variant: CapacityVariant) -> Bool {
    scenario.objectives.allSatisfy { objective in
      guard let (figure, kind) = objective.metric.latency,
        let path = scenario.flow.paths[kind]?.tiers, path.contains(index)
      else { return true }
      if path.count == 1, isBare {
        return predicted(figure, kind, variant).map { $0 < objective.limit } ?? true
      }
      guard let measured = measured(figure, kind) else { return true }
      let now = CapacityVariant(scenario, load: referenceLoad)
      let slack = max(objective.limit - measured, 0) / Double(path.count)
      return wait(index, figure, variant) - wait(index, figure, now) <= slack
    }
  }

  /// What a node uses beside its time, as far as the scenario says it.
  func resources(
    _ index: Int, _ variant: CapacityVariant
  ) -> [(name: String, used: Double, available: Double)] {
    guard let bounds = question.tiers.first(where: { $0.tier == index }) else { return [] }
    let tier = scenario.tiers[index]
    let nodes = Double(max(variant.nodesLeft(tier, index), 1))
    var list: [(String, Double, Double)] = []
    if let memory = bounds.memory, let record = question.record {
      let copies = tier.operation.copies
      let all = records * variant.load / plan * Double(record.bytes) * Double(copies)
      list.append(("memory", all / nodes, Double(memory.bytes)))
    }
    if let bandwidth = bounds.bandwidth, let message = question.message {
      // A request and its answer; a relay passes both on.
      let messages = tier.operation == .relay ? 4.0 : 2.0
      let bytes = demand.tiers[index].rate * variant.load * messages * Double(message.bytes)
      list.append(("bandwidth", bytes / nodes, Double(bandwidth.bytes)))
    }
    if let connections = bounds.connections {
      let used = self.connections(index, variant, pool: bounds.pool)
      if used > 0 { list.append(("connections", used, Double(connections))) }
    }
    return list
  }

  /// Connections of a node: of users at the first tier, else of the pools of the tiers before.
  private func connections(_ index: Int, _ variant: CapacityVariant, pool: Int) -> Double {
    var before: Set<Int> = []
    var isFirst = false
    for kind in RequestKind.allCases {
      guard let path = scenario.flow.paths[kind]?.tiers,
        let place = path.firstIndex(of: index)
      else { continue }
      if place == 0 { isFirst = true } else { before.insert(path[place - 1]) }
    }
    let nodes = Double(max(variant.nodesLeft(scenario.tiers[index], index), 1))
    let users = isFirst ? Double(question.users ?? 0) * variant.load / plan / nodes : 0
    return before.sorted().reduce(users) { $0 + Double(variant.nodes[$1] * pool) }
  }

  /// Records kept at the same time at the plan, copies apart.
  private var records: Double {
    if let records = question.records { return Double(records) }
    let expiry = scenario.tiers.compactMap(\.operation.expiry).max() ?? 86_400
    let sends = scenario.populations.reduce(0.0) { sum, population in
      guard case .packets(let source) = population.source else { return sum }
      return sum + source.sends.mean(over: scenario.duration)
    }
    return sends * expiry * plan
  }
}

extension Metric {
  /// The figure and the kind of a latency that users see.
  fileprivate var latency: (LatencyFigure, RequestKind)? {
    if case .userLatency(let figure, let kind) = self { return (figure, kind) }
    return nil
  }
}

extension Operation {
  /// Copies of a record.
  fileprivate var copies: Int {
    if case .store(let settings) = self { return settings.replicas }
    return 1
  }

  /// Seconds that a record is kept.
  fileprivate var expiry: Double? {
    if case .store(let settings) = self { return settings.expiry.seconds }
    return nil
  }
}

extension RateCurve {
  /// The mean rate from 0 to `end`, by the trapezoids of its points; one pass.
  func mean(over end: TimeSpan) -> Double {
    var times = points.map(\.time).filter { $0 < end } + [end]
    times = Set(times).sorted()
    var sum = 0.0
    for (from, to) in zip(times, times.dropFirst()) {
      let low = points.last { $0.time <= from }?.rate.perSecond ?? 0
      let next = points.first { $0.time >= to }
      let high = next.map { _ in rate(at: to) } ?? low
      sum += (to.seconds - from.seconds) * (low + high) / 2
    }
    return end > .zero ? sum / end.seconds : 0
  }
}
