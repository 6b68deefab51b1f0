import ResultTypes

extension HTMLReport {
  var verdictSection: Section {
    Section(
      id: "verdict", title: "Verdict",
      content: [
        .tag(
          "p", [.class("headline " + name(of: verdict.headline.tone))],
          NumberText.unbroken(verdict.headline.text)),
        tiles,
        findings(verdict.sentences),
      ])
  }

  /// Sentences with their topics and signs.
  func findings(_ sentences: [Verdict.Sentence]) -> HTMLNode {
    .tag(
      "ul", [.class("findings")],
      sentences.map { sentence in
        .tag(
          "li", [.class(name(of: sentence.tone))],
          [
            .tag("span", [.class("mark")], mark(sentence.tone)),
            .tag("b", [], sentence.topic),
            .tag("span", [], NumberText.unbroken(sentence.text)),
          ])
      })
  }

  /// The class of a tone.
  func name(of tone: Verdict.Tone) -> String {
    switch tone {
    case .good: "good"
    case .bad: "bad"
    case .warning: "warning"
    case .neutral: "neutral"
    }
  }

  /// The sign of a tone with a word for those who do not see it.
  private func mark(_ tone: Verdict.Tone) -> [HTMLNode] {
    let (sign, word) =
      switch tone {
      case .good: ("✓", "good:")
      case .bad: ("✗", "bad:")
      case .warning: ("!", "caution:")
      case .neutral: ("·", "note:")
      }
    return [
      .tag("span", [HTMLNode.Attribute("aria-hidden", "true")], sign),
      .tag("span", [.class("hidden")], word),
    ]
  }

  private var tiles: HTMLNode {
    var facts: [(value: String, words: String)] = []
    for tier in result.tiers where tier.operation == "claim" {
      if let claims = tier.kinds["claim"] {
        facts.append(
          (
            NumberText.short(claims.offeredPerSecond.peak) + "/s",
            "claims offered to \(tier.name) in the best \(ReportWords.bestInterval(result))"
          ))
      }
    }
    let second = clock.intervalSeconds < 1 ? "interval" : ReportWords.bestInterval(result)
    let window = clock.indices(from: result.warmupSeconds, to: result.simulatedSeconds)
    for (tier, series) in zip(result.tiers, result.series.tiers)
    where tier.operation == "settle" && tier.offered > 0 {
      let yeses = clock.rates(series.served)
      facts.append(
        (
          NumberText.short(yeses[window.clamped(to: yeses.indices)].max() ?? 0) + "/s",
          "opens answered yes by \(tier.name) in the best \(second)"
        ))
    }
    if let claim = result.requests["claim"], claim.latencyMilliseconds.count > 0 {
      facts.append(
        (
          NumberText.milliseconds(claim.latencyMilliseconds.p99),
          "99 % of claims were over within this in the statistics window, as users see it"
        ))
    }
    if let busiest = result.tiers.filter({ $0.offered > 0 })
      .max(by: { $0.utilization.mean < $1.utilization.mean })
    {
      facts.append(
        (
          NumberText.percent(busiest.utilization.mean),
          "busy on average in the statistics window: \(busiest.name), most of all"
        ))
    }
    return .tag(
      "div", [.class("tiles")],
      facts.map { fact in
        .tag(
          "div", [.class("tile")],
          [.tag("b", [], fact.value), .tag("span", [], fact.words)])
      })
  }

  var objectivesSection: Section {
    let id = "objectives"
    guard !result.objectives.isEmpty else {
      return Section(
        id: id, title: "Objectives",
        content: [paragraph("No objective was checked: the scenario names none.")])
    }
    let objectives = result.objectives
    let table = DataTable(
      caption: "Checked over the statistics window, \(ReportWords.window(result)).",
      columns: [
        .words("objective"), .words("outcome"), .number("measured"), .number("limit"),
        .number("measured / limit"),
      ],
      rows: objectives.map { objective in
        [
          objective.expression,
          (objective.passed ? "✓ PASS" : "✗ FAIL")
            + (ReportWords.mark(objective, in: result).map { ", \($0)" } ?? ""),
          ReportWords.value(of: objective),
          ReportWords.quantity(objective.limit, unit: objective.unit),
          ReportWords.margin(of: objective),
        ]
      },
      mark: { row, column in column == 1 ? (objectives[row].passed ? "good" : "bad") : nil })
    return Section(id: id, title: "Objectives", content: [table.node])
  }

  var funnelSection: Section? {
    let layers = result.funnel
    guard layers.contains(where: { $0.in > 0 }) else { return nil }
    let table = DataTable(
      caption: "Requests by layer over the whole run; in = out + lost.",
      columns: [
        .words("layer"), .number("in"), .number("out"), .number("lost"), .words("reasons"),
      ],
      rows: layers.map { layer in
        [
          layer.layer, NumberText.grouped(layer.in), NumberText.grouped(layer.out),
          NumberText.grouped(layer.lost.total),
          layer.lost.total == 0 ? "–" : NumberText.reasons(layer.lost, of: layer.in),
        ]
      })
    return Section(
      id: "funnel", title: "Funnel",
      content: [
        figure(
          "From the first tap to the settled share. Blue passed on; the other colours were lost "
            + "there, for the reasons named below each bar.",
          FunnelChart(layers: layers).svg, [table.node])
      ])
  }
}
