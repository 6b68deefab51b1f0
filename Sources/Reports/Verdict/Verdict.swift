import ResultTypes

/// What a run says, in sentences; the same ones in text, Markdown and HTML.
///
/// Each sentence carries the numbers it rests on, and none says more than the result does: which
/// layer limits, what was rejected and lost where and why, whether the objectives were met, the
/// books balance, and what the users were told.
package struct Verdict {
  /// How a sentence is meant.
  package enum Tone: Hashable {
    case good, bad, warning, neutral
  }

  /// One finding.
  package struct Sentence: Hashable {
    /// A word or two on what it is about.
    package var topic: String
    package var text: String
    package var tone: Tone
  }

  /// The one line to read when only one is read.
  package var headline: Sentence
  /// The findings, most important first.
  package var sentences: [Sentence]

  package init(_ result: RunResult) {
    let layers = LayerFindings(result)
    let faults = FaultFindings(result)
    var sentences = [Verdict.objectives(result)] + Verdict.earlyEnd(result) + [layers.limit]
    sentences += layers.wastedWork
    sentences += faults.sentences
    sentences += layers.answers
    sentences += Verdict.users(result)
    sentences += Verdict.overAdmission(result)
    sentences.append(Verdict.books(result))
    self.sentences = sentences
    headline = Verdict.headline(result, layers, faults)
  }

  private static func headline(
    _ result: RunResult, _ layers: LayerFindings, _ faults: FaultFindings
  ) -> Sentence {
    let violations = result.audit.violations.count
    if violations > 0 {
      return Sentence(
        topic: "Verdict",
        text: "The books do not balance (\(NumberText.plural(violations, "violation"))): "
          + "this run is in error and its figures prove nothing.",
        tone: .bad)
    }
    let total = result.objectives.count
    let missed = result.objectives.filter { !$0.passed }.count
    var judged: (String, Tone)
    if total == 0 {
      judged = ("No objective was checked (0 in the scenario)", .warning)
    } else if missed == 0 {
      judged = (total == 1 ? "The 1 objective is met" : "All \(total) objectives are met", .good)
    } else {
      judged = ("\(missed) of \(NumberText.plural(total, "objective")) missed", .bad)
    }
    if let partial = result.partial {
      // Not good, whatever was met so far.
      judged.0 = "Partial (\(ReportWords.reached(partial))): \(judged.0)"
      if judged.1 == .good { judged.1 = .warning }
    }
    if let early = result.endedEarly {
      judged = ("Ended early (\(ReportWords.ended(early))): \(judged.0)", .bad)
    }
    guard let losses = faults.summary else {
      return Sentence(topic: "Verdict", text: "\(judged.0); \(layers.summary).", tone: judged.1)
    }
    return Sentence(
      topic: "Verdict", text: "\(judged.0); \(losses); \(layers.summary).",
      tone: judged.1 == .good ? .warning : judged.1)
  }

  private static func objectives(_ result: RunResult) -> Sentence {
    let total = result.objectives.count
    let missed = result.objectives.filter { !$0.passed }
    if total == 0 {
      return Sentence(
        topic: "Objectives",
        text: "No objective was checked: the scenario names 0, so nothing here says good or bad.",
        tone: .warning)
    }
    if missed.isEmpty {
      return Sentence(
        topic: "Objectives",
        text: "\(total) of \(total) met over the statistics window "
          + "(\(ReportWords.window(result))).",
        tone: .good)
    }
    let details = missed.map { objective in
      let value = ReportWords.value(of: objective)
      return "\(objective.expression) (\(objective.value == nil ? value : "measured \(value)"))"
    }
    return Sentence(
      topic: "Objectives",
      text: "\(missed.count) of \(total) missed: \(details.joined(separator: "; ")).", tone: .bad)
  }

  /// Why the run has less than was asked for.
  private static func earlyEnd(_ result: RunResult) -> [Sentence] {
    guard let early = result.endedEarly else { return [] }
    let rest =
      early.replication.map { number in
        number == 0
          ? "The figures are those of this replication until then; no other one counts."
          : "The figures are those of the \(NumberText.plural(number, "replication")) before it."
      } ?? "All figures end there."
    return [
      Sentence(
        topic: "Early end",
        text: "\(early.objective) was broken \(ReportWords.ended(early)), and it says `abort`. "
          + rest,
        tone: .bad)
    ]
  }

  /// What became of the requests of each kind, zeros left out: bad when more than one in a hundred
  /// gave up, a warning when any did.
  private static func users(_ result: RunResult) -> [Sentence] {
    result.requests.inKindOrder.filter { $0.value.firstTries > 0 }.map { kind, request in
      let all = request.firstTries
      func part(_ count: UInt64) -> String {
        "\(NumberText.short(count)) (\(NumberText.percent(count, of: all)))"
      }
      let noes = NumberText.ordered(request.noes)
      let reasons =
        noes.count == 1 ? noes[0].reason : NumberText.reasons(request.noes, of: nil)
      let parts = [
        (request.toldYes, "were told yes"),
        (request.toldNo, "were told no" + (reasons.isEmpty ? "" : " [\(reasons)]")),
        (request.gaveUp, "gave up"),
        (request.stillTryingAtEnd, "were still trying at the end"),
      ].filter { $0.0 > 0 }.map { "\(part($0.0)) \($0.1)" }
      let latency = request.latencyMilliseconds
      let times =
        latency.count == 0
        ? ""
        : "; in the statistics window, from the first tap to the end, p50 "
          + "\(NumberText.milliseconds(latency.p50)), "
          + "p99 \(NumberText.milliseconds(latency.p99))"
      let share = Double(request.gaveUp) / Double(all)
      return Sentence(
        topic: "Users: \(kind)",
        text: "Of \(NumberText.short(all)) \(kind)s over the whole run, "
          + "\(parts.joined(separator: ", "))\(times).",
        tone: share > 0.01 ? .bad : request.gaveUp > 0 ? .warning : .neutral)
    }
  }

  /// Share of the opens above which those refused as empty are worth a warning.
  private static let noticeableRefusals = 0.001

  private static func overAdmission(_ result: RunResult) -> [Sentence] {
    let audit = result.audit
    guard audit.overAdmitted > 0 || audit.refusedEmpty > 0 else { return [] }
    let opens = result.requests["open"]?.firstTries ?? 0
    return [
      Sentence(
        topic: "Over-admission",
        text: "The cache admitted \(NumberText.grouped(audit.overAdmitted)) claims more than "
          + "there were shares; the database refused "
          + "\(NumberText.grouped(audit.refusedEmpty)) opens as empty.",
        tone: Double(audit.refusedEmpty) > noticeableRefusals * Double(opens)
          ? .warning : .neutral)
    ]
  }

  private static func books(_ result: RunResult) -> Sentence {
    let audit = result.audit
    let books = Books(result)
    let money =
      "\(NumberText.yuan(cents: audit.issuedCents)) issued = "
      + "\(NumberText.yuan(cents: audit.settledCents)) settled + "
      + "\(NumberText.yuan(cents: audit.refundedCents)) refunded + "
      + "\(NumberText.yuan(cents: audit.openCents)) open, in "
      + "\(NumberText.grouped(audit.packets)) packets"
    if let first = audit.violations.first {
      return Sentence(
        topic: "Books",
        text: "\(NumberText.plural(audit.violations.count, "violation")), the first: \(first)",
        tone: .bad)
    }
    guard books.balance else {
      return Sentence(
        topic: "Books",
        text: "The figures do not add up although the audit named 0 violations: \(money); "
          + "requests balance at \(books.balancedTiers) of \(result.tiers.count) tiers.",
        tone: .bad)
    }
    return Sentence(
      topic: "Books",
      text: "They balance: \(money); requests balance at \(books.balancedTiers) of "
        + "\(NumberText.plural(result.tiers.count, "tier")).",
      tone: .good)
  }
}
