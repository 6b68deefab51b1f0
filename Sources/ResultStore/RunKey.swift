import Digest
import ResultTypes

/// What makes two runs the same one: the scenario's digest, the seed, the version of the tool and
/// the options that shape a result.
package enum RunKey {
  /// SHA-256 (hex).
  package static func of(_ run: KeptRunSummary) -> String {
    let words = [run.digest, String(run.seed), run.toolVersion, run.options]
    return SHA256.hexDigest(of: words.joined(separator: "\n").utf8)
  }

  /// Ids to try, the shortest first: `stem-5f0c1c`, then with more digits of the key.
  static func ids(stem: String, key: String) -> [String] {
    stride(from: 6, through: key.count, by: 2).map { "\(stem)-\(key.prefix($0))" }
  }
}
