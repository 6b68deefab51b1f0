import ResultTypes
import ScenarioTypes
import SimulationStatistics

/// Judges points by the objectives of the scenario, by whether every tier keeps up (an objective
/// over a few seconds says nothing about a queue that would be full a minute later), and by
/// whether every tier has room: what is turned away is fast, and breaks no latency.
struct CapacityJudge: Sendable {
  /// Share of arrivals that may stay in a tier over the window.
  static var largestGrowth: Double { 0.01 }
  /// Share of arrivals that a tier may turn away for want of room, where no objective says more.
  static var largestRefusal: Double { 0.01 }

  let scenario: Scenario

  /// - Parameter points: of one variant, different seeds.
  func judge(_ points: [CapacityPoint], load: Double) -> CapacityJudgement {
    let findings =
      scenario.objectives.indices.map { objective($0, points, load) }
      + scenario.tiers.indices.compactMap { keepsUp($0, points) }
      + scenario.tiers.indices.compactMap { hasRoom($0, points) }
    let means = scenario.tiers.indices.map { mean($0, points) }
    let holds = !findings.contains { !$0.holds }
    return CapacityJudgement(
      points: means, findings: findings, holds: holds, seeds: points.count,
      tier: holds ? nil : culprit(findings, means))
  }

  // MARK: - Conditions

  private func objective(_ index: Int, _ points: [CapacityPoint], _ load: Double)
    -> CapacityFinding
  {
    let objective = scenario.objectives[index]
    let isUpper = objective.comparison == .less || objective.comparison == .lessOrEqual
    // A floor of answers is a demand: it grows with the load.
    let limit =
      objective.metric.isRate && !isUpper ? objective.limit * load : objective.limit
    let values = points.map { $0.objectives.indices.contains(index) ? $0.objectives[index] : nil }
    let known = values.compactMap { $0 }
    let mean = known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    let bound = Self.bound(known, isUpper: isUpper)
    func isWithin(_ value: Double) -> Bool {
      switch objective.comparison {
      case .less: value < limit
      case .lessOrEqual: value <= limit
      case .greater: value > limit
      case .greaterOrEqual: value >= limit
      }
    }
    return CapacityFinding(
      condition: objective.expression, value: mean, bound: bound,
      worst: isUpper ? known.max() : known.min(), limit: limit,
      unit: objective.metric.unit,
      holds: known.count == points.count && known.allSatisfy(isWithin)
        && (bound.map(isWithin) ?? true),
      meanHolds: mean.map(isWithin) ?? false,
      isRefuted: known.isEmpty || Self.isRefuted(known, limit, isUpper: isUpper),
      tier: objective.metric.tier)
  }

  /// Nil for tiers where nobody waits, or where those who wait leave.
  private func keepsUp(_ index: Int, _ points: [CapacityPoint]) -> CapacityFinding? {
    let tier = scenario.tiers[index]
    guard !tier.hasUnboundedServers, tier.patience == nil else { return nil }
    let growths = points.map(\.tiers[index].growth)
    let offered = points.map(\.tiers[index].offered).min() ?? 0
    // Queues of a steady tier come and go, too: by some √n of n arrivals.
    let limit = max(Self.largestGrowth, 4 / Double(max(offered, 1)).squareRoot())
    let mean = growths.reduce(0, +) / Double(max(growths.count, 1))
    return CapacityFinding(
      condition: "keeps up(\(tier.name))", value: mean,
      bound: Self.bound(growths, isUpper: true), worst: growths.max(), limit: limit, unit: "1",
      holds: mean <= limit, meanHolds: mean <= limit,
      isRefuted: Self.isRefuted(growths, limit, isUpper: true), tier: index)
  }

  /// Nil for tiers that the scenario lets turn requests away, and where nobody is.
  private func hasRoom(_ index: Int, _ points: [CapacityPoint]) -> CapacityFinding? {
    guard scenario.mustHaveRoom(index) else { return nil }
    let refused = points.map(\.tiers[index].rejectedShare)
    guard refused.contains(where: { $0 > 0 }) else { return nil }
    let mean = refused.reduce(0, +) / Double(refused.count)
    return CapacityFinding(
      condition: "has room(\(scenario.tiers[index].name))", value: mean,
      bound: Self.bound(refused, isUpper: true), worst: refused.max(),
      limit: Self.largestRefusal, unit: "1", holds: mean <= Self.largestRefusal,
      meanHolds: mean <= Self.largestRefusal,
      isRefuted: Self.isRefuted(refused, Self.largestRefusal, isUpper: true), tier: index)
  }

  /// The one-sided 95 % bound of the mean; nil below three values, where it would be far off.
  private static func bound(_ values: [Double], isUpper: Bool) -> Double? {
    guard values.count >= 3,
      let interval = ConfidenceInterval.ofIndependent(values, confidence: 0.9)
    else { return nil }
    return isUpper ? interval.upper : interval.lower
  }

  /// Whether values are shown to be beyond a limit: all that can be said of their mean, or each of
  /// them and their mean by half of it. (Close to where a tier is full they differ so much that a
  /// bound of the mean says little.)
  private static func isRefuted(_ values: [Double], _ limit: Double, isUpper: Bool) -> Bool {
    func isBeyond(_ value: Double, _ limit: Double) -> Bool {
      isUpper ? value > limit : value < limit
    }
    if let inner = bound(values, isUpper: !isUpper), isBeyond(inner, limit) { return true }
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    return values.allSatisfy { isBeyond($0, limit) }
      && isBeyond(mean, isUpper ? 1.5 * limit : limit / 1.5)
  }

  private func mean(_ index: Int, _ points: [CapacityPoint]) -> CapacityPointMean {
    let tiers = points.map(\.tiers[index])
    let count = Double(max(tiers.count, 1))
    func mean(_ figure: (CapacityPoint.Tier) -> Double) -> Double {
      tiers.reduce(0) { $0 + figure($1) } / count
    }
    let waits = tiers.compactMap(\.meanWait)
    return CapacityPointMean(
      utilization: mean(\.utilization), offeredPerSecond: mean(\.offeredPerSecond),
      growth: mean(\.growth), rejectedShare: mean(\.rejectedShare),
      meanWait: waits.isEmpty ? nil : waits.reduce(0, +) / Double(waits.count))
  }

  // MARK: - Whose fault

  /// The tier that does not keep up, then the one that turns most away, then the one that an
  /// objective names, then the busiest one on the way of what is too slow.
  private func culprit(_ findings: [CapacityFinding], _ means: [CapacityPointMean]) -> Int? {
    let failed = findings.filter { !$0.holds }
    let behind = failed.filter { $0.condition.hasPrefix("keeps up") }.compactMap(\.tier)
    if let worst = behind.max(by: { means[$0].growth < means[$1].growth }) { return worst }
    let crowded = failed.filter { $0.condition.hasPrefix("has room") }.compactMap(\.tier)
    if let worst = crowded.max(by: { means[$0].rejectedShare < means[$1].rejectedShare }) {
      return worst
    }
    if let named = failed.first(where: { $0.tier != nil }), let tier = named.tier {
      return named.isOfGoodput ? lastThatRefuses(on: tier, means) : tier
    }
    let tiers = failed.flatMap { finding -> [Int] in
      let objective = scenario.objectives.first { $0.expression == finding.condition }
      return objective?.metric.kind.flatMap { scenario.flow.paths[$0]?.tiers } ?? []
    }
    return tiers.max { means[$0].utilization < means[$1].utilization }
  }
}

extension CapacityJudge {
  /// Of the tiers on the way to one that serves too little, itself among them, the last that turns
  /// requests away; without any the tier itself.
  private func lastThatRefuses(on tier: Int, _ means: [CapacityPointMean]) -> Int {
    for path in scenario.flow.paths.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let place = path.value.tiers.firstIndex(of: tier) else { continue }
      let refusing = path.value.tiers[...place].last {
        means[$0].rejectedShare > Self.largestRefusal
      }
      if let refusing { return refusing }
    }
    return tier
  }
}

extension CapacityFinding {
  /// Whether it is about answers yes per second.
  fileprivate var isOfGoodput: Bool { condition.hasPrefix("goodput") }
}

extension Metric {
  /// Answers per second.
  var isRate: Bool {
    switch self {
    case .throughput, .peakThroughput, .goodput: true
    case .userLatency, .tierSojourn, .rejected, .failed, .userErrors, .utilization: false
    }
  }

  /// The kind of request whose users it is about.
  var kind: RequestKind? {
    switch self {
    case .userLatency(_, let kind), .userErrors(let kind): kind
    default: nil
    }
  }
}
