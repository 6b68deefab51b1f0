import ResultTypes

/// A study for a terminal: the answer first.
struct CapacityText {
  private var lines: [(text: String, role: TextStyle.Role)] = []
  private static let width = 100

  init(_ result: CapacityResult) {
    let words = CapacityWords(result)
    let method = result.method
    append(DisplayWidth.clipped(result.scenario.name, to: Self.width), .title)
    append(
      "\(result.tool.name) \(result.tool.version) · seed \(result.seed) · "
        + "\(NumberText.grouped(result.points)) points of "
        + "\(NumberText.seconds(method.windowSeconds)) after "
        + "\(NumberText.seconds(method.warmupSeconds)) · digest "
        + "\(result.scenario.digest.prefix(12))", .faint)
    heading("ANSWER")
    for sentence in words.answer { append(sentence) }
    heading("FINDINGS")
    for sentence in words.findings { append(sentence) }
    for table in CapacityTables(result).all where !table.rows.isEmpty { append(table) }
    guard !result.notes.isEmpty else { return }
    heading("NOTES")
    for note in result.notes { append(marker: "· ", note) }
  }

  /// The report, one trailing newline.
  func text(style: TextStyle) -> String { style.text(of: lines) }

  private mutating func append(_ text: String, _ role: TextStyle.Role = .plain) {
    lines.append((text, role))
  }

  private mutating func heading(_ title: String) {
    append("")
    append(title, .title)
  }

  private mutating func append(_ sentence: Verdict.Sentence) {
    let (mark, role): (String, TextStyle.Role) =
      switch sentence.tone {
      case .good: ("✓ ", .good)
      case .bad: ("✗ ", .bad)
      case .warning: ("! ", .warning)
      case .neutral: ("· ", .plain)
      }
    append(marker: mark, "\(sentence.topic): \(sentence.text)", role)
  }

  private mutating func append(
    marker: String, _ text: String, _ role: TextStyle.Role = .plain
  ) {
    for (index, line) in DisplayWidth.wrapped(text, to: Self.width - 4).enumerated() {
      append((index == 0 ? "  " + marker : "    ") + line, role)
    }
  }

  private mutating func append(_ table: CapacityTables.Table) {
    heading(table.title.uppercased())
    var text = TextTable(
      table.columns.map { $0.1 ? .number($0.0) : .words($0.0, maximum: 60) })
    for row in table.rows { text.append(row) }
    for (index, line) in text.lines.enumerated() {
      append(
        "  " + DisplayWidth.clipped(line, to: Self.width - 2), index == 0 ? .faint : .plain)
    }
  }
}
