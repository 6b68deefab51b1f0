import ResultTypes

/// A sweep as a table for a terminal or a pull request.
struct SweepText {
  private let result: SweepResult

  /// More do not fit beside the settings.
  private static let mostMetrics = 4

  init(_ result: SweepResult) { self.result = result }

  /// The figures that have a column: objectives first, then what clients see, since they come
  /// first.
  private var shown: [Int] {
    let names = result.points.first?.metrics.map(\.name) ?? []
    let wanted = names.indices.filter { index in
      names[index].hasPrefix("objectives.") || names[index].hasSuffix(".latency_ms.p99")
        || names[index].hasSuffix(".rejected_share")
    }
    let chosen = wanted.isEmpty || names.count <= Self.mostMetrics ? Array(names.indices) : wanted
    return Array(chosen.prefix(Self.mostMetrics))
  }

  private var title: String {
    "\(result.scenario.name): \(result.points.count) points "
      + "(\(result.design)), \(NumberText.plural(result.replications, "replication")) each"
  }

  private func cells(_ point: SweepPoint) -> [String] {
    [String(point.number)] + point.settings
      + shown.map { index in
        let metric = point.metrics[index]
        let value = FigureText.value(metric.value, unit: metric.unit, name: metric.name)
        guard let low = metric.low, let high = metric.high, high > low else { return value }
        return value + " ± "
          + FigureText.value((high - low) / 2, unit: metric.unit, name: metric.name)
      }
  }

  private var metricNames: [String] {
    let names = result.points.first?.metrics.map(\.name) ?? []
    return shown.map { names[$0] }
  }

  /// The text, one trailing newline.
  func text(style: TextStyle) -> String {
    var lines: [(text: String, role: TextStyle.Role)] = [(title, .title)]
    for (index, name) in metricNames.enumerated() {
      lines.append(("  (\(index + 1)) \(name)", .faint))
    }
    var table = TextTable(
      [.number("point")] + result.parameters.map { .number(Self.short($0.path)) }
        + metricNames.indices.map { .number("(\($0 + 1))") })
    for point in result.points { table.append(cells(point)) }
    lines.append(("", .plain))
    for (index, line) in table.lines.enumerated() {
      lines.append(("  " + line, index == 0 ? .faint : .plain))
    }
    for warning in result.warnings { lines.append(("  ! " + warning, .warning)) }
    return style.text(of: lines)
  }

  /// The last words of a path that is too long for a column.
  private static func short(_ path: String) -> String {
    guard DisplayWidth.cells(of: path) > 20 else { return path }
    return path.split(separator: ".").suffix(2).joined(separator: ".")
  }

  var markdown: String {
    let head =
      ["point"] + result.parameters.map { MarkdownReport.escaped($0.path) }
      + metricNames.map { MarkdownReport.escaped($0) }
    let rows = result.points.map { cells($0).map { MarkdownReport.escaped($0) } }
    let table = ([head, head.map { _ in "---:" }] + rows)
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    let warnings = result.warnings.map { "\n- ⚠️ \(MarkdownReport.escaped($0))" }.joined()
    return "## \(MarkdownReport.escaped(title))\n\n\(table)\n\(warnings)"
  }
}
