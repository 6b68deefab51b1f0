import Foundation

/// Reads documents that this tool wrote.
enum DocumentReading {
  /// The document; keys that are not known are passed over.
  ///
  /// - Parameter version: the `schemaVersion` that this code reads.
  /// - Throws: `ResultDecodingError` when the text is no JSON, lacks a key, or has another
  ///   `schemaVersion`.
  static func document<Document: Decodable>(
    _ type: Document.Type = Document.self, fromJSON text: String, version: Int
  ) throws(ResultDecodingError) -> Document {
    if let mistake = JSONSyntax.mistake(in: text) {
      throw ResultDecodingError(
        "not valid JSON: \(mistake.message)", line: mistake.line, column: mistake.column)
    }
    let data = Data(text.utf8)
    do {
      let found = try JSONDecoder().decode(Version.self, from: data).schemaVersion
      guard found == version else {
        throw ResultDecodingError(
          "schemaVersion is \(found); this version reads \(version)", isOtherVersion: true)
      }
      return try JSONDecoder().decode(Document.self, from: data)
    } catch let error as ResultDecodingError {
      throw error
    } catch let error as DecodingError {
      throw ResultDecodingError(explanation(of: error))
    } catch {
      throw ResultDecodingError("not a result: \(error)")
    }
  }

  private struct Version: Decodable {
    var schemaVersion: Int
  }

  private static func explanation(of error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      if path.isEmpty { return "the top level" }
      return path.reduce("") { text, key in
        if let index = key.intValue { return "\(text)[\(index)]" }
        return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
      }
    }
    return switch error {
    case .keyNotFound(let key, let context):
      "key `\(key.stringValue)` is missing at \(place(context.codingPath))"
    case .typeMismatch(let type, let context):
      "expected \(type) at \(place(context.codingPath))"
    case .valueNotFound(let type, let context):
      "expected \(type), found null at \(place(context.codingPath))"
    case .dataCorrupted(let context):
      "not valid at \(place(context.codingPath)): \(context.debugDescription)"
    @unknown default: "not a result"
    }
  }
}
