import ResultTypes

/// The frame of an offline page in the look of `report.html`: head, title, table of contents.
struct HTMLPage {
  /// Names the kind of page above its title, for example `Comparison`.
  var kind: String
  var title: String
  /// Facts below the title.
  var facts: [String]
  var tool: ToolIdentity
  var sections: [HTMLReport.Section]
  var footer: [HTMLNode]

  /// The whole page.
  var text: String {
    let page = HTMLNode.tag(
      "html", [HTMLNode.Attribute("lang", "en")],
      [
        HTMLReport.head(title: "\(title) – \(kind.lowercased())", tool: tool),
        .tag(
          "body", [],
          [header, navigation, .tag("main", [], sections.map(\.node)), .tag("footer", [], footer)]),
      ])
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  private var header: HTMLNode {
    .tag(
      "header", [],
      [
        .tag(
          "p", [.class("eyebrow")], NumberText.unbroken("\(kind) · \(tool.name) \(tool.version)")),
        .tag("h1", [], title),
      ] + facts.map { .tag("p", [.class("eyebrow")], NumberText.unbroken($0)) })
  }

  private var navigation: HTMLNode {
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
}
