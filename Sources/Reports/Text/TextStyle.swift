/// What a terminal may be sent.
struct TextStyle {
  var color: Bool
  var ascii: Bool

  /// The meaning of a piece of text, and its SGR codes.
  enum Role: String {
    case title = "1"
    case good = "32"
    case bad = "1;31"
    case warning = "33"
    case faint = "2"
    case plain = ""
  }

  /// The text in the colour of its role.
  func paint(_ text: String, _ role: Role) -> String {
    guard color, role != .plain else { return text }
    return "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m"
  }

  /// The text with characters outside ASCII replaced, cell by cell, when they are not wanted.
  func plain(_ text: String) -> String {
    guard ascii else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let replacement = TextStyle.replacements[scalar] {
        result.append(replacement)
      } else {
        result.append(String(repeating: "?", count: DisplayWidth.cells(of: scalar)))
      }
    }
    return result
  }

  /// Text of a user without control characters: no name can move the cursor or change a colour.
  static func harmless(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        result.append(" ")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Lines as they are sent, one trailing newline each.
  func text(of lines: [(text: String, role: Role)]) -> String {
    lines.map { paint(plain(TextStyle.harmless($0.text)), $0.role) + "\n" }.joined()
  }

  private static let replacements: [Unicode.Scalar: String] = [
    "µ": "u", "×": "x", "–": "-", "—": "-", "·": "-", "…": "~", "→": ">", "✓": "+", "✗": "x",
    "≤": "<", "±": "~", "│": "|", "─": "-", "•": "*", "“": "\"", "”": "\"", "‘": "'", "’": "'",
  ]
}
