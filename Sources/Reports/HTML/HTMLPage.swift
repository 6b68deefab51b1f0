/// The frame of an offline page in the look of `report.html`: head, title, table of contents.
struct HTMLPage {
  /// Names the kind of page above its title, for example `Comparison`.
  var kind: String
  var title: String
  /// Facts below the title.
  var facts: [String]
  var tool: String
  var sections: [HTMLReport.Section]
  var footer: [HTMLNode]

  /// The whole page.
  var text: String {
    let page = HTMLNode.tag(
      "html", [HTMLNode.Attribute("lang", "en")],
      [
        head,
        .tag(
          "body", [],
          [header, navigation, .tag("main", [], sections.map(\.node)), .tag("footer", [], footer)]),
      ])
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  private var head: HTMLNode {
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
        meta(("name", "generator"), ("content", tool)),
        .tag("title", [], "\(title) – \(kind.lowercased())"), .style(StyleSheet.text),
      ])
  }

  private var header: HTMLNode {
    .tag(
      "header", [],
      [
        .tag("p", [.class("eyebrow")], NumberText.unbroken("\(kind) · \(tool)")),
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
