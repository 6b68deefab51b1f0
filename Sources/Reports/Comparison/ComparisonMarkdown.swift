import ResultTypes

/// A comparison as Markdown for a pull request: verdicts and what changed above the fold.
struct ComparisonMarkdown {
  private let result: ClusterComparison
  private let words: ComparisonWords

  init(_ result: ClusterComparison) {
    self.result = result
    words = ComparisonWords(result)
  }

  var text: String {
    var parts = [title, verdicts, changes]
    for (place, variant) in words.challengers where variant.outcome != "equal" {
      parts.append(metrics(place, variant))
    }
    parts.append(end)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func escaped(_ text: String) -> String { MarkdownReport.escaped(text) }

  private var title: String {
    let names = result.variants.dropFirst().map(\.name).joined(separator: ", ")
    return "## \(escaped(result.baseline)) against \(escaped(names))"
  }

  private var verdicts: String {
    words.challengers.map { place, variant in
      let sentence = words.sentence(place, variant)
      let mark =
        switch sentence.tone {
        case .good: "✅"
        case .bad: "❌"
        case .warning: "⚠️"
        case .neutral: "➖"
        }
      return "- \(mark) \(escaped(sentence.text))"
    }.joined(separator: "\n")
  }

  private var changes: String {
    guard !result.changes.isEmpty else { return "" }
    return Self.table(
      ["variant", "changed", "from", "to"],
      result.changes.map {
        [$0.variant, $0.path, $0.baseline ?? "(none)", $0.value ?? "(none)"].map(escaped)
      }, numbersFrom: 4)
  }

  private func metrics(_ place: Int, _ variant: VariantResult) -> String {
    let changed = result.metrics.filter {
      ["better", "worse"].contains($0.comparisons[place].verdict)
    }
    let others = result.metrics.filter { metric in
      !changed.contains { $0.name == metric.name }
    }
    var parts = ["### \(escaped(variant.name))"]
    parts.append(
      changed.isEmpty ? "No metric is better or worse." : table(changed, place, variant))
    if !others.isEmpty {
      parts.append(folded("\(others.count) other metrics", table(others, place, variant)))
    }
    if !result.context.isEmpty {
      parts.append(
        folded(
          "\(result.context.count) figures that are neither good nor bad",
          table(result.context, place, variant)))
    }
    return parts.joined(separator: "\n\n")
  }

  private func folded(_ summary: String, _ content: String) -> String {
    "<details><summary>\(summary)</summary>\n\n\(content)\n\n</details>"
  }

  private func table(
    _ metrics: [MetricComparison], _ place: Int, _ variant: VariantResult
  ) -> String {
    Self.table(
      ["metric", escaped(result.baseline), escaped(variant.name), "difference", "verdict"],
      metrics.map { metric in
        [
          FigureText.name(metric.name), words.value(metric, 0), words.value(metric, place + 1),
          words.change(metric, place), words.verdict(metric, place),
        ].map(escaped)
      }, numbersFrom: 1, to: 3)
  }

  private static func table(
    _ head: [String], _ rows: [[String]], numbersFrom first: Int, to last: Int = .max
  ) -> String {
    let rule = head.indices.map { first <= $0 && $0 <= last ? "---:" : "---" }
    return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  private var end: String {
    let warnings = result.warnings.map { "- ⚠️ \(escaped($0))" }
    let seed = result.seed.map { ", seed \($0)" } ?? ""
    return
      (warnings + [
        "<sub>\(escaped(words.method)) Each run is \(NumberText.seconds(result.simulatedSeconds)), "
          + "statistics from \(NumberText.seconds(result.warmupSeconds))\(seed); "
          + "\(escaped(result.tool.name)) \(escaped(result.tool.version)).</sub>"
      ]).joined(separator: "\n")
  }
}
