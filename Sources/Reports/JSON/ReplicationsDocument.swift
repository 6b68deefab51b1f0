import Digest
import Foundation
import ResultTypes

/// `replications.json`: the figures of each replication of a run, beside its `result.json`, which
/// has those of all together.
///
/// The same bytes for the same scenario, seed, options and version, as those of the result: how
/// long a replication took is not in it.
public enum ReplicationsDocument {
  /// The file's name in a run's folder.
  public static let fileName = "replications.json"
  /// The newest layout that this code reads and writes.
  public static let schemaVersion = 1

  /// The layout: names and units once, and a row of values a replication.
  private struct Layout: Codable {
    struct Metric: Codable, Hashable {
      var name: String
      var unit: String
    }

    struct Row: Codable {
      var number: Int
      var seed: UInt64
      var events: UInt64
      var violations: [String]
      /// In the order of the metrics; null: there was nothing to measure.
      var values: [Double?]
    }

    var schemaVersion = ReplicationsDocument.schemaVersion
    /// The fingerprint of the result that they are of.
    var result: String
    /// SHA-256 (hex) of the text with an empty one.
    var fingerprint = ""
    var metrics: [Metric] = []
    var replications: [Row] = []
  }

  /// The text (UTF-8, one trailing newline).
  ///
  /// - Parameter result: the fingerprint of their result.
  public static func json(_ replications: [ReplicationFigures], of result: String) -> String {
    var layout = Layout(result: result)
    var places: [Layout.Metric: Int] = [:]
    for figure in replications.flatMap(\.figures) {
      let metric = Layout.Metric(name: figure.name, unit: figure.unit)
      guard places[metric] == nil else { continue }
      places[metric] = layout.metrics.count
      layout.metrics.append(metric)
    }
    layout.replications = replications.map { replication in
      var values = [Double?](repeating: nil, count: layout.metrics.count)
      for figure in replication.figures {
        guard let place = places[Layout.Metric(name: figure.name, unit: figure.unit)] else {
          continue
        }
        values[place] = figure.value
      }
      return Layout.Row(
        number: replication.number, seed: replication.seed, events: replication.events,
        violations: replication.violations, values: values)
    }
    layout.fingerprint = fingerprint(layout)
    return text(layout)
  }

  /// Reads what `json(_:of:)` wrote; wall seconds are 0.
  ///
  /// - Returns: the fingerprint of their result, and the replications.
  /// - Throws: `ResultDecodingError` when the text is no JSON, has another layout, or was changed.
  public static func replications(
    fromJSON text: String
  ) throws(ResultDecodingError) -> (result: String, replications: [ReplicationFigures]) {
    let layout: Layout = try DocumentReading.document(fromJSON: text, version: schemaVersion)
    guard fingerprint(layout) == layout.fingerprint else {
      throw ResultDecodingError("its fingerprint is not that of its contents")
    }
    guard layout.replications.allSatisfy({ $0.values.count == layout.metrics.count }),
      Set(layout.replications.map(\.number)).count == layout.replications.count
    else { throw ResultDecodingError("its rows do not fit together") }
    let replications = layout.replications.map { row in
      ReplicationFigures(
        number: row.number, seed: row.seed, events: row.events, wallSeconds: 0,
        violations: row.violations,
        figures: zip(layout.metrics, row.values).map { metric, value in
          RunFigure(name: metric.name, unit: metric.unit, value: value)
        })
    }
    return (layout.result, replications)
  }

  private static func fingerprint(_ layout: Layout) -> String {
    var copy = layout
    copy.fingerprint = ""
    return SHA256.hexDigest(of: text(copy).utf8)
  }

  private static func text(_ layout: Layout) -> String {
    JSONTreeEncoder.tree(of: layout).compactText + "\n"
  }
}
