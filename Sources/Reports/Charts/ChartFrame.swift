/// What all pictures of comparisons and sweeps share: the element around and its parts.
enum ChartFrame {
  static let width = 880.0

  /// The picture with its words for screen readers.
  static func svg(
    id: String, title: String, description: String, height: Double, _ nodes: [HTMLNode]
  ) -> HTMLNode {
    .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute(
          "viewBox", "0 0 \(ChartPath.pixels(width)) \(ChartPath.pixels(height))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "\(id)-t \(id)-d"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
        HTMLNode.Attribute("font-size", "11"),
      ],
      [
        .tag("title", [.id(id + "-t")], title), .tag("desc", [.id(id + "-d")], description),
      ] + nodes)
  }

  /// A path with a stroke and no filling.
  static func stroke(
    _ data: String, kind: String, color: String, width: String = "1", dash: String? = nil
  ) -> HTMLNode {
    .tag(
      "path",
      [
        .class(kind), HTMLNode.Attribute("fill", "none"), HTMLNode.Attribute("stroke", color),
        HTMLNode.Attribute("stroke-width", width), HTMLNode.Attribute("stroke-linejoin", "round"),
      ] + (dash.map { [HTMLNode.Attribute("stroke-dasharray", $0)] } ?? [])
        + [HTMLNode.Attribute("d", data)])
  }

  /// A filled path that lets shine through what is behind it.
  static func area(_ data: String, kind: String, color: String, opacity: String) -> HTMLNode {
    .tag(
      "path",
      [
        .class(kind), HTMLNode.Attribute("fill", color),
        HTMLNode.Attribute("fill-opacity", opacity), HTMLNode.Attribute("stroke", "none"),
        HTMLNode.Attribute("d", data),
      ])
  }

  /// A straight line.
  static func line(
    _ from: (Double, Double), _ to: (Double, Double), kind: String = "g", color: String,
    width: String = "1", dash: String? = nil
  ) -> HTMLNode {
    stroke(
      "M\(ChartPath.pixels(from.0)) \(ChartPath.pixels(from.1))"
        + "L\(ChartPath.pixels(to.0)) \(ChartPath.pixels(to.1))",
      kind: kind, color: color, width: width, dash: dash)
  }

  /// The band between two lines over the same places; gaps where a value misses.
  static func bandPath(_ points: [(x: Double, low: Double, high: Double)?]) -> String {
    var text = ""
    for part in points.split(whereSeparator: { $0 == nil }) {
      let part = part.compactMap { $0 }
      guard let first = part.first else { continue }
      func place(_ x: Double, _ y: Double) -> String {
        "\(ChartPath.pixels(x)) \(ChartPath.pixels(y))"
      }
      text += "M" + place(first.x, first.high)
      for point in part.dropFirst() { text += "L" + place(point.x, point.high) }
      for point in part.reversed() { text += "L" + place(point.x, point.low) }
      text += "Z"
    }
    return text
  }

  /// Round values from `low` to `high`, with 0 among them where it is between them, and the ends
  /// that they reach.
  static func scale(low: Double, high: Double) -> (low: Double, high: Double, ticks: [Double]) {
    let most = max(high - low, max(abs(low), abs(high)) * 1e-6, 1e-12)
    let whole = ChartScale.linear(maximum: most, ticks: 4)
    let step = whole.ticks.count > 1 ? whole.ticks[1] : most
    let first = (low / step - 1e-9).rounded(.down)
    let last = max((high / step + 1e-9).rounded(.up), first + 1)
    let ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    return (first * step, last * step, ticks)
  }
}
