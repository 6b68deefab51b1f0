import ResultTypes

/// A study for a pull request: the answer, and the tables that it rests on.
struct CapacityMarkdown {
  let text: String

  init(_ result: CapacityResult) {
    let words = CapacityWords(result)
    var lines = ["## Capacity of \(Self.escaped(result.scenario.name))", ""]
    lines += words.answer.map { "- **\($0.topic):** \(Self.escaped($0.text))" }
    lines.append("")
    lines += words.findings.map { "- \($0.topic): \(Self.escaped($0.text))" }
    for table in CapacityTables(result).all where !table.rows.isEmpty {
      lines += ["", "### \(table.title)", ""]
      lines.append("| " + table.columns.map(\.0).joined(separator: " | ") + " |")
      lines.append("|" + table.columns.map { $0.1 ? "---:|" : "---|" }.joined())
      lines += table.rows.map { row in
        "| " + row.map(Self.escaped).joined(separator: " | ") + " |"
      }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// Words of users cannot become markup.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>|#".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }
}
