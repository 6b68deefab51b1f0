import ResultTypes

/// Formats of a sweep. Formats, never computes.
public enum SweepDocument {
  /// `--format json` and `sweep.json`: one text only for one sweep.
  public static func json(_ result: SweepResult) -> String {
    JSONTreeEncoder.tree(of: result).prettyText
  }

  /// What `json(_:)` wrote.
  ///
  /// - Throws: `ResultDecodingError` when the text is no sweep of this layout.
  public static func result(fromJSON text: String) throws(ResultDecodingError) -> SweepResult {
    try DocumentReading.document(fromJSON: text, version: 1)
  }

  /// JSON Schema (draft-07) of `json`.
  public static func schema() -> String { SweepSchema.json() }

  /// The same as a Markdown table, one row a key.
  public static func schemaTable() -> String { SweepSchema.markdownTable() }

  /// `--format csv` and `sweep.csv`: one row for each point, replication and metric.
  public static func csv(_ result: SweepResult) -> String {
    var table = CSVTable(
      columns: ["scenario", "digest", "point"] + result.parameters.map(\.path)
        + ["replication", "metric", "unit", "value"])
    for point in result.points {
      let head = [result.scenario.name, point.digest, String(point.number)] + point.settings
      for metric in point.metrics {
        for (number, value) in metric.values.enumerated() {
          table.append(
            head + [String(number), metric.name, metric.unit, CSVTable.number(value)])
        }
      }
    }
    return table.text
  }

  /// `--format text`: a row for each point, its first figures.
  public static func text(_ result: SweepResult, color: Bool, ascii: Bool) -> String {
    SweepText(result).text(style: TextStyle(color: color, ascii: ascii))
  }

  /// `--format markdown`: the same as a table.
  public static func markdown(_ result: SweepResult) -> String { SweepText(result).markdown }

  /// `report.html`: one offline file. `command` is the line that makes it again.
  public static func html(_ result: SweepResult, command: String) -> String {
    SweepHTML(result, command: command).text
  }
}
