import Digest
import Reports
import ResultTypes

/// Where a comparison's files go: `<out>/comparisons/<scenario>-<key>/`.
struct ComparisonFolder {
  var result: ClusterComparison
  /// The result as JSON.
  var json: String
  var record: RunRecord

  /// The same variants, seed and replications always have the same place.
  func replacement(in out: String) -> FolderReplacement {
    let facts =
      result.variants.flatMap { [$0.name, $0.digest, String($0.replications)] }
      + [String(result.seed ?? 0), result.method]
    let key = SHA256.hexDigest(of: facts.joined(separator: "\n").utf8).prefix(8)
    let slug = ResultFolderName.slug(of: result.variants.first?.scenario ?? "")
    return FolderReplacement(parent: "\(out)/comparisons", name: "\(slug)-\(key)")
  }

  /// The files.
  func files() throws -> [FolderReplacement.File] {
    [
      .init(name: "comparison.json", text: json),
      .init(name: "comparison.md", text: ComparisonDocument.markdown(result)),
      .init(name: "comparison.csv", text: ComparisonDocument.csv(result)),
      .init(name: "report.html", text: ComparisonDocument.html(result, command: record.command)),
      .init(name: RunRecord.name, text: try record.json()),
    ]
  }
}
