import ResultTypes

/// `series.csv`: the run over time in long form, one value a row.
///
/// The columns name the run (scenario, seed, first 12 digits of the scenario's digest), whose
/// value it is (`layer` is `tier` or `clients`; then the tier, or the kind of request), what it
/// is (metric, reason, unit), and when: `t_seconds` is the start of the interval. Rates are
/// counts by the interval's own length, so that a short last interval needs no care. A value
/// that does not exist (a quantile of nothing) is empty.
struct SeriesCSV {
  static let columns = [
    "scenario", "seed", "scenario_digest", "layer", "tier", "kind", "metric", "reason", "unit",
    "t_seconds", "value",
  ]

  private let clock: SeriesClock
  private let prefix: [String]
  private var table = CSVTable(columns: SeriesCSV.columns)

  static func text(_ result: RunResult) -> String {
    var csv = SeriesCSV(result)
    for tier in result.series.tiers { csv.append(tier) }
    for kind in result.series.kinds { csv.append(kind.series, kind: kind.name) }
    return csv.table.text
  }

  private init(_ result: RunResult) {
    clock = SeriesClock(result)
    prefix = SummaryCSV.prefix(result)
  }

  private mutating func append(_ series: TierSeries) {
    let place = ["tier", series.tier, ""]
    append(place, "offered", counts: series.offered)
    append(place, "served", counts: series.served)
    for (reason, counts) in series.rejected.inKeyOrder {
      append(place, "rejected", reason: reason, counts: counts)
    }
    for (reason, counts) in series.failed.inKeyOrder {
      append(place, "failed", reason: reason, counts: counts)
    }
    append(place, "queue_length", unit: "requests", values: series.queueLength)
    append(place, "utilization", unit: "1", values: series.utilization)
    append(place, "sojourn_p50", unit: "ms", values: series.sojournP50)
    append(place, "sojourn_p99", unit: "ms", values: series.sojournP99)
  }

  private mutating func append(_ series: RequestSeries, kind: String) {
    let place = ["clients", "", kind]
    append(place, "first_tries", counts: series.firstTries)
    append(place, "retries", counts: series.retries)
    append(place, "told_yes", counts: series.toldYes)
    append(place, "told_no", counts: series.toldNo)
    append(place, "gave_up", counts: series.gaveUp)
    append(place, "latency_p50", unit: "ms", values: series.latencyP50)
    append(place, "latency_p99", unit: "ms", values: series.latencyP99)
  }

  private mutating func append(
    _ place: [String], _ metric: String, reason: String = "", counts: [UInt64]
  ) {
    append(place, metric, reason: reason, unit: "1/s", values: clock.rates(counts))
  }

  private mutating func append(
    _ place: [String], _ metric: String, reason: String = "", unit: String, values: [Double?]
  ) {
    for (index, value) in values.enumerated() {
      table.append(
        prefix + place + [
          metric, reason, unit, CSVTable.number(clock.start(of: index)), CSVTable.number(value),
        ])
    }
  }
}
