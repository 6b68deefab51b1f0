import ResultTypes

/// `report.html`: one file, offline, readable without scripts; the verdict first.
struct HTMLReport {
  let result: RunResult
  let command: String
  let clock: SeriesClock
  let verdict: Verdict

  init(_ result: RunResult, command: String) {
    self.result = result
    self.command = command
    clock = SeriesClock(result)
    verdict = Verdict(result)
  }

  /// The page.
  var text: String {
    let sections = [
      verdictSection, objectivesSection, funnelSection, throughputSection, latencySection,
      utilizationSection, queueSection, averagesSection, clientsSection, intervalsSection,
      auditSection,
      assumptionsSection,
      warningsSection, reproduceSection,
    ].compactMap { $0 }
    let page = HTMLNode.tag(
      "html", [HTMLNode.Attribute("lang", "en")],
      [
        head,
        .tag(
          "body", [],
          [header, navigation(sections), .tag("main", [], sections.map(\.node)), footer]),
      ])
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  /// One section with its place in the table of contents.
  struct Section {
    var id: String
    var title: String
    var content: [HTMLNode]

    var node: HTMLNode {
      .tag(
        "section",
        [.id(id), HTMLNode.Attribute("aria-labelledby", id + "-h")],
        [.tag("h2", [.id(id + "-h")], title)] + content)
    }
  }

  private var head: HTMLNode {
    Self.head(title: "\(result.scenario.name) – capacity report", tool: result.tool)
  }

  /// What stands before the body of every page: nothing is loaded, no script runs.
  static func head(title: String, tool: ToolIdentity) -> HTMLNode {
    func meta(_ attributes: (String, String)...) -> HTMLNode {
      .tag("meta", attributes.map { HTMLNode.Attribute($0.0, $0.1) }, [])
    }
    return .tag(
      "head", [],
      [
        meta(("charset", "utf-8")),
        meta(("name", "viewport"), ("content", "width=device-width, initial-scale=1")),
        meta(
          ("http-equiv", "Content-Security-Policy"),
          (
            "content",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
              + "form-action 'none'"
          )),
        meta(("name", "generator"), ("content", "\(tool.name) \(tool.version)")),
        .tag("title", [], title), .style(StyleSheet.text),
      ])
  }

  private var header: HTMLNode {
    var children: [HTMLNode] = [
      .tag(
        "p", [.class("eyebrow")],
        NumberText.unbroken(
          "Capacity report · \(result.tool.name) \(result.tool.version)")),
      .tag("h1", [], result.scenario.name),
    ]
    if let description = result.scenario.description {
      children.append(.tag("p", [.class("soft")], description))
    }
    var facts =
      "\(NumberText.seconds(result.simulatedSeconds)) simulated, statistics from "
      + "\(ReportWords.window(result)), counts over the whole run · seed \(result.seed) · "
      + "\(NumberText.short(result.events)) events"
    if let start = result.scenario.start { facts += " · time 0 is \(start)" }
    children.append(.tag("p", [.class("eyebrow")], NumberText.unbroken(facts)))
    return .tag("header", [], children)
  }

  /// The table of contents.
  func navigation(_ sections: [Section]) -> HTMLNode {
    .tag(
      "nav", [HTMLNode.Attribute("aria-label", "Sections")],
      [
        .tag(
          "ul", [],
          sections.map { section in
            .tag(
              "li", [], [.tag("a", [HTMLNode.Attribute("href", "#" + section.id)], section.title)])
          })
      ])
  }

  private var footer: HTMLNode {
    .tag(
      "footer", [],
      [
        .tag(
          "p", [],
          precisionWords
            + "Fingerprint \(result.fingerprint)."),
        .data(id: "result", embeddedResult),
      ])
  }

  private var precisionWords: String {
    guard let statistics = result.statistics else {
      return "Every figure is computed from one simulated run; its precision is that of one seed. "
    }
    return statistics.replications > 1
      ? "Figures are those of the first of \(statistics.replications) replications; the section "
        + "on intervals says what all of them say. "
      : "Figures are computed from one simulated run; the section on intervals says how sure they "
        + "are. "
  }

  /// The result without its series (those are in `series.csv` and `result.json`), parameters and
  /// scenario text (those are on the page).
  private var embeddedResult: JSONValue {
    guard case .object(let members) = JSONTreeEncoder.tree(of: result) else { return .null }
    var left: Set<String> = ["series", "statistics", "assumptions", "scenario"]
    if result.endedEarly == nil { left.insert(RunResult.endedEarlyKey) }
    return .object(members.filter { !left.contains($0.key) })
  }

  // MARK: Shared by the sections

  /// The warm-up and the faults, for the charts.
  var bands: [TimeChart.Band] {
    var bands: [TimeChart.Band] = []
    if result.warmupSeconds > 0 {
      bands.append(
        TimeChart.Band(text: "warm-up", from: 0, to: result.warmupSeconds, isFault: false))
    }
    return bands
      + result.faults.map {
        TimeChart.Band(text: $0.text, from: $0.fromSeconds, to: $0.toSeconds, isFault: true)
      }
  }

  /// A chart over the run's time.
  func chart(
    id: String, title: String, description: String, panels: [TimeChart.Panel]
  ) -> TimeChart {
    TimeChart(
      id: id, title: title, description: description, panels: panels, bands: bands,
      times: (0..<clock.count).map { (clock.start(of: $0) + clock.end(of: $0)) / 2 },
      axis: clock.axis)
  }

  /// A chart with its words and its table.
  func figure(_ caption: String, _ picture: HTMLNode, _ tables: [HTMLNode]) -> HTMLNode {
    .tag("figure", [], [.tag("figcaption", [], caption), picture] + tables)
  }

  func paragraph(_ text: String) -> HTMLNode { .tag("p", [], HTMLNode.words(text)) }
  func soft(_ text: String) -> HTMLNode { .tag("p", [.class("soft")], text) }
}
