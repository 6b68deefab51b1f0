import ResultTypes

/// Runs that are kept, in the formats that other tools read. Formats, never computes.
public enum RunsDocument {
  /// Long CSV: `run_id,scenario,topology,replication,tier,metric,unit,t,value`.
  ///
  /// - Parameter series: the series instead of the figures.
  public static func csv(_ runs: [KeptRun], series: Bool) -> String {
    LongTable.csv(runs, series: series)
  }

  /// The same columns as a Parquet file.
  public static func parquet(_ runs: [KeptRun], series: Bool) -> [UInt8] {
    LongTable.parquet(runs, series: series)
  }

  /// Everything that is kept of the runs as one JSON text.
  public static func json(_ runs: [KeptRun]) -> String {
    let list = runs.map { run in
      JSONTreeEncoder.tree(of: run.summary)
        .appending("machine", run.machine.map { JSONTreeEncoder.tree(of: $0) } ?? .null)
        .appending("replication_figures", JSONTreeEncoder.tree(of: run.replications))
        .appending("result", run.result.map { JSONTreeEncoder.tree(of: $0) } ?? .null)
    }
    return document(list)
  }

  /// The list of runs as JSON.
  public static func json(_ runs: [KeptRunSummary]) -> String {
    document(runs.map { JSONTreeEncoder.tree(of: $0) })
  }

  /// The list of runs as CSV: the keys of the JSON as columns.
  public static func csv(_ runs: [KeptRunSummary]) -> String {
    var table = CSVTable(columns: columns)
    for run in runs {
      table.append([
        run.id, String(run.storedSeconds), run.scenario, run.file, run.topology, run.digest,
        String(run.seed), run.toolVersion, run.options, String(run.replications),
        run.verdict.rawValue, CSVTable.number(run.wallSeconds), run.fingerprint ?? "",
        run.command,
      ])
    }
    return table.text
  }

  private static let columns = [
    "id", "stored_seconds", "scenario", "file", "topology", "digest", "seed", "tool_version",
    "options", "replications", "verdict", "wall_seconds", "fingerprint", "command",
  ]

  /// The list of runs as a Markdown table; empty without runs.
  public static func markdown(_ runs: [KeptRunSummary]) -> String {
    guard !runs.isEmpty else { return "" }
    let head = ["id", "kept", "scenario", "topology", "seed", "runs", "verdict", "wall"]
    let marks = head.map { ["seed", "runs", "wall"].contains($0) ? "---:" : "---" }
    let rows = runs.map { run in cells(run).map { MarkdownReport.escaped($0) } }
    return ([head, marks] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private static func cells(_ run: KeptRunSummary) -> [String] {
    [
      run.id, OpenMetricsText.date(run.storedSeconds), run.scenario, run.topology,
      String(run.seed), String(run.replications), run.verdict.rawValue,
      run.wallSeconds.map { NumberText.seconds($0) } ?? "",
    ]
  }

  private static func document(_ runs: [JSONValue]) -> String {
    JSONValue.object([
      .init(key: "schemaVersion", value: .number("1")), .init(key: "runs", value: .array(runs)),
    ]).prettyText
  }

  /// OpenMetrics text.
  ///
  /// - Parameters:
  ///   - series: the series too, not the figures alone.
  ///   - epoch: where simulated time 0 lies, in seconds since 1970; nil: the scenario's `start`, or
  ///     when the run was kept.
  public static func openMetrics(_ runs: [KeptRun], series: Bool, epoch: Double?) -> String {
    OpenMetricsText.text(runs, series: series, epoch: epoch)
  }

  /// Where the time 0 of a run lies, in seconds since 1970: as `openMetrics` without an epoch.
  public static func epoch(of run: KeptRun) -> Double { OpenMetricsText.epoch(of: run, given: nil) }

  /// Seconds since 1970 of a date and time with its offset, ISO 8601; nil for anything else.
  public static func seconds(ofDate text: String) -> Double? { OpenMetricsText.seconds(of: text) }

  /// The stable name of a figure that long form tells apart by tier and metric.
  public static func figureName(tier: String?, metric: String) -> String {
    FigureName.name(tier: tier, metric: metric)
  }

  /// The objectives and audits of runs with a result, as JUnit XML.
  public static func junit(_ runs: [KeptRun]) -> String {
    JUnitReport.text(
      runs.compactMap { run in
        run.result.map {
          JUnitReport.Suite(
            result: $0, id: run.summary.id, file: run.summary.file,
            wallSeconds: run.summary.wallSeconds)
        }
      })
  }

  /// The objectives and the audit of one result, as JUnit XML.
  ///
  /// - Parameter file: the path of the scenario as CI knows it.
  public static func junit(_ result: RunResult, file: String, wallSeconds: Double) -> String {
    JUnitReport.text([
      JUnitReport.Suite(result: result, id: "", file: file, wallSeconds: wallSeconds)
    ])
  }

  /// A dashboard of Grafana for what `openMetrics` writes with its series.
  public static var grafana: String { GrafanaDashboard.text }

  /// The list of runs as a table for a terminal, with a line feed at its end; empty without runs.
  public static func text(_ runs: [KeptRunSummary], ascii: Bool) -> String {
    guard !runs.isEmpty else { return "" }
    var table = TextTable([
      .words("ID", maximum: 48), .words("KEPT"), .words("SCENARIO", maximum: 32),
      .words("TOPOLOGY", maximum: 32), .number("SEED"), .number("RUNS"), .words("VERDICT"),
      .number("WALL"),
    ])
    let style = TextStyle(color: false, ascii: ascii)
    for run in runs {
      table.append(cells(run).map { TextStyle.harmless($0) })
    }
    return table.lines.map { style.plain($0) + "\n" }.joined()
  }
}
