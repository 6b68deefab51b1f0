/// Text as scalars of YAML 1.2.
package enum YAMLText {
  /// A double-quoted scalar in one line.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          let long = scalar.value > 0xFFFF
          result += long ? "\\U" : "\\u"
          result += String(repeating: "0", count: (long ? 8 : 4) - digits.utf8.count) + digits
        }
      }
    }
    return result + "\""
  }

  /// A literal block that reads as the text was, with its lines `indent` spaces in, or a quoted
  /// scalar where a block cannot hold it; ends with a newline.
  package static func block(_ text: String, indent: Int) -> String {
    let fits = text.unicodeScalars.allSatisfy { isPrintable($0) || $0 == "\n" || $0 == "\t" }
    guard fits, text.contains(where: { $0 != "\n" }) else { return quoted(text) + "\n" }
    let end = text.hasSuffix("\n\n") ? "+" : text.hasSuffix("\n") ? "" : "-"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = text.hasSuffix("\n") ? lines.dropLast() : lines[...]
    let space = String(repeating: " ", count: indent)
    // The indentation is said, since the first line may begin with spaces.
    return "|2\(end)\n" + body.map { $0.isEmpty ? "\n" : "\(space)\($0)\n" }.joined()
  }

  /// What may stand in a line as it is: no controls, no other line breaks, no byte order mark.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    case 0x10000...0x10FFFF: true
    default: false
    }
  }
}
