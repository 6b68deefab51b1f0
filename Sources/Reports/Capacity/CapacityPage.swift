import ResultTypes

/// The capacity report: one file, offline, readable without scripts; the answer first.
struct CapacityPage {
  let result: CapacityResult
  let command: String
  let words: CapacityWords
  let charts: CapacityCharts
  let tables: CapacityTables
  /// The run whose funnel, time lines and heat map are shown.
  let run: HTMLReport

  init(_ result: CapacityResult, picture: RunResult, command: String) {
    self.result = result
    self.command = command
    words = CapacityWords(result)
    charts = CapacityCharts(result)
    tables = CapacityTables(result)
    run = HTMLReport(picture, command: command)
  }

  /// The page.
  var text: String {
    let sections = [
      answerSection, kneeSection, limitsSection, topologySection, fleetSection, frontierSection,
      zoneSection, doubtSection, pictureSection, run.funnelSection, run.throughputSection,
      run.latencySection, run.utilizationSection, run.auditSection, run.assumptionsSection,
      notesSection, reproduceSection,
    ].compactMap { $0 }
    let page = HTMLNode.tag(
      "html", [HTMLNode.Attribute("lang", "en")],
      [
        HTMLReport.head(
          title: "\(result.scenario.name) – capacity study", tool: result.tool),
        .tag(
          "body", [],
          [
            .tag(
              "a", [.class("skip"), HTMLNode.Attribute("href", "#answer")], "Skip to the answer"),
            header, run.navigation(sections), .tag("main", [], sections.map(\.node)), footer,
          ]),
      ])
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  private var header: HTMLNode {
    let method = result.method
    var children: [HTMLNode] = [
      .tag(
        "p", [.class("eyebrow")],
        NumberText.unbroken("Capacity study · \(result.tool.name) \(result.tool.version)")),
      .tag("h1", [], result.scenario.name),
    ]
    if let description = result.scenario.description {
      children.append(.tag("p", [.class("soft")], description))
    }
    children.append(
      .tag(
        "p", [.class("eyebrow")],
        NumberText.unbroken(
          "\(NumberText.grouped(result.points)) simulated points: the traffic of second "
            + "\(NumberText.seconds(method.peakSeconds)) held level, "
            + "\(NumberText.seconds(method.warmupSeconds)) of warm-up, judged by the "
            + "\(NumberText.seconds(method.windowSeconds)) after it · up to "
            + "\(NumberText.plural(method.replications, "seed")), the same for all loads · seed "
            + "\(result.seed)")))
    return .tag("header", [], children)
  }

  private var footer: HTMLNode {
    .tag(
      "footer", [],
      [
        .tag(
          "p", [],
          "Fingerprint \(CapacityDocument.fingerprint(result)). A load holds when every seed and "
            + "the one-sided 95 % interval of every objective do, and each tier keeps up: at most "
            + "1 % of arrivals stay, and where no objective says more 1 % are turned away."),
        .data(id: "capacity", embedded),
      ])
  }

  /// The answer without what stands on the page in full.
  private var embedded: JSONValue {
    guard case .object(let members) = JSONTreeEncoder.tree(of: result) else { return .null }
    let left: Set<String> = ["assumptions", "scenario"]
    return .object(members.filter { !left.contains($0.key) })
  }
}
