import Foundation

/// One published or computed value that the model must meet.
struct OracleRow {
  var name: String
  var model: String
  var metric: String
  var expected: Double
  /// How the value was found: exact, numeric, a bound, …
  var kind: String
  /// `scenario` or `unit`.
  var how: String
  /// A file in `topologies/theory`, without its ending.
  var scenario: String
  /// What to read from a result, in the names of metrics.
  var figure: String
  /// How it is compared: `Comparison`.
  var mode: String
  /// Largest half-width, or distance, by the value; nil: 1 %.
  var tolerance: Double?
  var note: String

  /// All of them, in the order of the file.
  static func all() throws -> [OracleRow] {
    let file = Self.folder.appendingPathComponent("Data/oracles.csv")
    let lines = CSVLines.parse(try String(contentsOf: file, encoding: .utf8))
    return try lines.dropFirst().map { cells in
      guard cells.count == 11, let expected = Double(cells[3]) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      return OracleRow(
        name: cells[0], model: cells[1], metric: cells[2], expected: expected, kind: cells[4],
        how: cells[5], scenario: cells[6], figure: cells[7], mode: cells[8],
        tolerance: Double(cells[9]), note: cells[10])
    }
  }

  /// The folder of these tests.
  static var folder: URL { URL(fileURLWithPath: #filePath).deletingLastPathComponent() }
  /// The top of the repository.
  static var root: URL { folder.deletingLastPathComponent().deletingLastPathComponent() }
}

/// Comma-separated values with quotes (RFC 4180).
enum CSVLines {
  static func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var previous: Character = "\n"
    for character in text {
      if isQuoted {
        if character == "\"" { isQuoted = false } else { cell.append(character) }
      } else if character == "\"" {
        // A doubled quote inside quotes stands for itself.
        if previous == "\"" { cell.append("\"") }
        isQuoted = true
      } else if character == "," {
        row.append(cell)
        cell = ""
      } else if character == "\n" || character == "\r\n" {
        rows.append(row + [cell])
        (row, cell) = ([], "")
      } else {
        cell.append(character)
      }
      previous = character
    }
    return rows
  }

  /// A cell, quoted if it must be.
  static func cell(_ text: String) -> String {
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
