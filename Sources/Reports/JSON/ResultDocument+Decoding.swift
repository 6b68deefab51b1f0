import Digest
import ResultTypes

/// Why a text is no result.
public struct ResultDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with the place in the text as a path of keys.
  public var description: String
  /// Line and column from 1, the latter in bytes, where the text is no JSON.
  public var line: Int?
  public var column: Int?
  /// True for a text of another version of the layout, which need not be damaged.
  public var isOtherVersion = false

  public init(
    _ description: String, line: Int? = nil, column: Int? = nil, isOtherVersion: Bool = false
  ) {
    self.description = description
    self.line = line
    self.column = column
    self.isOtherVersion = isOtherVersion
  }
}

extension ResultDocument {
  /// The newest layout of `result.json` that this code reads and writes.
  public static let schemaVersion = 1

  /// Reads what `json(_:)` wrote, so that a report can be drawn again later. The key `machine`
  /// and keys of newer minor layouts are passed over.
  ///
  /// - Throws: `ResultDecodingError` when the text is no JSON, lacks a key, or has a
  ///   `schemaVersion` other than 1.
  public static func result(fromJSON text: String) throws(ResultDecodingError) -> RunResult {
    try DocumentReading.document(fromJSON: text, version: schemaVersion)
  }

  /// Whether the fingerprint in the text of a result is that of the rest of it.
  ///
  /// The text itself is asked first: what another version wrote may have keys that this one does
  /// not write. With the key `machine` in it, or other white space, its values decide.
  ///
  /// - Parameter result: what `result(fromJSON:)` has read from the text.
  public static func hasOwnFingerprint(_ text: String, _ result: RunResult) -> Bool {
    guard !result.fingerprint.isEmpty else { return false }
    let key = "\"fingerprint\": "
    let blank = text.replacing(
      "\(key)\"\(result.fingerprint)\"", with: "\(key)\"\"", maxReplacements: 1)
    return SHA256.hexDigest(of: blank.utf8) == result.fingerprint
      || fingerprinted(result).fingerprint == result.fingerprint
  }
}
