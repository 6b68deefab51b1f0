import ResultTypes

/// A comparison for a terminal of 100 columns: verdicts first.
struct ComparisonText {
  private let result: ClusterComparison
  private let words: ComparisonWords
  private var lines: [(text: String, role: TextStyle.Role)] = []

  private static let width = 100

  init(_ result: ClusterComparison) {
    self.result = result
    words = ComparisonWords(result)
    appendTitle()
    appendVerdicts()
    for (place, variant) in words.challengers where variant.outcome != "equal" {
      appendMetrics(place, variant)
    }
    appendEnd()
  }

  /// The text, one trailing newline.
  func text(style: TextStyle) -> String { style.text(of: lines) }

  private mutating func append(_ text: String, _ role: TextStyle.Role = .plain) {
    lines.append((text, role))
  }

  /// Words in lines that fit, all but the first indented.
  private mutating func append(
    _ head: String, wrapped text: String, _ role: TextStyle.Role = .plain
  ) {
    let indentation = DisplayWidth.cells(of: head)
    for (index, line) in DisplayWidth.wrapped(text, to: Self.width - indentation).enumerated() {
      append((index == 0 ? head : String(repeating: " ", count: indentation)) + line, role)
    }
  }

  private mutating func appendTitle() {
    let names = result.variants.dropFirst().map(\.name).joined(separator: ", ")
    append(
      DisplayWidth.clipped("\(result.baseline) against \(names)", to: Self.width), .title)
    let seed = result.seed.map { "seed \($0) · " } ?? ""
    append(
      "\(result.tool.name) \(result.tool.version) · \(seed)\(result.replications) replications of "
        + "\(NumberText.seconds(result.simulatedSeconds)), statistics from "
        + NumberText.seconds(result.warmupSeconds), .faint)
  }

  private mutating func appendVerdicts() {
    append("")
    append("VERDICT", .title)
    for (place, variant) in words.challengers {
      let sentence = words.sentence(place, variant)
      let (mark, role) = Self.mark(sentence.tone)
      append("  \(mark) ", wrapped: sentence.text, role)
      for change in words.changes(of: variant).prefix(12) {
        append("      ", wrapped: "\(change.path): \(ComparisonWords.change(change))", .faint)
      }
      let more = words.changes(of: variant).count - 12
      if more > 0 { append("      and \(more) more values", .faint) }
    }
  }

  private static func mark(_ tone: Verdict.Tone) -> (String, TextStyle.Role) {
    switch tone {
    case .good: ("✓", .good)
    case .bad: ("✗", .bad)
    case .warning: ("!", .warning)
    case .neutral: ("·", .plain)
    }
  }

  private mutating func appendMetrics(_ place: Int, _ variant: VariantResult) {
    append("")
    append(
      DisplayWidth.clipped(
        "METRICS, \(result.baseline) → \(variant.name)", to: Self.width), .title)
    appendTable(result.metrics, place, variant)
    guard !result.context.isEmpty else { return }
    append("")
    append("  Neither good nor bad in itself", .faint)
    appendTable(result.context, place, variant)
  }

  private mutating func appendTable(
    _ all: [MetricComparison], _ place: Int, _ variant: VariantResult
  ) {
    let metrics = all.filter { !words.isSame($0, place) }
    var table = TextTable([
      .words("metric", maximum: 35), .number(DisplayWidth.clipped(result.baseline, to: 12)),
      .number(DisplayWidth.clipped(variant.name, to: 12)),
      TextTable.Column(title: "difference", alignsRight: true, maximumWidth: 24),
      .words("verdict", maximum: 15),
    ])
    for metric in metrics {
      table.append([
        FigureText.name(metric.name), words.value(metric, 0), words.value(metric, place + 1),
        words.change(metric, place), words.verdict(metric, place),
      ])
    }
    for (index, line) in (metrics.isEmpty ? [] : table.lines).enumerated() {
      guard index > 0 else {
        append("  " + line, .faint)
        continue
      }
      let verdict = metrics[index - 1].comparisons[place].verdict
      append("  " + line, verdict == "worse" ? .bad : verdict == "better" ? .good : .plain)
    }
    if metrics.count < all.count {
      let more = metrics.isEmpty ? "all \(all.count)" : "\(all.count - metrics.count) more"
      append("  = \(more) are the same in every replication", .faint)
    }
  }

  private mutating func appendEnd() {
    append("")
    append("  ", wrapped: words.method, .faint)
    if let precision = result.precision, !precision.isReached {
      append(
        "  ! ",
        wrapped: "the precision of \(NumberText.percent(precision.target)) was not reached: "
          + (precision.notReached.isEmpty
            ? "it held at one checkpoint only" : precision.notReached.joined(separator: ", ")),
        .warning)
    }
    for warning in result.warnings { append("  ! ", wrapped: warning, .warning) }
  }
}
