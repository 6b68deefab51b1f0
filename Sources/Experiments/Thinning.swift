import Glibc
import Quantities
import ScenarioTypes

/// The same scenario with a share of its people on a share of its machines.
///
/// Rates and clients are multiplied by the share, and so is what the tiers can do: with fewer
/// nodes, then with fewer servers, and what is left of the difference is made up by the service
/// times. So every tier is as busy as in the whole, refuses the same shares, and the counts are
/// those of the whole times the share. (Latencies are not: a single slow server waits otherwise
/// than many.)
struct Thinning {
  let scenario: Scenario
  /// The share, above 0 and at most 1.
  let share: Double

  /// True when the scenario can be thinned: nothing in it counts single requests or nodes.
  static func isPossible(_ scenario: Scenario) -> Bool {
    let isOpen = scenario.populations.allSatisfy { population in
      guard case .requests(let source) = population.source else { return true }
      return source.between == nil && source.batch == nil && source.periods == nil
        && source.atStart == 0 && source.total == nil && source.first == nil
    }
    return isOpen && scenario.flow.paths.allSatisfy { $0.value.forks.isEmpty }
      && scenario.tiers.allSatisfy { $0.service.scaled(by: 1, logarithm: 0) != nil }
  }

  /// The thinned scenario: without objectives and probes, and without faults of single nodes that
  /// are no longer there.
  var thinned: Scenario {
    var copy = scenario
    copy.objectives = []
    copy.probes = []
    copy.populations = scenario.populations.map(thin)
    copy.tiers = scenario.tiers.map(thin)
    copy.faults = scenario.faults.compactMap { fault in thin(fault, copy.tiers) }
    return copy
  }

  private func thin(_ population: Population) -> Population {
    var copy = population
    switch population.source {
    case .packets(var source):
      source.sends = thin(source.sends)
      copy.source = .packets(source)
    case .requests(var source):
      source.rate = thin(source.rate)
      copy.source = .requests(source)
    case .clients(var source):
      source.count = max(1, Int((Double(source.count) * share).rounded()))
      copy.source = .clients(source)
    }
    return copy
  }

  private func thin(_ curve: RateCurve) -> RateCurve {
    var copy = curve
    copy.words = nil
    for index in copy.points.indices {
      copy.points[index].rate = Rate(perSecond: curve.points[index].rate.perSecond * share)
    }
    return copy
  }

  /// Fewer nodes than this are too few for their number alone to be a share of the whole.
  private static let fewestNodes = 4.0

  private func thin(_ tier: Tier) -> Tier {
    var copy = tier
    let exact = Double(tier.nodes) * share
    if exact < Self.fewestNodes && !tier.hasUnboundedServers {
      copy.nodes = min(tier.nodes, Int(Self.fewestNodes))
      let servers = exact * Double(tier.servers) / Double(copy.nodes)
      copy.servers = max(1, Int(servers.rounded()))
      if servers < 0.5 {
        copy.nodes = max(1, Int((exact * Double(tier.servers)).rounded()))
      }
    } else {
      copy.nodes = max(1, Int(exact.rounded()))
    }
    let units = exact * Double(tier.servers)
    let factor = Double(copy.nodes * copy.servers) / units
    if !tier.hasUnboundedServers, factor > 0 {
      copy.service = tier.service.scaled(by: factor, logarithm: log(factor)) ?? tier.service
      copy.serviceByKind = tier.serviceByKind.mapValues {
        $0.scaled(by: factor, logarithm: log(factor)) ?? $0
      }
    }
    // What is counted by node: its part of the whole, which may be less than one node's.
    let part = exact / Double(copy.nodes)
    copy.queueBound = tier.queueBound.map { $0 == 0 ? 0 : max(1, Int(Double($0) * part)) }
    copy.admission = tier.admission.map {
      Admission(rate: Rate(perSecond: $0.rate.perSecond * part), burst: $0.burst)
    }
    if case .cache(var settings) = tier.operation {
      settings.capacity = settings.capacity.map { max(1, Int(Double($0) * part)) }
      copy.operation = .cache(settings)
    }
    if case .settle(var settings) = tier.operation, settings.connections != nil {
      settings.connections = copy.servers
      copy.operation = .settle(settings)
    }
    return copy
  }

  private func thin(_ fault: Fault, _ tiers: [Tier]) -> Fault? {
    func kept(_ selection: Fault.NodeSelection) -> Fault.NodeSelection? {
      let nodes = selection.nodes.filter { $0 < tiers[selection.tier].nodes }
      return nodes.isEmpty ? nil : Fault.NodeSelection(tier: selection.tier, nodes: nodes)
    }
    var copy = fault
    switch fault.kind {
    case .crash(let selection):
      guard let nodes = kept(selection) else { return nil }
      copy.kind = .crash(nodes)
    case .slow(let selection, let factor):
      guard let nodes = kept(selection) else { return nil }
      copy.kind = .slow(nodes, factor: factor)
    case .errors(let selection, let probability):
      guard let nodes = kept(selection) else { return nil }
      copy.kind = .errors(nodes, probability: probability)
    case .placeLost, .latency, .loss: break
    }
    return copy
  }
}
