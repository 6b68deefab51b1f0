import ResultTypes

/// The intervals of a result in words: the figures that a reader asks for first.
struct Intervals {
  /// What stands in the rows behind the name.
  let columns: [String]
  /// Name and the figures of `columns`.
  let rows: [[String]]
  /// How they were made.
  let method: String
  /// Metrics without an interval that were left out, and why.
  let notes: [String]

  init?(_ result: RunResult, isComplete: Bool) {
    guard let statistics = result.statistics else { return nil }
    let shown = statistics.metrics.filter { metric in
      // The last outcome of a run that goes on to the end says nothing.
      if metric.name.hasSuffix(".last_outcome"), metric.mean > 0.98 * result.simulatedSeconds {
        return false
      }
      return Self.isShown(metric, isComplete: isComplete)
    }
    let isDetected = shown.contains { $0.warmupSeconds != nil }
    columns = ["estimate", "95 % interval", "+-"] + (isDetected ? ["warm-up"] : [])
    rows = shown.filter { $0.low != nil }.map { metric in
      let row = [
        metric.name, Self.value(metric.mean, metric.unit), Self.interval(metric),
        metric.relativeHalfWidth.map { NumberText.percent($0) } ?? "–",
      ]
      guard isDetected else { return row }
      return row + [metric.warmupSeconds.map { Self.value($0, "s") } ?? "–"]
    }
    switch statistics.method {
    case "replications":
      method = "\(statistics.replications) independent replications"
    default:
      method = "20 batches of one steady run"
    }
    var reasons: [String: Int] = [:]
    for metric in shown where metric.low == nil {
      if let note = metric.note, metric.mean != 0 { reasons[note, default: 0] += 1 }
    }
    notes =
      reasons.sorted { $0.key < $1.key }.map { note, count in
        "\(NumberText.plural(count, "figure")) without interval: \(note)"
      } + Self.precision(statistics)
  }

  private static func precision(_ statistics: StatisticsResult) -> [String] {
    guard let precision = statistics.precision else { return [] }
    let target = NumberText.percent(precision.target)
    if precision.isReached { return ["the precision of \(target) was reached"] }
    let missing = precision.notReached.joined(separator: ", ")
    return ["the precision of \(target) was NOT reached" + (missing.isEmpty ? "" : ": \(missing)")]
  }

  /// On a terminal the first figures; in the report all.
  private static func isShown(_ metric: MetricEstimate, isComplete: Bool) -> Bool {
    if isComplete { return true }
    let endings = [
      ".wait_ms.mean", ".sojourn_ms.mean", ".sojourn_ms.p99", ".latency_ms.mean",
      ".latency_ms.p99", ".utilization", ".in_tier", ".queue_length", ".waited_share",
      ".rejected", ".rejected_share", ".failed_share", ".gave_up_share", ".availability",
      ".hit_share",
      ".latency_p99_ms", ".value", ".seconds_broken", ".throughput", ".variance", ".busy_period_ms",
      ".first_empty", ".first_all_down", ".between_tries", ".tries_per_request", ".last_outcome",
      ".nodes_up",
    ]
    return endings.contains { metric.name.hasSuffix($0) } && metric.mean != 0
      && !(metric.name.hasPrefix("peaks.tiers") && metric.name.hasSuffix("utilization"))
  }

  private static func interval(_ metric: MetricEstimate) -> String {
    guard let low = metric.low, let high = metric.high else { return "–" }
    return "\(value(low, metric.unit)) to \(value(high, metric.unit))"
  }

  private static func value(_ value: Double, _ unit: String) -> String {
    switch unit {
    case "ms": NumberText.milliseconds(value)
    case "s": NumberText.milliseconds(value * 1000)
    case "1": digits(value)
    case "1/s": digits(value) + "/s"
    default: digits(value)
    }
  }

  private static func digits(_ value: Double) -> String {
    if abs(value) >= 10_000 { return NumberText.short(value) }
    let decimals = abs(value) >= 100 ? 1 : abs(value) >= 10 ? 2 : abs(value) >= 0.1 ? 4 : 6
    return NumberText.fixed(value, decimals: decimals)
  }
}
