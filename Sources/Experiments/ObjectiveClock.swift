import ResultTypes
import ScenarioTypes

/// For how long an objective was broken, interval by interval.
enum ObjectiveClock {
  /// Seconds of the intervals from `first` on whose own figure broke the limit; nil for objectives
  /// that have no figure per interval (means over the run, largest values).
  static func secondsBroken(
    _ objective: ObjectiveResult, in result: RunResult, from first: Int
  ) -> Double? {
    guard let figures = figures(objective.expression, result) else { return nil }
    let isUpper = objective.expression.contains("<")
    let broken = figures.dropFirst(first).filter { figure in
      guard let figure else { return false }
      return isUpper ? figure > objective.limit : figure < objective.limit
    }
    return Double(broken.count) * result.series.intervalSeconds
  }

  /// The figure of each interval: p50 or p99 of a kind or a tier, rejected or failed share of a
  /// tier, answers per second.
  private static func figures(_ expression: String, _ result: RunResult) -> [Double?]? {
    guard let open = expression.firstIndex(of: "("), let close = expression.firstIndex(of: ")")
    else { return nil }
    let word = expression[..<open].filter { $0 != " " }
    let subject = String(expression[expression.index(after: open)..<close])
    if let request = result.series.requests[subject] {
      return word == "p99" ? request.latencyP99 : word == "p50" ? request.latencyP50 : nil
    }
    guard let tier = result.series.tiers.first(where: { $0.tier == subject }) else { return nil }
    let length = result.series.intervalSeconds
    switch word {
    case "p99": return tier.sojournP99
    case "p50": return tier.sojournP50
    case "utilization": return tier.utilization.map { $0 }
    case "rejected": return shares(of: tier.rejected, tier.offered)
    case "failed": return shares(of: tier.failed, tier.offered)
    case "goodput": return tier.served.map { Double($0) / length }
    default: return nil
    }
  }

  private static func shares(of counts: [String: [UInt64]], _ offered: [UInt64]) -> [Double?] {
    let all = counts.sorted { $0.key < $1.key }.map(\.value)
    return offered.indices.map { interval in
      guard offered[interval] > 0 else { return nil }
      return Double(all.reduce(0) { $0 + $1[interval] }) / Double(offered[interval])
    }
  }
}
