import ResultTypes
import ScenarioTypes

/// Whether some metrics are known well enough.
struct Decision {
  private let target: Double
  private let names: [String]
  private let missing: [String]

  /// True when every metric is known that well.
  var isHeld: Bool { missing.isEmpty && !names.isEmpty }

  init(
    _ wish: ReplicationPlan.Precision, _ scenario: Scenario, _ metrics: [MetricEstimate]
  ) {
    target = wish.target
    names = wish.metrics.isEmpty ? Self.usual(scenario, metrics) : wish.metrics
    missing = names.filter { name in
      guard let metric = metrics.first(where: { $0.name == name }) else { return true }
      let limits = wish.metrics.isEmpty ? Self.limits(of: name, scenario) : []
      return !Self.isKnown(metric, wish.target, limits: limits)
    }
  }

  func result(isReached: Bool) -> PrecisionResult {
    PrecisionResult(
      target: target, isReached: isReached, metrics: names,
      notReached: isReached ? [] : missing.isEmpty ? [] : missing)
  }

  /// What is always the same, and not nothing, is known. A share of 0 or 1 has an open bound: where
  /// an objective is about it, it is known when no limit lies within the bound; else never, since
  /// nothing that was seen is no share of what may come.
  private static func isKnown(
    _ metric: MetricEstimate, _ target: Double, limits: [Double]
  ) -> Bool {
    if let half = metric.relativeHalfWidth { return half <= target }
    if let low = metric.low, let high = metric.high {
      return !limits.isEmpty && !limits.contains { low <= $0 && $0 <= high }
    }
    return metric.mean != 0 && metric.note == "the same in every replication"
  }

  /// The metrics of the objectives; without any, the mean latency of each kind and the answers per
  /// second of each tier.
  static func usual(_ scenario: Scenario, _ metrics: [MetricEstimate]) -> [String] {
    var names: [String] = []
    for objective in scenario.objectives {
      let figure = figure(of: objective, scenario)
      // A tier that one kind alone passes has its figures under its own name.
      let isThere = metrics.contains { $0.name == figure.ofKind }
      let name = isThere ? figure.ofKind : figure.ofAll
      if !names.contains(name) { names.append(name) }
    }
    if !names.isEmpty { return names }
    return metrics.map(\.name).filter {
      $0.hasSuffix(".latency_ms.mean") || $0.hasSuffix(".throughput")
    }
  }

  /// What objectives compare a figure with.
  private static func limits(of name: String, _ scenario: Scenario) -> [Double] {
    scenario.objectives.filter { objective in
      let figure = figure(of: objective, scenario)
      return name == figure.ofKind || name == figure.ofAll
    }.map(\.limit)
  }

  /// The name of the figure that an objective is about: of its kind, and of all kinds at the tier.
  private static func figure(
    of objective: Objective, _ scenario: Scenario
  ) -> (ofKind: String, ofAll: String) {
    func tier(_ index: Int, _ kind: RequestKind?, _ figure: String) -> (String, String) {
      let name = "tiers.\(scenario.tiers[index].name)"
      return (name + (kind.map { ".\($0.name)" } ?? "") + figure, name + figure)
    }
    func alone(_ name: String) -> (String, String) { (name, name) }
    switch objective.metric {
    case .userLatency(let figure, let kind):
      return alone("requests.\(kind.name).latency_ms.\(word(figure))")
    case .tierSojourn(let figure, let kind, let index):
      return tier(index, kind, ".sojourn_ms.\(word(figure))")
    case .rejected(let kind, let index): return tier(index, kind, ".rejected_share")
    case .failed(let kind, let index): return tier(index, kind, ".failed_share")
    case .userErrors(let kind): return alone("requests.\(kind.name).gave_up_share")
    case .utilization(let index): return tier(index, nil, ".utilization")
    case .throughput, .peakThroughput, .goodput:
      return alone(MetricList.value(of: objective.expression))
    }
  }

  private static func word(_ figure: Metric.LatencyFigure) -> String {
    switch figure {
    case .mean: "mean"
    case .maximum: "max"
    case .quantile(let probability):
      probability <= 0.5
        ? "p50"
        : probability <= 0.9
          ? "p90" : probability <= 0.95 ? "p95" : probability <= 0.99 ? "p99" : "p999"
    }
  }
}
