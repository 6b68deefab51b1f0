/// A JSON value whose members keep their order, so that the schema is the same text every time.
indirect enum SchemaValue: Sendable {
  case object([(String, SchemaValue)])
  case array([SchemaValue])
  case string(String)
  case integer(UInt64)
  case boolean(Bool)

  /// A list of strings.
  static func strings(_ texts: [String]) -> SchemaValue { .array(texts.map { .string($0) }) }

  /// `{"required": [...]}`.
  static func required(_ names: [String]) -> SchemaValue {
    .object([("required", .strings(names))])
  }

  /// `{"anyOf": [...]}`, or the only choice.
  static func anyOf(_ choices: [SchemaValue]) -> SchemaValue {
    if choices.count == 1, let only = choices.first { return only }
    return .object([("anyOf", .array(choices))])
  }

  /// True for an object or array with nothing inside.
  var isEmpty: Bool {
    switch self {
    case .object(let members): members.isEmpty
    case .array(let values): values.isEmpty
    case .string, .integer, .boolean: false
    }
  }

  /// The value as JSON text with two spaces for each level; short lists stay in one line.
  func text(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .string(let text): return Self.quoted(text)
    case .integer(let number): return String(number)
    case .boolean(let flag): return flag ? "true" : "false"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map { name, value in
        "\(inner)\(Self.quoted(name)): \(value.text(indentation: inner))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    case .array(let values):
      guard !values.isEmpty else { return "[]" }
      let isFlat = values.allSatisfy { value in
        switch value {
        case .string, .integer, .boolean: true
        case .object, .array: false
        }
      }
      let texts = values.map { $0.text(indentation: inner) }
      if isFlat { return "[" + texts.joined(separator: ", ") + "]" }
      return "[\n" + texts.map { inner + $0 }.joined(separator: ",\n") + "\n\(indentation)]"
    }
  }

  /// The text in quotation marks, in ASCII.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
