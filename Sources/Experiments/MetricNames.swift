import Quantities
import ScenarioTypes

/// The names of all figures that runs of a scenario may have, known before any of them.
///
/// A test holds them to the names of `MetricList`. What nobody sends in a run has no figures there,
/// so some of these names may still be missing in a result.
public enum MetricNames {
  /// The names, tier by tier, then those of the clients, probes, peaks and objectives.
  public static func all(of scenario: Scenario) -> [String] {
    var names: [String] = []
    for (index, tier) in scenario.tiers.enumerated() {
      let name = "tiers.\(tier.name)"
      names += common.map { name + $0 } + times(name + ".wait_ms") + times(name + ".sojourn_ms")
      let kinds = kinds(at: index, scenario)
      // A tier that one kind alone passes has its figures under its own name.
      for kind in kinds where kinds.count > 1 {
        let part = "\(name).\(kind.name)"
        names += [".offered_per_second", ".rejected_share", ".failed_share"].map { part + $0 }
        names += times(part + ".sojourn_ms")
      }
      names += special(tier).map { name + $0 }
    }
    let sent = RequestKind.allCases.filter { scenario.flow.paths[$0] != nil }
    for kind in sent {
      let name = "requests.\(kind.name)"
      names += ofClients.map { name + $0 } + times(name + ".latency_ms")
    }
    for probe in scenario.probes {
      let instant = "probes.\(MetricList.seconds(probe.seconds))"
      for tier in scenario.tiers {
        names += ["\(instant).\(tier.name).in_tier", "\(instant).\(tier.name).nodes_up"]
      }
    }
    for tier in scenario.tiers {
      names += ["sojourn_p99_ms", "utilization", "queue_length"].map {
        "peaks.tiers.\(tier.name).\($0)"
      }
    }
    names += sent.map { "peaks.requests.\($0.name).latency_p99_ms" }
    for objective in scenario.objectives {
      names.append(MetricList.value(of: objective.expression))
      names.append("objectives.\(objective.expression).seconds_broken")
    }
    return names
  }

  private static func kinds(at tier: Int, _ scenario: Scenario) -> [RequestKind] {
    RequestKind.allCases.filter { kind in
      guard let path = scenario.flow.paths[kind] else { return false }
      return path.tiers.contains(tier) || path.afterwards.contains(tier)
    }
  }

  private static func times(_ name: String) -> [String] {
    ["mean", "sd", "p50", "p90", "p95", "p99", "p999", "max"].map { "\(name).\($0)" }
  }

  private static let common = [
    ".offered_per_second", ".throughput", ".offered_peak", ".rejected", ".failed",
    ".rejected_share", ".failed_share", ".utilization", ".busy_servers", ".queue_length",
    ".in_tier", ".waited_share",
  ]

  private static let ofClients = [
    ".first_tries", ".tries_per_request", ".told_yes_share", ".yes_at_first_share",
    ".told_no_share", ".gave_up_share", ".saw_error_share", ".between_tries", ".last_outcome",
  ]

  /// What only some tiers measure.
  private static func special(_ tier: Tier) -> [String] {
    var names: [String] = []
    if case .cache = tier.operation {
      names += ["hit_share", "hits", "fetches", "joins", "expiries"].map { ".cache.\($0)" }
    }
    if tier.breakdowns != nil {
      names += [".availability", ".failures", ".first_all_down"]
      if tier.nodes <= MetricList.mostNodesUp { names += (0...tier.nodes).map { ".up.\($0)" } }
    }
    if let limit = tier.states {
      names += (0...limit).flatMap { [".states.\($0)", ".node_states.\($0)"] }
      names += [".states.variance", ".busy_period_ms", ".busy_period_requests", ".first_empty"]
    }
    return names
  }
}
