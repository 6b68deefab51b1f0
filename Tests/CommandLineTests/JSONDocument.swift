import Foundation
import Testing

/// JSON of any shape, for looking into what the tool prints.
struct JSONDocument {
  private let value: Any

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  private init(value: Any) { self.value = value }

  /// The value under a key of an object.
  subscript(_ key: String) -> JSONDocument? {
    (value as? [String: Any])?[key].map(JSONDocument.init(value:))
  }

  /// The elements of an array; empty for everything else.
  var elements: [JSONDocument] { (value as? [Any] ?? []).map(JSONDocument.init(value:)) }

  /// The keys of an object, sorted; empty for everything else.
  var keys: [String] { (value as? [String: Any] ?? [:]).keys.sorted() }

  var string: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var bool: Bool? { value as? Bool }

  /// The sum of the numbers under all keys of an object.
  var sum: Double { keys.compactMap { self[$0]?.number }.reduce(0, +) }
}
