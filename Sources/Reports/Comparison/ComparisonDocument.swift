import ResultTypes

/// Formats of a comparison. Formats, never computes.
public enum ComparisonDocument {
  /// `--format json` and `comparison.json`: one text only for one comparison.
  public static func json(_ result: ClusterComparison) -> String {
    JSONTreeEncoder.tree(of: result).prettyText
  }

  /// What `json(_:)` wrote.
  ///
  /// - Throws: `ResultDecodingError` when the text is no comparison of this layout.
  public static func result(
    fromJSON text: String
  ) throws(ResultDecodingError) -> ClusterComparison {
    try DocumentReading.document(fromJSON: text, version: 1)
  }

  /// `--format text`, at most 100 columns.
  public static func text(_ result: ClusterComparison, color: Bool, ascii: Bool) -> String {
    ComparisonText(result).text(style: TextStyle(color: color, ascii: ascii))
  }

  /// `--format markdown`: for a pull request.
  public static func markdown(_ result: ClusterComparison) -> String {
    ComparisonMarkdown(result).text
  }

  /// `--format csv`: the values behind it.
  public static func csv(_ result: ClusterComparison) -> String { ComparisonCSV.text(result) }

  /// `report.html`: one offline file. `command` is the line that makes it again.
  public static func html(_ result: ClusterComparison, command: String) -> String {
    ComparisonHTML(result, command: command).text
  }

  /// JSON Schema (draft-07) of `json`.
  public static func schema() -> String { ComparisonSchema.json() }

  /// The same as a Markdown table, one row a key.
  public static func schemaTable() -> String { ComparisonSchema.markdownTable() }
}
