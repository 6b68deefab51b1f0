/// A JSON object of names with strings and whole numbers, and nothing deeper: the bodies that the
/// twin is asked with, some tens of thousands a second.
struct FlatJSON: Equatable {
  enum Value: Equatable {
    case number(Int64)
    case text(String)
  }

  private(set) var members: [(name: String, value: Value)] = []

  static func == (left: FlatJSON, right: FlatJSON) -> Bool {
    left.members.elementsEqual(right.members) { $0.name == $1.name && $0.value == $1.value }
  }

  /// Reads `body`; an empty one is an object without members. Nil when it is anything else.
  init?(_ body: [UInt8]) {
    var reader = Reader(bytes: body)
    reader.skipSpace()
    if reader.isAtEnd { return }
    guard reader.take("{") else { return nil }
    reader.skipSpace()
    if !reader.take("}") {
      repeat {
        reader.skipSpace()
        guard let name = reader.text() else { return nil }
        reader.skipSpace()
        guard reader.take(":") else { return nil }
        reader.skipSpace()
        guard let value = reader.value() else { return nil }
        members.append((name, value))
        reader.skipSpace()
      } while reader.take(",")
      guard reader.take("}") else { return nil }
    }
    reader.skipSpace()
    if !reader.isAtEnd { return nil }
  }

  /// The value of the last member of that name, as in other readers of JSON.
  subscript(name: String) -> Value? { members.last { $0.name == name }?.value }
}

/// Steps through the bytes of a JSON text.
private struct Reader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func skipSpace() {
    while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func value() -> FlatJSON.Value? {
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "\"") { return text().map { .text($0) } }
    return number().map { .number($0) }
  }

  /// A whole number without a fraction or an exponent.
  private mutating func number() -> Int64? {
    let start = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let digits = position
    while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
    if position == digits || (bytes[digits] == 48 && position > digits + 1) { return nil }
    return Int64(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  /// A string with its simple escapes, and those of four digits outside surrogates.
  mutating func text() -> String? {
    guard take("\"") else { return nil }
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let piece = escape() else { return nil }
        result += piece
      case 0..<32: return nil
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> [UInt8]? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return [byte]
    case "n": return [10]
    case "t": return [9]
    case "r": return [13]
    case "b": return [8]
    case "f": return [12]
    case "u":
      guard position + 4 <= bytes.count,
        bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-"),
        let code = UInt32(
          String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return nil }
      position += 4
      return Array(String(scalar).utf8)
    default: return nil
    }
  }
}
