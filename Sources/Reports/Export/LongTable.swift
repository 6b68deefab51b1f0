import ResultTypes

/// Values of several runs as one homogeneous table: every row names the run, its scenario and
/// topology, the replication, the tier, the metric and its unit.
///
/// The ends of an interval are rows of their own, `….low` and `….high`, after their value.
struct LongTable {
  static let columns = [
    "run_id", "scenario", "topology", "replication", "tier", "metric", "unit", "t", "value",
  ]

  /// One row.
  struct Row {
    var run: KeptRunSummary
    var metric: String
    var row: ExportRow
    var value: Double?
  }

  /// The rows, run by run.
  static func rows(_ runs: [KeptRun], series: Bool) -> [Row] {
    runs.flatMap { run in
      (series ? run.seriesRows : run.figureRows).flatMap { expanded($0, run.summary) }
    }
  }

  private static func expanded(_ row: ExportRow, _ run: KeptRunSummary) -> [Row] {
    var rows = [Row(run: run, metric: row.metric, row: row, value: row.value)]
    for (end, value) in [("low", row.low), ("high", row.high)] {
      guard let value else { continue }
      rows.append(Row(run: run, metric: "\(row.metric).\(end)", row: row, value: value))
    }
    return rows
  }

  // MARK: Formats

  /// CSV by RFC 4180 with a point in decimals; what does not exist is empty.
  static func csv(_ runs: [KeptRun], series: Bool) -> String {
    var table = CSVTable(columns: columns)
    for row in rows(runs, series: series) {
      table.append([
        row.run.id, row.run.scenario, row.run.topology, row.row.replication.map(String.init) ?? "",
        row.row.tier ?? "", row.metric, row.row.unit, CSVTable.number(row.row.seconds),
        CSVTable.number(row.value),
      ])
    }
    return table.text
  }

  /// The same as Parquet; what does not exist is null.
  static func parquet(_ runs: [KeptRun], series: Bool) -> [UInt8] {
    let rows = rows(runs, series: series)
    return ParquetFile.bytes(
      columns: [
        .init(name: "run_id", values: .texts(rows.map(\.run.id))),
        .init(name: "scenario", values: .texts(rows.map(\.run.scenario))),
        .init(name: "topology", values: .texts(rows.map(\.run.topology))),
        .init(
          name: "replication",
          values: .optionalIntegers(rows.map { $0.row.replication.map(Int64.init) })),
        .init(name: "tier", values: .optionalTexts(rows.map(\.row.tier))),
        .init(name: "metric", values: .texts(rows.map(\.metric))),
        .init(name: "unit", values: .texts(rows.map(\.row.unit))),
        .init(name: "t", values: .optionalNumbers(rows.map(\.row.seconds))),
        .init(name: "value", values: .optionalNumbers(rows.map(\.value))),
      ], count: rows.count)
  }
}
