import ClusterModel
import Quantities
import ResultTypes
import ScenarioTypes

/// The names of all figures that runs of a scenario may have.
public enum MetricNames {
  /// The names, found by a run of no length: the code that will name the figures names them here.
  /// What that run had no requests for is added by its pattern.
  ///
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public static func all(
    of loaded: LoadedScenario, toolVersion: String
  ) throws(ModelError) -> [String] {
    var short = loaded
    short.scenario.duration = TimeSpan(nanoseconds: 1)
    short.scenario.warmup = .zero
    var simulation = try ClusterSimulation(short, toolVersion: toolVersion)
    var names = MetricList(simulation.run().result).entries.map(\.name)
    var known = Set(names)
    for name in patterns(loaded.scenario) where known.insert(name).inserted { names.append(name) }
    return names
  }

  /// Figures of kinds, which a result has when somebody asks.
  private static func patterns(_ scenario: Scenario) -> [String] {
    let times = ["mean", "sd", "p50", "p90", "p95", "p99", "p999", "max"]
    let counts = [
      "first_tries", "tries_per_request", "told_yes_share", "yes_at_first_share", "told_no_share",
      "gave_up_share", "saw_error_share", "between_tries", "last_outcome",
    ]
    var names: [String] = []
    for kind in RequestKind.allCases where scenario.flow.paths[kind] != nil {
      names += counts.map { "requests.\(kind.name).\($0)" }
      names += times.map { "requests.\(kind.name).latency_ms.\($0)" }
      names.append("peaks.requests.\(kind.name).latency_p99_ms")
      for tier in scenario.tiers {
        let start = "tiers.\(tier.name).\(kind.name)."
        names += ["offered_per_second", "rejected_share", "failed_share"].map { start + $0 }
        names += times.map { start + "sojourn_ms.\($0)" }
      }
    }
    return names
  }
}
