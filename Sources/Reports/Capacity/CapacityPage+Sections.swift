import ResultTypes

extension CapacityPage {
  typealias Section = HTMLReport.Section

  var answerSection: Section {
    Section(
      id: "answer", title: "The answer",
      content: words.answer.enumerated().map { index, sentence in
        .tag(
          "p", [.class(index == 0 ? "headline \(run.name(of: sentence.tone))" : "answer")],
          NumberText.unbroken(sentence.text))
      } + [run.findings(words.findings)])
  }

  var kneeSection: Section {
    Section(
      id: "knee", title: "The knee",
      content: [
        run.figure(
          "Loads around the largest one that holds. Circles hold every objective, crosses do not; "
            + "bars are 95 % intervals over seeds. Above the limit a queue grows as long as the "
            + "load lasts, which a window of \(NumberText.seconds(result.method.windowSeconds)) "
            + "shows as arrivals that stay.", charts.knee.svg, [node(tables.curve, folded: true)])
      ])
  }

  var limitsSection: Section {
    var content: [HTMLNode] = [node(tables.tiers)]
    let resources = result.tiers.flatMap { tier in
      tier.resources.map { resource in
        [
          tier.name, resource.resource, NumberText.short(resource.used),
          NumberText.short(resource.available),
          NumberText.percent(resource.used / resource.available), "\(resource.nodes)",
        ]
      }
    }
    if !resources.isEmpty {
      content.append(
        DataTable(
          caption: "What a node needs beside its time, at the plan.",
          columns: [
            .words("tier"), .words("of"), .number("used"), .number("there is"),
            .number("share"), .number("nodes needed"),
          ], rows: resources
        ).node)
    }
    return Section(id: "limits", title: "What limits", content: content)
  }

  var topologySection: Section? {
    guard !result.topology.ways.isEmpty else { return nil }
    return Section(
      id: "topology", title: "The topology",
      content: [
        run.figure(
          "Tiers as boxes, nodes x servers, with the places of their nodes and how busy they are "
            + "at the plan; lines are the ways of requests, with first tries per second.",
          TopologyPicture(result: result).svg, [])
      ])
  }

  var fleetSection: Section {
    Section(
      id: "fleet", title: "How big it must be",
      content: [
        node(tables.fleet), .tag("h3", [], "A step less, a step more"), node(tables.steps),
      ])
  }

  var frontierSection: Section? {
    guard !result.frontier.isEmpty else { return nil }
    return Section(
      id: "frontier", title: "Cost against p99 and rejections",
      content: [
        run.figure(
          words.frontier + " Circles hold every objective, crosses do not.", charts.frontier.svg,
          [node(tables.frontier, folded: true)])
      ])
  }

  var zoneSection: Section {
    guard let zone = result.zoneLost, let table = tables.zone else {
      return Section(
        id: "zone", title: "A zone lost",
        content: [run.paragraph("All nodes stand in 1 place: there is no other zone to fall on.")])
    }
    let load = zone.largestLoad
    let tier = load.tier.map { "; \($0) limits then" } ?? ""
    let words =
      load.multiple > 0
      ? "With \(zone.zone) dark all the time it holds \(self.words.rate(load.claimsPerSecond)), "
        + "\(CapacityWords.times(zone.ratio)) times the plan\(tier): "
        + self.words.evidence(load.evidence) + "."
      : "With \(zone.zone) dark no load was shown to hold: of \(result.tiers.count) tiers some "
        + "stand there alone, or \(self.words.evidence(load.evidence))."
    return Section(
      id: "zone", title: "A zone lost", content: [run.paragraph(words), table.node])
  }

  var doubtSection: Section {
    var content: [HTMLNode] = []
    if !result.sensitivity.isEmpty {
      content.append(
        run.figure(
          "Each input alone over its range, green towards its low end, orange towards its high "
            + "end. Left of the dashed line the plan is not held.", charts.tornado.svg,
          [node(tables.tornado, folded: true)]))
    }
    if let corners = tables.corners { content.append(node(corners)) }
    if content.isEmpty {
      content = [run.paragraph("0 inputs are uncertain, or 0 tiers limit.")]
    }
    return Section(id: "doubt", title: "What if we are wrong", content: content)
  }

  var pictureSection: Section {
    let result = run.result
    let fault = result.faults.first.map {
      ", with `\($0.text)` from \(NumberText.seconds($0.fromSeconds)) to "
        + NumberText.seconds($0.toSeconds)
    }
    return Section(
      id: "run", title: "One run at the plan",
      content: [
        run.paragraph(
          "The sections below show one run of \(NumberText.seconds(result.simulatedSeconds)) at "
            + "the plan\(fault ?? ""), with seed \(result.seed); its figures are those of this "
            + "run alone.")
      ])
  }

  var notesSection: Section? {
    guard !result.notes.isEmpty else { return nil }
    return Section(
      id: "notes", title: "Notes",
      content: [.tag("ul", [], result.notes.map { .tag("li", [], HTMLNode.words($0)) })])
  }

  var reproduceSection: Section {
    let scenario = result.scenario
    return Section(
      id: "reproduce", title: "How to reproduce",
      content: [
        run.paragraph(
          "The same scenario, seed, options and version give the same answer, byte for byte:"),
        .tag("pre", [], [.tag("code", [], command)]),
        run.paragraph("This page holds the scenario; either of these takes it from here:"),
        .tag(
          "pre", [],
          [.tag("code", [], "./hongbao capacity report.html\n./hongbao run report.html")]),
        .tag("h3", [], "The effective scenario"),
        HTMLReport.download(scenario), HTMLReport.notes(result.assumptions),
        .tag("pre", [HTMLNode.Attribute("tabindex", "0")], [.tag("code", [], scenario.text)]),
      ])
  }

  // MARK: - Tables

  private func node(_ table: CapacityTables.Table, folded: Bool = false) -> HTMLNode {
    folded ? table.data.folded("Table") : table.node
  }
}

extension CapacityTables.Table {
  /// The table for a page.
  var data: DataTable {
    DataTable(
      caption: title,
      columns: columns.map { $0.1 ? .number($0.0) : .words($0.0) }, rows: rows,
      mark: { row, column in
        let cell = rows[row][column]
        return cell.hasPrefix("✓") ? "good" : cell.hasPrefix("✗") ? "bad" : nil
      })
  }

  var node: HTMLNode { data.node }
}
