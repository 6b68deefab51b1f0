import ResultTypes
import ScenarioTypes

extension HTMLReport {
  var averagesSection: Section? {
    let facts = StationFacts(result)
    guard !facts.rows.isEmpty else { return nil }
    var content: [HTMLNode] = [
      DataTable(
        caption: "Over the statistics window. In tier = arrivals per second x mean stay (Little's "
          + "law, checked exactly on every run); had to wait: found no server free.",
        columns: [.words("tier")] + StationFacts.columns.map { .number($0) }, rows: facts.rows
      ).node
    ]
    if !facts.sentences.isEmpty {
      content.append(.tag("ul", [], facts.sentences.map { .tag("li", [], $0) }))
    }
    return Section(id: "averages", title: "Averages", content: content)
  }

  var clientsSection: Section? {
    guard !result.requests.isEmpty else { return nil }
    var content: [HTMLNode] = [
      DataTable(
        caption: "Over the whole run; first tries = yes + no + gave up + still trying.",
        columns: [
          .words("kind"), .number("first tries"), .number("retries"), .number("told yes"),
          .number("told no"), .number("gave up"), .number("still trying"),
          .number("saw an error"), .words("noes by reason"),
        ],
        rows: result.requests.inKindOrder.map { kind, request in
          [
            kind, NumberText.grouped(request.firstTries), NumberText.grouped(request.retries),
            NumberText.grouped(request.toldYes), NumberText.grouped(request.toldNo),
            NumberText.grouped(request.gaveUp), NumberText.grouped(request.stillTryingAtEnd),
            NumberText.grouped(request.usersWhoSawAnError),
            NumberText.reasons(request.noes, of: nil),
          ]
        }
      ).node
    ]
    for (index, kind) in result.series.kinds.enumerated() {
      content += clientFigure(index, kind.name, kind.series)
    }
    return Section(id: "clients", title: "What the users were told", content: content)
  }

  private func clientFigure(_ index: Int, _ kind: String, _ series: RequestSeries) -> [HTMLNode] {
    func line(_ name: String, _ counts: [UInt64], _ ink: ChartSeries.Ink) -> ChartSeries {
      ChartSeries(name: name, values: clock.rates(counts), ink: ink)
    }
    let all = [
      line("first tries", series.firstTries, .gray), line("told yes", series.toldYes, .blue),
      line("told no", series.toldNo, .orange), line("gave up", series.gaveUp, .vermilion),
      line("retries", series.retries, .purple),
    ].filter { !$0.isSilent }
    guard !all.isEmpty else { return [soft("Nobody asked for a \(kind): its chart is left out.")] }
    let load = all.map(\.maximum).max() ?? 0
    let large = all.filter { $0.maximum >= 0.08 * load }
    let small = all.filter { $0.maximum < 0.08 * load }
    var panels = [TimeChart.Panel(unit: "\(kind)s/s", series: large, height: 130)]
    if !small.isEmpty {
      panels.append(TimeChart.Panel(unit: "\(kind)s/s", series: small, height: 64))
    }
    let chart = chart(
      id: "clients-\(index)", title: "What became of \(kind)s over time",
      description: "First tries by the time of the tap, outcomes by their time.", panels: panels)
    return [
      .tag("h3", [], kind),
      figure(
        "First tries by the time of the tap, outcomes by their own time.", chart.svg,
        [
          DataTable.overTime(
            caption: "\(kind)s per second, means", clock: clock, series: all, largest: false,
            format: NumberText.short
          ).folded("Table")
        ]),
    ]
  }

  var auditSection: Section {
    let audit = result.audit
    let money = DataTable(
      caption: "The books at the end, recomputed packet by packet: issued = settled + refunded + "
        + "open.",
      columns: [.words("account"), .number("cents"), .number("amount")],
      rows: [
        ("issued", audit.issuedCents), ("settled", audit.settledCents),
        ("refunded", audit.refundedCents), ("open", audit.openCents),
        (
          "difference",
          audit.issuedCents &- audit.settledCents &- audit.refundedCents &- audit.openCents
        ),
      ].map { [$0.0, NumberText.grouped($0.1), NumberText.yuan(cents: $0.1)] })
    let tiers = result.tiers
    let requests = DataTable(
      caption: "Requests over the whole run: offered = served + rejected + failed + in flight.",
      columns: [
        .words("tier"), .number("offered"), .number("served"), .number("rejected"),
        .number("failed"), .number("in flight"), .words("sum"),
      ],
      rows: tiers.map { tier in
        [
          tier.name, NumberText.grouped(tier.offered), NumberText.grouped(tier.served),
          NumberText.grouped(tier.rejected.total), NumberText.grouped(tier.failed.total),
          NumberText.grouped(tier.inFlightAtEnd), Books.balances(tier) ? "✓ balances" : "✗ differs",
        ]
      },
      mark: { row, column in
        column == 6 ? (Books.balances(tiers[row]) ? "good" : "bad") : nil
      })
    var content: [HTMLNode] = [
      paragraph(
        "\(NumberText.grouped(audit.packets)) packets, \(NumberText.grouped(audit.settlements)) "
          + "settlements\(ReportWords.repeats(result)), "
          + "\(NumberText.grouped(audit.overAdmitted)) claims over-admitted by the "
          + "cache, \(NumberText.grouped(audit.refusedEmpty)) opens refused as empty, "
          + "\(NumberText.plural(audit.violations.count, "violation"))."),
      money.node, requests.node,
    ]
    if !audit.violations.isEmpty {
      content.append(.tag("ul", [], audit.violations.map { .tag("li", [], $0) }))
    }
    return Section(id: "audit", title: "Audit", content: content)
  }

  var assumptionsSection: Section? {
    guard !result.assumptions.isEmpty else { return nil }
    let counts = Provenance.allCases.map { tag in
      "\(NumberText.grouped(result.assumptions.filter { $0.provenance == tag }.count)) "
        + tag.rawValue
    }
    let rows = Provenance.allCases.flatMap { tag in
      result.assumptions.filter { $0.provenance == tag }
        .map { [$0.path, $0.value, tag.rawValue, $0.source] }
    }
    let table = DataTable(
      caption: "Parameters of the scenario with where their values come from.",
      columns: [.words("parameter"), .words("value"), .words("tag"), .words("source")],
      rows: rows)
    return Section(
      id: "assumptions", title: "Assumptions",
      content: [
        paragraph(
          "\(NumberText.plural(result.assumptions.count, "parameter")): "
            + counts.joined(separator: ", ")
            + ". Measured values name a source, calibrated ones were tuned to meet one, assumed "
            + "ones are guesses: a conclusion that hangs on one of these deserves a second run."),
        rows.count > 24 ? table.folded("All parameters") : table.node,
      ])
  }

  var warningsSection: Section? {
    guard !result.warnings.isEmpty else { return nil }
    return Section(
      id: "warnings", title: "Warnings",
      content: [.tag("ul", [], result.warnings.map { .tag("li", [], $0) })])
  }

  var reproduceSection: Section {
    func fact(_ name: String, _ value: String) -> [HTMLNode] {
      [.tag("dt", [], name), .tag("dd", [], value)]
    }
    let scenario = result.scenario
    return Section(
      id: "reproduce", title: "How to reproduce",
      content: [
        paragraph("The same scenario and seed give the same result, byte for byte:"),
        .tag("pre", [], [.tag("code", [], command)]),
        .tag(
          "dl", [],
          fact("tool", "\(result.tool.name) \(result.tool.version)")
            + fact("scenario file", scenario.file) + fact("scenario digest", scenario.digest)
            + fact("seed", String(result.seed)) + fact("fingerprint", result.fingerprint)),
        .tag("h3", [], "The effective scenario"),
        Self.download(scenario), Self.notes(result.assumptions),
        .tag("pre", [HTMLNode.Attribute("tabindex", "0")], [.tag("code", [], scenario.text)]),
      ])
  }

  /// What is known of the parameters, for `hongbao run`: the text of the scenario has no comments.
  static func notes(_ notes: [ParameterNote]) -> HTMLNode {
    .data(
      id: "parameters",
      .array(
        notes.map { note in
          .array(
            [note.path, note.value, note.provenance.rawValue, note.source].map {
              JSONValue.string($0)
            })
        }))
  }

  /// The link that holds the whole scenario; `hongbao run` reads it from here.
  static func download(_ scenario: ScenarioIdentity) -> HTMLNode {
    let address =
      "data:application/x-yaml;charset=utf-8;base64," + Base64.text(Array(scenario.text.utf8))
    return .tag(
      "p", [],
      [
        .text("Includes and overrides applied; it loads again to the same digest. "),
        .tag(
          "a",
          [
            HTMLNode.Attribute("download", "scenario-\(scenario.digest.prefix(12)).yaml"),
            HTMLNode.Attribute("href", address),
          ], "Download it"),
        .text("."),
      ])
  }
}
