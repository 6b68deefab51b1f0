import Foundation
import ResultTypes

/// `run.json`: what is true of one execution and not of its result.
///
/// `result.json` is the same wherever it is made; machine, command and date stand here.
struct RunRecord: Encodable {
  /// The version of this layout; 1 today.
  var schemaVersion = 1
  var tool: ToolIdentity
  /// The line that makes the result again.
  var command: String
  /// When the run ended, ISO 8601 in UTC.
  var date: String
  /// The fingerprint of the result beside it.
  var fingerprint: String
  var machine: MachineResult

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
