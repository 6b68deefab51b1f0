/// Comma-separated values with the quoting of RFC 4180; lines end in a line feed, as the tools of
/// a Unix shell expect it (CSV readers take both).
package struct CSVTable {
  private(set) var text = ""

  /// Starts with the header.
  init(columns: [String]) { append(columns) }

  /// Adds a row.
  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(",") }
      text.append(CSVTable.quoted(field))
    }
    text.append("\n")
  }

  /// The field in quotes when it holds a comma, a quote or a line break.
  ///
  /// A field that a spreadsheet would run as a formula is not changed: the file is data, and every
  /// reader that matters here takes it as such.
  package static func quoted(_ field: String) -> String {
    let special = field.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
    }
    guard special else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// The shortest text that reads back as the same number; empty when there is none.
  static func number(_ value: Double?) -> String {
    guard let value, case .number(let digits) = JSONValue.double(value) else { return "" }
    return digits
  }
}
