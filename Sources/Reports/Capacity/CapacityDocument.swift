import Digest
import Foundation
import ResultTypes

/// Formats of the answer of a capacity study. Formats, never computes.
public enum CapacityDocument {
  /// The canonical JSON: `capacity.json` (docs/capacity.md).
  public static func json(_ result: CapacityResult) -> String {
    JSONTreeEncoder.tree(of: result).prettyText
  }

  /// The JSON Schema (draft-07) of `capacity.json`.
  public static func schema() -> String { CapacitySchema.json() }

  /// SHA-256 (hex) of the canonical JSON.
  public static func fingerprint(_ result: CapacityResult) -> String {
    SHA256.hexDigest(of: json(result).utf8)
  }

  /// A finished point as it is kept.
  public static func json(_ point: CapacityPoint) -> String {
    JSONTreeEncoder.tree(of: point).prettyText
  }

  /// A point that was kept; nil when the text is none, or of another layout.
  public static func point(fromJSON text: String) -> CapacityPoint? {
    try? JSONDecoder().decode(CapacityPoint.self, from: Data(text.utf8))
  }

  /// What `json(_:)` wrote.
  ///
  /// - Throws: `ResultDecodingError` when the text is no answer of a study.
  public static func result(fromJSON text: String) throws(ResultDecodingError) -> CapacityResult {
    try DocumentReading.document(fromJSON: text, version: 1)
  }

  /// The answer in three sentences at most.
  public static func answer(_ result: CapacityResult) -> [String] {
    CapacityWords(result).answer.map(\.text)
  }

  /// `--format text`, at most 100 columns.
  public static func text(_ result: CapacityResult, color: Bool, ascii: Bool) -> String {
    CapacityText(result).text(style: TextStyle(color: color, ascii: ascii))
  }

  /// `--format markdown`: fits a pull request.
  public static func markdown(_ result: CapacityResult) -> String {
    CapacityMarkdown(result).text
  }

  /// `--format csv`: one row a load of the curve.
  public static func csv(_ result: CapacityResult) -> String { CapacityCurveCSV.text(result) }

  /// `report.html`: one offline file. `picture` is the run whose funnel, time lines and heat map
  /// are shown, `command` the line that makes the study again.
  public static func html(
    _ result: CapacityResult, picture: RunResult, command: String
  ) -> String {
    CapacityPage(result, picture: picture, command: command).text
  }

  /// The curve around the largest load as one SVG file.
  public static func kneeSVG(_ result: CapacityResult) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + CapacityCharts(result).knee.svg.markup + "\n"
  }
}
