import ResultTypes

/// The result as Markdown: the verdict first, tables below; fits a pull request.
struct MarkdownReport {
  private let result: RunResult
  private let machine: MachineResult?

  init(_ result: RunResult, machine: MachineResult?) {
    self.result = result
    self.machine = machine
  }

  var text: String {
    ([
      title, verdict, objectives, tiers, averages, clients, intervals, funnel, audit, warnings, end,
    ])
    .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// Text that Markdown and HTML leave as it is.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TextStyle.harmless(text).unicodeScalars {
      switch scalar {
      case "<": result.append("&lt;")
      case ">": result.append("&gt;")
      case "&": result.append("&amp;")
      case "\\", "`", "*", "_", "|", "[", "]", "#", "~", "$", "@":
        result.append("\\")
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func table(
    _ head: [String], numbersFrom firstNumber: Int, to lastNumber: Int, _ rows: [[String]]
  ) -> String {
    let rule = head.indices.map { (firstNumber...lastNumber).contains($0) ? "---:" : "---" }
    return ([head, rule] + rows.map { $0.map(escaped) })
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private var title: String {
    "## \(MarkdownReport.escaped(result.scenario.name))\n\n"
      + "\(MarkdownReport.escaped(result.tool.name + " " + result.tool.version)), "
      + "seed \(result.seed), \(NumberText.seconds(result.simulatedSeconds)) simulated, "
      + "statistics \(ReportWords.window(result))."
  }

  private var verdict: String {
    let verdict = Verdict(result)
    let lines = verdict.sentences.map { sentence in
      "- \(mark(sentence.tone)) **\(MarkdownReport.escaped(sentence.topic)):** "
        + MarkdownReport.escaped(sentence.text)
    }
    return "### Verdict\n\n\(mark(verdict.headline.tone)) "
      + "**\(MarkdownReport.escaped(verdict.headline.text))**\n\n" + lines.joined(separator: "\n")
  }

  private func mark(_ tone: Verdict.Tone) -> String {
    switch tone {
    case .good: "✅"
    case .bad: "❌"
    case .warning: "⚠️"
    case .neutral: "ℹ️"
    }
  }

  private var objectives: String {
    guard !result.objectives.isEmpty else { return "⚠️ No objective was checked." }
    return "### Objectives\n\n"
      + MarkdownReport.table(
        ["", "objective", "measured", "limit", "measured / limit"], numbersFrom: 2, to: 4,
        result.objectives.map { objective in
          [
            objective.passed ? "✅ PASS" : "❌ FAIL",
            objective.expression
              + (ReportWords.mark(objective, in: result).map { ", \($0)" } ?? ""),
            ReportWords.value(of: objective),
            ReportWords.quantity(objective.limit, unit: objective.unit),
            ReportWords.margin(of: objective),
          ]
        })
  }

  private var tiers: String {
    guard !result.tiers.isEmpty else { return "" }
    return "### Tiers\n\nServed, rejected and failed are counts over the whole run; rates (best "
      + "\(ReportWords.bestInterval(result))), busy shares, queues and times are those in the "
      + "statistics window.\n\n"
      + MarkdownReport.table(
        [
          "tier", "operation", "nodes", "offered/s peak", "answered/s peak", "served", "rejected",
          "failed", "busy mean / node", "queue max", "wait p99", "sojourn p50", "sojourn p99",
        ], numbersFrom: 2, to: 12,
        result.tiers.map { tier in
          [
            tier.name, tier.operation, NumberText.grouped(tier.nodes),
            NumberText.short(tier.offeredPerSecond.peak),
            NumberText.short(tier.answeredPerSecond.peak), NumberText.grouped(tier.served),
            NumberText.grouped(tier.rejected.total), NumberText.grouped(tier.failed.total),
            NumberText.percent(tier.utilization.mean) + " / "
              + NumberText.percent(tier.utilization.maxNode),
            NumberText.short(tier.queueLength.max),
            NumberText.milliseconds(tier.waitMilliseconds.p99),
            NumberText.milliseconds(tier.sojournMilliseconds.p50),
            NumberText.milliseconds(tier.sojournMilliseconds.p99),
          ]
        })
  }

  private var averages: String {
    let facts = StationFacts(result)
    guard !facts.rows.isEmpty else { return "" }
    let table = MarkdownReport.table(
      ["tier"] + StationFacts.columns, numbersFrom: 1, to: StationFacts.columns.count, facts.rows)
    let list = facts.sentences.map { "- " + MarkdownReport.escaped($0) }
    return "### Averages\n\nOver the statistics window.\n\n" + table
      + (list.isEmpty ? "" : "\n\n" + list.joined(separator: "\n"))
  }

  private var clients: String {
    guard !result.requests.isEmpty else { return "" }
    return "### What the users saw\n\nCounts over the whole run, times in the statistics "
      + "window.\n\n"
      + MarkdownReport.table(
        ["kind", "first tries", "retries", "told yes", "told no", "gave up", "p50", "p99"],
        numbersFrom: 1, to: 7,
        result.requests.inKindOrder.map { kind, request in
          [
            kind, NumberText.grouped(request.firstTries), NumberText.grouped(request.retries),
            NumberText.grouped(request.toldYes), NumberText.grouped(request.toldNo),
            NumberText.grouped(request.gaveUp),
            NumberText.milliseconds(request.latencyMilliseconds.p50),
            NumberText.milliseconds(request.latencyMilliseconds.p99),
          ]
        })
  }

  private var intervals: String {
    guard let intervals = Intervals(result, isComplete: false) else { return "" }
    let table = MarkdownReport.table(
      ["figure"] + intervals.columns, numbersFrom: 1, to: intervals.columns.count, intervals.rows)
    let notes = intervals.notes.map { "- " + MarkdownReport.escaped($0) }
    return "### How sure\n\n95 % intervals from \(intervals.method).\n\n" + table
      + (notes.isEmpty ? "" : "\n\n" + notes.joined(separator: "\n"))
  }

  private var funnel: String {
    guard !result.funnel.isEmpty else { return "" }
    return "### Funnel\n\n"
      + MarkdownReport.table(
        ["layer", "in", "out", "lost, by reason"], numbersFrom: 1, to: 2,
        result.funnel.map { layer in
          [
            layer.layer, NumberText.grouped(layer.in), NumberText.grouped(layer.out),
            layer.lost.total == 0 ? "–" : NumberText.reasons(layer.lost, of: layer.in),
          ]
        })
  }

  private var audit: String {
    let audit = result.audit
    let books = MarkdownReport.table(
      ["packets", "issued", "settled", "refunded", "open", "violations"], numbersFrom: 0, to: 5,
      [
        [
          NumberText.grouped(audit.packets), NumberText.yuan(cents: audit.issuedCents),
          NumberText.yuan(cents: audit.settledCents), NumberText.yuan(cents: audit.refundedCents),
          NumberText.yuan(cents: audit.openCents), NumberText.grouped(audit.violations.count),
        ]
      ])
    let violations = audit.violations.map { "- ❌ " + MarkdownReport.escaped($0) }
    return
      (["### Audit", books] + (violations.isEmpty ? [] : [violations.joined(separator: "\n")]))
      .joined(separator: "\n\n")
  }

  private var warnings: String {
    guard !result.warnings.isEmpty else { return "" }
    return "### Warnings\n\n"
      + result.warnings.map { "- ⚠️ " + MarkdownReport.escaped($0) }.joined(separator: "\n")
  }

  private var end: String {
    (machine.map { "\(ReportWords.speed(result, $0))  \n" } ?? "")
      + "digest `\(result.scenario.digest)`, fingerprint `\(result.fingerprint)`"
  }
}
