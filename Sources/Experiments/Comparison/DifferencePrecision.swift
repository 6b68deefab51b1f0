import ResultTypes

/// Whether the differences of a comparison are known well enough.
enum DifferencePrecision {
  /// The metrics that decide, and those of them that are not known yet.
  ///
  /// A difference is known when half its interval is at most `target` of the larger of the two
  /// values. Metrics that are neither better nor worse decide nothing, and neither do those that no
  /// number of replications gives an interval: with `--metric` they are not known, otherwise they
  /// are left out.
  static func missing(
    _ comparing: Comparing, target: Double
  ) -> (decided: [String], notReached: [String]) {
    let result = comparing.result(tool: ToolIdentity(version: ""), changes: [])
    let isChosen = !comparing.wish.metrics.isEmpty
    let metrics = isChosen ? result.metrics + result.context : result.metrics
    var decided: [String] = []
    var missing: [String] = []
    for metric in metrics {
      let intervals = metric.comparisons.map(\.difference)
      let hasAll = intervals.allSatisfy { $0.low != nil }
      guard hasAll || isChosen else { continue }
      decided.append(metric.name)
      let baseline = abs(metric.variants[0].value ?? 0)
      let isKnown = zip(intervals, metric.variants.dropFirst()).allSatisfy { interval, variant in
        guard let low = interval.low, let high = interval.high else { return false }
        return (high - low) / 2 <= target * max(baseline, abs(variant.value ?? 0))
      }
      if !isKnown { missing.append(metric.name) }
    }
    return (decided, missing)
  }
}
