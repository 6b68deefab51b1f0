import ResultTypes

/// The result for a terminal of 100 columns: the verdict first.
struct TextReport {
  private let result: RunResult
  private let machine: MachineResult?
  private let files: [String]
  private var lines: [(text: String, role: TextStyle.Role)] = []

  private static let width = 100
  private static let indentation = "  "

  init(_ result: RunResult, machine: MachineResult?, files: [String]) {
    self.result = result
    self.machine = machine
    self.files = files
    appendTitle()
    appendVerdict()
    appendObjectives()
    appendTiers()
    appendAverages()
    appendClients()
    appendIntervals()
    appendFunnel()
    appendAudit()
    appendWarnings()
    appendEnd()
  }

  /// Verdict and objectives alone.
  init(brief result: RunResult) {
    self.result = result
    machine = nil
    files = []
    appendVerdict()
    appendObjectives()
    // Every part begins with an empty line, which the first one does not need.
    lines.removeFirst()
  }

  /// The report, one trailing newline.
  func text(style: TextStyle) -> String { style.text(of: lines) }

  private mutating func append(_ text: String, _ role: TextStyle.Role = .plain) {
    lines.append((text, role))
  }

  private mutating func appendHeading(_ title: String) {
    append("")
    append(title, .title)
  }

  /// Words in lines that fit, the second and further ones indented below the first one's words.
  private mutating func append(
    marker: String, _ text: String, _ role: TextStyle.Role = .plain, hanging: Int? = nil
  ) {
    let head = TextReport.indentation + marker
    let hanging = hanging ?? DisplayWidth.cells(of: head)
    let room = TextReport.width - max(hanging, DisplayWidth.cells(of: head))
    for (index, line) in DisplayWidth.wrapped(text, to: room).enumerated() {
      append(index == 0 ? head + line : String(repeating: " ", count: hanging) + line, role)
    }
  }

  private mutating func append(_ table: TextTable) {
    for (index, line) in table.lines.enumerated() {
      append(TextReport.indentation + line, index == 0 ? .faint : .plain)
    }
  }

  private mutating func appendTitle() {
    append(DisplayWidth.clipped(result.scenario.name, to: TextReport.width), .title)
    append(
      "\(result.tool.name) \(result.tool.version) · seed \(result.seed) · "
        + "\(NumberText.seconds(result.simulatedSeconds)) simulated, "
        + "statistics \(ReportWords.window(result)) · digest \(result.scenario.digest.prefix(12))",
      .faint)
  }

  private mutating func appendVerdict() {
    let verdict = Verdict(result)
    appendHeading("VERDICT")
    append(marker: mark(verdict.headline.tone), verdict.headline.text, role(verdict.headline.tone))
    for sentence in verdict.sentences {
      append(
        marker: mark(sentence.tone), "\(sentence.topic): \(sentence.text)",
        sentence.tone == .bad ? .bad : .plain)
    }
  }

  private func mark(_ tone: Verdict.Tone) -> String {
    switch tone {
    case .good: "✓ "
    case .bad: "✗ "
    case .warning: "! "
    case .neutral: "· "
    }
  }

  private func role(_ tone: Verdict.Tone) -> TextStyle.Role {
    switch tone {
    case .good: .good
    case .bad: .bad
    case .warning: .warning
    case .neutral: .plain
    }
  }

  private mutating func appendObjectives() {
    appendHeading("OBJECTIVES")
    if result.objectives.isEmpty {
      append(TextReport.indentation + "! no objective was checked", .warning)
      return
    }
    for objective in result.objectives {
      let words = DisplayWidth.padded(
        DisplayWidth.clipped(objective.expression, to: 48), to: 48)
      let value = DisplayWidth.padded(ReportWords.value(of: objective), to: 14, right: true)
      append(
        TextReport.indentation + (objective.passed ? "✓ PASS  " : "✗ FAIL  ") + words + value
          + "  " + ReportWords.margin(of: objective),
        objective.passed ? .good : .bad)
      if let mark = ReportWords.mark(objective, in: result) {
        append(TextReport.indentation + "        " + mark, .bad)
      }
    }
  }

  private mutating func appendTiers() {
    appendHeading(
      "TIERS  (rates: best \(ReportWords.bestInterval(result)); busy: mean/busiest node; "
        + "queue: longest; "
        + "stay: arrival to leaving)"
    )
    append(
      TextReport.indentation
        + "served, rejected, failed: over the whole run; all others: in the statistics window",
      .faint)
    var table = TextTable([
      .words("tier", maximum: 12), .number("offered/s"), .number("answers/s"), .number("served"),
      .number("rejected"), .number("failed"), .number("busy %"), .number("queue"),
      .number("wait p99"), .number("stay p50/p99"),
    ])
    for tier in result.tiers {
      table.append([
        tier.name, NumberText.short(tier.offeredPerSecond.peak),
        NumberText.short(tier.answeredPerSecond.peak), NumberText.short(tier.served),
        NumberText.short(tier.rejected.total), NumberText.short(tier.failed.total),
        "\(whole(tier.utilization.mean))/\(whole(tier.utilization.maxNode))",
        NumberText.short(tier.queueLength.max),
        dense(tier.waitMilliseconds.p99),
        dense(tier.sojournMilliseconds.p50) + "/" + dense(tier.sojournMilliseconds.p99),
      ])
    }
    append(table)
  }

  private mutating func appendAverages() {
    let facts = StationFacts(result)
    guard !facts.rows.isEmpty else { return }
    appendHeading("AVERAGES  (statistics window; had to wait: found no server free)")
    var table = TextTable(
      [.words("tier", maximum: 12)] + StationFacts.columns.map { .number($0) })
    for row in facts.rows { table.append(row) }
    append(table)
    for sentence in facts.sentences.prefix(Self.mostFacts) { append(marker: "· ", sentence) }
    if facts.sentences.count > Self.mostFacts {
      append(marker: "· ", "and \(facts.sentences.count - Self.mostFacts) more in the report")
    }
  }

  /// Sentences on single features; a scenario may have a thousand probes.
  private static let mostFacts = 20

  /// A time without the space before its unit.
  private func dense(_ milliseconds: Double?) -> String {
    String(NumberText.milliseconds(milliseconds).filter { $0 != " " })
  }

  /// Whole per cents without the unit, rounded down above 99 so that only all is 100.
  private func whole(_ fraction: Double) -> String {
    let percent = fraction * 100
    return NumberText.fixed(percent > 99 ? percent.rounded(.down) : percent, decimals: 0)
  }

  private mutating func appendClients() {
    guard !result.requests.isEmpty else { return }
    appendHeading("WHAT THE USERS SAW  (counts: over the whole run; times: statistics window)")
    var table = TextTable([
      .words("kind"), .number("first tries"), .number("retries"), .number("told yes"),
      .number("told no"), .number("gave up"), .number("saw error"), .number("p50"),
      .number("p99"), .number("p99.9"),
    ])
    for (kind, request) in result.requests.inKindOrder {
      let latency = request.latencyMilliseconds
      table.append([
        kind, NumberText.short(request.firstTries), NumberText.short(request.retries),
        NumberText.short(request.toldYes), NumberText.short(request.toldNo),
        NumberText.short(request.gaveUp), NumberText.short(request.usersWhoSawAnError),
        NumberText.milliseconds(latency.p50), NumberText.milliseconds(latency.p99),
        NumberText.milliseconds(latency.p999),
      ])
    }
    append(table)
  }

  private mutating func appendIntervals() {
    guard let intervals = Intervals(result, isComplete: false) else { return }
    appendHeading("HOW SURE  (95 % intervals from \(intervals.method))")
    if !intervals.rows.isEmpty {
      var table = TextTable(
        [.words("figure", maximum: 46), .number("estimate")]
          + [.words("95 % interval")] + intervals.columns.dropFirst(2).map { .number($0) })
      for row in intervals.rows { table.append(row) }
      append(table)
    }
    for note in intervals.notes { append(marker: "· ", note) }
  }

  private mutating func appendFunnel() {
    guard !result.funnel.isEmpty else { return }
    appendHeading("FUNNEL")
    var table = TextTable([
      .words("layer", maximum: 28), .number("in"), .number("out"), .words("lost, by reason"),
    ])
    for layer in result.funnel {
      table.append([
        layer.layer, NumberText.short(layer.in), NumberText.short(layer.out), "",
      ])
    }
    let lines = table.lines
    append(TextReport.indentation + (lines.first ?? ""), .faint)
    let column = (lines.map { DisplayWidth.cells(of: $0) }.max() ?? 0) - 15
    for (line, layer) in zip(lines.dropFirst(), result.funnel) {
      let reasons = NumberText.reasons(layer.lost, of: layer.in)
      append(
        marker: DisplayWidth.padded(line, to: column), reasons.isEmpty ? "–" : reasons,
        hanging: column + 2)
    }
  }

  private mutating func appendAudit() {
    let audit = result.audit
    appendHeading("AUDIT")
    append(
      marker: "",
      "\(NumberText.grouped(audit.packets)) packets, "
        + "\(NumberText.grouped(audit.settlements)) settlements"
        + "\(ReportWords.repeats(result)): issued "
        + "\(NumberText.yuan(cents: audit.issuedCents)) = settled "
        + "\(NumberText.yuan(cents: audit.settledCents)) + refunded "
        + "\(NumberText.yuan(cents: audit.refundedCents)) + open "
        + NumberText.yuan(cents: audit.openCents))
    if audit.violations.isEmpty {
      append(TextReport.indentation + "✓ PASS  0 violations", .good)
    }
    for violation in audit.violations { append(marker: "✗ FAIL  ", violation, .bad) }
  }

  private mutating func appendWarnings() {
    guard !result.warnings.isEmpty else { return }
    appendHeading("WARNINGS")
    for warning in result.warnings { append(marker: "! ", warning, .warning) }
  }

  private mutating func appendEnd() {
    append("")
    if let machine { append(marker: "", ReportWords.speed(result, machine), .faint) }
    append(TextReport.indentation + "fingerprint \(result.fingerprint)", .faint)
    for file in files { append(TextReport.indentation + file, .plain) }
  }
}
