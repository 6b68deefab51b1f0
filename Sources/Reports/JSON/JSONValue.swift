/// A JSON text as a tree; members keep their order.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  /// The digits as they are written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  struct Member: Equatable {
    var key: String
    var value: JSONValue
  }

  /// The shortest text that reads back as the same number; null when the value is not finite.
  ///
  /// Whole numbers are written without a fraction (`760000`, not `760000.0`).
  static func double(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    if value == 0 { return .number("0") }
    let text = value.description
    return .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  /// The value of a member, or nil when this is no object or has no such key.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The same object with one more member at its end.
  func appending(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(key: key, value: value)])
  }
}
