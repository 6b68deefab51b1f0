/// A piece of an HTML page. Text is escaped where it is written, so no name can become markup.
indirect enum HTMLNode {
  /// Text between tags.
  case text(String)
  /// An element; attribute values are escaped.
  case element(String, [Attribute], [HTMLNode])
  /// A style sheet of this project.
  case style(String)
  /// Data inside the page, not run by a browser: `<` is written as `\u003c`.
  case data(id: String, JSONValue)

  /// An attribute of an element.
  struct Attribute {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    static func id(_ value: String) -> Attribute { Attribute("id", value) }
  }

  /// An element with children.
  static func tag(_ name: String, _ attributes: [Attribute] = [], _ children: [HTMLNode] = [])
    -> HTMLNode
  { .element(name, attributes, children) }

  /// An element with text only.
  static func tag(_ name: String, _ attributes: [Attribute] = [], _ text: String) -> HTMLNode {
    .element(name, attributes, [.text(text)])
  }

  /// Text in which words between backticks are code.
  static func words(_ text: String) -> [HTMLNode] {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
    // A backtick without its partner is one that was meant.
    guard pieces.count > 1, pieces.count % 2 == 1 else { return [.text(text)] }
    return pieces.enumerated().compactMap { place, piece in
      if piece.isEmpty { return nil }
      return place % 2 == 0 ? .text(String(piece)) : .tag("code", [], String(piece))
    }
  }

  /// The markup.
  var markup: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Elements whose beginning gets a line of its own, so that files can be compared.
  private static let lines: Set<String> = [
    "head", "body", "meta", "header", "main", "section", "h1", "h2", "h3", "p", "ul", "li", "dl",
    "table", "tr", "figure", "details", "svg", "nav", "footer", "div", "path",
  ]

  /// Elements without children that are written with an end tag all the same.
  private static let neverVoid: Set<String> = [
    "td", "th", "p", "div", "span", "pre", "code", "a", "li", "ul", "dl", "dd", "dt", "figure",
    "table", "tbody", "section", "title", "desc", "h1", "h2", "h3", "g", "svg", "text", "style",
  ]

  private func write(to text: inout String) {
    switch self {
    case .text(let words): HTMLNode.escape(words, to: &text)
    case .style(let sheet): text.append("\n<style>\n" + sheet + "</style>")
    case .data(let id, let value):
      text.append("\n<script type=\"application/json\" id=\"")
      HTMLNode.escape(id, to: &text)
      text.append("\">" + HTMLNode.inert(value.compactText) + "</script>")
    case .element(let name, let attributes, let children):
      if HTMLNode.lines.contains(name) { text.append("\n") }
      text.append("<" + name)
      for attribute in attributes {
        text.append(" " + attribute.name + "=\"")
        HTMLNode.escape(attribute.value, to: &text)
        text.append("\"")
      }
      if children.isEmpty, !HTMLNode.neverVoid.contains(name) {
        text.append("/>")
        return
      }
      text.append(">")
      for child in children { child.write(to: &text) }
      text.append("</" + name + ">")
    }
  }

  /// JSON in which nothing can end a script element.
  private static func inert(_ json: String) -> String {
    var text = ""
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": text.append("\\u003c")
      case ">": text.append("\\u003e")
      case "&": text.append("\\u0026")
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func escape(_ words: String, to text: inout String) {
    for scalar in words.unicodeScalars {
      switch scalar {
      case "<": text.append("&lt;")
      case ">": text.append("&gt;")
      case "&": text.append("&amp;")
      case "\"": text.append("&quot;")
      case "'": text.append("&#39;")
      case "\n", "\t": text.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        text.append("\u{FFFD}")
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
