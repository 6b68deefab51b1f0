import ResultTypes

/// The series of a run: columns over the intervals of replication 0, and the bands of all.
enum RunSeries {
  /// One series.
  struct Column {
    /// `offered`, `rejected.sold out`, `requests.claim.latency_p99`.
    var metric: String
    /// The metric's own word, without kind and reason: `rejected`.
    var word: String
    var tier: String?
    var kind: String?
    var reason: String?
    var values: Values

    /// What a series holds.
    enum Values {
      /// Things counted in each interval.
      case counts([UInt64])
      /// Averages over each interval and quantiles, with their unit.
      case levels([Double?], unit: String)
    }
  }

  static func columns(_ result: RunResult) -> [Column] {
    result.series.tiers.flatMap(columns) + result.series.kinds.flatMap(columns)
  }

  private static func columns(_ series: TierSeries) -> [Column] {
    func column(_ word: String, _ reason: String? = nil, _ values: Column.Values) -> Column {
      Column(
        metric: reason.map { "\(word).\($0)" } ?? word, word: word, tier: series.tier,
        reason: reason, values: values)
    }
    return [
      column("offered", nil, .counts(series.offered)),
      column("served", nil, .counts(series.served)),
    ] + series.rejected.inKeyOrder.map { column("rejected", $0.key, .counts($0.value)) }
      + series.failed.inKeyOrder.map { column("failed", $0.key, .counts($0.value)) } + [
        column("queue_length", nil, .levels(series.queueLength, unit: "requests")),
        column("utilization", nil, .levels(series.utilization, unit: "1")),
        column("sojourn_p50", nil, .levels(series.sojournP50, unit: "ms")),
        column("sojourn_p99", nil, .levels(series.sojournP99, unit: "ms")),
      ]
  }

  private static func columns(_ kind: String, _ series: RequestSeries) -> [Column] {
    func column(_ word: String, _ values: Column.Values) -> Column {
      Column(metric: "requests.\(kind).\(word)", word: word, kind: kind, values: values)
    }
    return [
      column("first_tries", .counts(series.firstTries)),
      column("retries", .counts(series.retries)),
      column("told_yes", .counts(series.toldYes)),
      column("told_no", .counts(series.toldNo)),
      column("gave_up", .counts(series.gaveUp)),
      column("latency_p50", .levels(series.latencyP50, unit: "ms")),
      column("latency_p99", .levels(series.latencyP99, unit: "ms")),
    ]
  }

  private static func columns(_ kind: (name: String, series: RequestSeries)) -> [Column] {
    columns(kind.name, kind.series)
  }
}

extension KeptRun {
  /// The series in long form: those of replication 0, then the bands over all replications. Counts
  /// are rates: by the interval's own length, per second.
  public var seriesRows: [ExportRow] {
    guard let result else { return [] }
    let clock = SeriesClock(result)
    var rows: [ExportRow] = []
    for column in RunSeries.columns(result) {
      let (values, unit): ([Double?], String) =
        switch column.values {
        case .counts(let counts): (clock.rates(counts), "1/s")
        case .levels(let levels, let unit): (levels, unit)
        }
      for (index, value) in values.enumerated() {
        rows.append(
          ExportRow(
            replication: 0, tier: column.tier, metric: column.metric, unit: unit,
            seconds: clock.start(of: index), value: value))
      }
    }
    let tiers = result.tiers.map(\.name)
    for band in result.statistics?.bands ?? [] {
      let name = FigureName(band.name, tiers: tiers)
      for index in band.mean.indices {
        rows.append(
          ExportRow(
            tier: name.tier, metric: name.metric, unit: band.unit,
            seconds: clock.start(of: index), value: band.mean[index],
            low: band.low.indices.contains(index) ? band.low[index] : nil,
            high: band.high.indices.contains(index) ? band.high[index] : nil))
      }
    }
    return rows
  }
}
