import Quantities
import ScenarioTypes

/// What tiers let through to those behind them.
extension CapacityScreen {
  /// Requests per second that the admissions of a tier and of the tiers before it let through to
  /// it; infinite without any.
  func admitted(_ index: Int, _ variant: CapacityVariant) -> Double {
    let own = demand.tiers[index].rate
    return way(to: index).reduce(.infinity) { least, tier in
      let share = own / max(demand.tiers[tier].rate, 1e-12)
      return min(least, admission(tier, variant) * share)
    }
  }

  /// Requests per second that a tier's own admission lets in; infinite without one.
  private func admission(_ tier: Int, _ variant: CapacityVariant) -> Double {
    guard let admission = scenario.tiers[tier].admission else { return .infinity }
    let nodes = max(variant.nodesLeft(scenario.tiers[tier], tier), 0)
    return Double(nodes) * admission.rate.perSecond
  }

  /// The tiers that all requests pass on their way to a tier, and the tier itself.
  private func way(to index: Int) -> [Int] {
    let ways = RequestKind.allCases.compactMap { kind -> [Int]? in
      guard let path = scenario.flow.paths[kind]?.tiers, let place = path.firstIndex(of: index)
      else { return nil }
      return Array(path[...place])
    }
    guard let first = ways.first else { return [index] }
    return first.filter { tier in ways.allSatisfy { $0.contains(tier) } }
  }

  /// Whether a tier lets enough requests pass for a floor of goodput at it or behind it, which
  /// grows with the load, if the others let all of them pass; nil for other objectives.
  func letsEnoughPass(
    _ index: Int, _ objective: Objective, _ variant: CapacityVariant
  ) -> Bool? {
    guard case .goodput(_, let tier) = objective.metric, objective.isFloor,
      way(to: tier).contains(index), var station = station(index, variant)
    else { return nil }
    let come = demand.tiers[index].rate * variant.load
    let entered = min(come, admission(index, variant))
    // The station has what the tiers before it let through.
    station.rate *= entered / min(come, admitted(index, variant))
    let served = station.places == nil ? 1 / max(station.utilization, 1) : 1 - station.rejected
    return demand.tiers[tier].rate * entered / come * served >= objective.limit
  }
}
