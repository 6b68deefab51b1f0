import Foundation
import ScenarioLanguage

/// What `migrate --format json` prints.
struct MigrationDocument: Encodable {
  /// What became of one file.
  struct File: Encodable {
    /// What was found, or done.
    enum State: String, Encodable {
      /// It is of the present version.
      case current
      case changed
      /// It is older, and was left as it is: with `--check`, or for a mistake in another file.
      case older
      case invalid, unreadable
    }

    /// As it was named.
    var file: String
    var state: State
    /// What was changed, or would be, a sentence each.
    var changes: [String] = []
    /// Where the text of before is kept; null where nothing was changed.
    var backup: String?
    /// Mistakes, as `validate` has them.
    var diagnostics: [Diagnostic] = []

    enum CodingKeys: String, CodingKey {
      case file, state, changes, backup, diagnostics
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(state, forKey: .state)
      try container.encode(changes, forKey: .changes)
      try container.encode(backup, forKey: .backup)
      try container.encode(diagnostics, forKey: .diagnostics)
    }
  }

  /// The version of this layout; 1 today.
  var schemaVersion = 1
  /// The present version of the language.
  var version: Int
  var files: [File]

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
