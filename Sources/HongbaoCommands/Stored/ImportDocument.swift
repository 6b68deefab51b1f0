import Foundation

/// What `import --format json` prints.
struct ImportDocument: Encodable {
  /// What became of one result.
  struct Run: Encodable {
    var path: String
    var id: String
    /// `added` or `present`; `repeated` for one that another folder of the same import has, too;
    /// `differs` for one of which the database has another result.
    var state: String
    var fingerprint: String
  }

  /// What was found and not taken in.
  struct LeftOut: Encodable {
    var path: String
    var reason: String
  }

  /// The version of this layout; 1 today.
  var schemaVersion = 1
  var database: String
  var runs: [Run] = []
  var leftOut: [LeftOut] = []

  enum CodingKeys: String, CodingKey {
    case schemaVersion, database, runs
    case leftOut = "left_out"
  }

  init(database: String) { self.database = database }

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// A line for each result, and one for all.
  var text: String {
    func count(_ state: String) -> Int { runs.count { $0.state == state } }
    var lines = runs.filter { $0.state != "differs" }.map { run in
      switch run.state {
      case "added": "took in \(run.id) from \(run.path)"
      case "repeated": "\(run.id) is in \(run.path), too: it is one run"
      default: "\(run.id) is there already: \(run.path)"
      }
    }
    lines += leftOut.map { "left out \($0.path): \($0.reason)" }
    var counts = ["\(count("added")) taken in", "\(count("present")) there already"]
    if count("repeated") > 0 { counts.append("\(count("repeated")) found twice") }
    if !leftOut.isEmpty { counts.append("\(leftOut.count) left out") }
    lines.append("\(database): " + counts.joined(separator: ", "))
    return lines.map { $0 + "\n" }.joined()
  }
}
