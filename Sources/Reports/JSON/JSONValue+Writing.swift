extension JSONValue {
  /// Two spaces a level, arrays of plain values on one line, one trailing newline.
  var prettyText: String {
    var text = ""
    write(to: &text, indentation: 0)
    text.append("\n")
    return text
  }

  /// Without any white space.
  var compactText: String {
    var text = ""
    write(to: &text, indentation: nil)
    return text
  }

  private var isScalar: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array, .object: false
    }
  }

  private func write(to text: inout String, indentation: Int?) {
    switch self {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .number(let digits): text.append(digits)
    case .string(let value): JSONValue.write(value, to: &text)
    case .array(let elements): JSONValue.write(elements, to: &text, indentation: indentation)
    case .object(let members): JSONValue.write(members, to: &text, indentation: indentation)
    }
  }

  private static func write(_ elements: [JSONValue], to text: inout String, indentation: Int?) {
    let inner = elements.allSatisfy(\.isScalar) ? nil : indentation.map { $0 + 1 }
    text.append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(indentation != nil && inner == nil ? ", " : ",") }
      breakLine(in: &text, indentation: inner)
      element.write(to: &text, indentation: inner)
    }
    if inner != nil { breakLine(in: &text, indentation: indentation) }
    text.append("]")
  }

  private static func write(_ members: [Member], to text: inout String, indentation: Int?) {
    let inner = members.isEmpty ? nil : indentation.map { $0 + 1 }
    text.append("{")
    for (index, member) in members.enumerated() {
      if index > 0 { text.append(",") }
      breakLine(in: &text, indentation: inner)
      write(member.key, to: &text)
      text.append(inner == nil ? ":" : ": ")
      member.value.write(to: &text, indentation: inner)
    }
    if inner != nil { breakLine(in: &text, indentation: indentation) }
    text.append("}")
  }

  private static func breakLine(in text: inout String, indentation: Int?) {
    guard let indentation else { return }
    text.append("\n")
    text.append(String(repeating: "  ", count: indentation))
  }

  private static func write(_ string: String, to text: inout String) {
    text.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text.append("\\\"")
      case "\\": text.append("\\\\")
      case "\n": text.append("\\n")
      case "\r": text.append("\\r")
      case "\t": text.append("\\t")
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.append("\"")
  }
}
