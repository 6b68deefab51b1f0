import Foundation
import ResultTypes

/// Why a text is no result.
public struct ResultDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with the place in the text as a path of keys.
  public var description: String

  public init(_ description: String) { self.description = description }
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
    let data = Data(text.utf8)
    do {
      let version = try JSONDecoder().decode(Version.self, from: data).schemaVersion
      guard version == schemaVersion else {
        throw ResultDecodingError(
          "schemaVersion is \(version); this version reads \(schemaVersion)")
      }
      return try JSONDecoder().decode(RunResult.self, from: data)
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
      path.isEmpty ? "the top level" : path.map(\.stringValue).joined(separator: ".")
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
