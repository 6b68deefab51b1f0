import Foundation

/// The table of docs/ARCHITECTURE.md, section 1.
struct ModuleTable {
  enum Kind: String {
    case leaf, noun, doer, study, edge
  }

  struct Row {
    var module: String
    var kind: Kind
    var mayImport: Set<String>
  }

  let rows: [Row]

  /// Reads the table, or answers no rows when its heading is gone.
  init() throws {
    let lines = try Repository.text("docs/ARCHITECTURE.md").split(separator: "\n")
    let heading = "| module | kind | one line | may import |"
    guard let start = lines.firstIndex(where: { $0 == heading }) else {
      rows = []
      return
    }
    rows = lines[start...].dropFirst(2).prefix { $0.hasPrefix("|") }.compactMap(Self.row)
  }

  /// The row of a module.
  func row(_ module: String) -> Row? { rows.first { $0.module == module } }

  /// Names of all modules.
  var modules: Set<String> { Set(rows.map(\.module)) }

  private static func row(_ line: Substring) -> Row? {
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count == 4, let kind = Kind(rawValue: cells[1]) else { return nil }
    let names = cells[3] == "-" ? [] : cells[3].components(separatedBy: ", ")
    return Row(
      module: cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), kind: kind,
      mayImport: Set(names))
  }
}
