import Experiments
import Foundation

/// A saved baseline: `<out>/baselines/<name>.json`, the figures of a variant replication by
/// replication, so that later runs with the same seed are compared pair by pair.
struct BaselineFile {
  /// What the file holds.
  private struct Content: Codable {
    var kind = "hongbao baseline"
    var schemaVersion = 1
    var name: String
    var figures: VariantFigures
  }

  /// What a name must be.
  static let expectation = "letters, digits, '.', '-' and '_', at most 80, no dot at the beginning"

  /// The folder that takes baselines.
  let out: String

  private var folder: String { "\(out)/baselines" }

  /// The path of a baseline.
  func path(of name: String) -> String { "\(folder)/\(name).json" }

  static func isValid(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}/) != nil
  }

  /// Keeps the figures, in one step; an older baseline of the name is replaced.
  func save(_ figures: VariantFigures, as name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = Array(try encoder.encode(Content(name: name, figures: figures))) + [10]
    try FolderMaking.makeAll(folder)
    try AtomicFile.write(bytes, to: path(of: name), in: folder)
  }

  /// The figures of a file's bytes; nil when they are no baseline of this version.
  static func figures(_ bytes: [UInt8]) -> VariantFigures? {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.kind == "hongbao baseline", content.schemaVersion == 1
    else { return nil }
    return content.figures
  }
}
