import ResultTypes

/// The funnel as bars: what entered each layer, what left it, and the loss by reason.
struct FunnelChart {
  var layers: [FunnelLayer]

  private static let width = 880.0
  private static let barLeft = 190.0
  private static let barWidth = 590.0
  private static let rowHeight = 46.0
  private static let legendHeight = 26.0

  var svg: HTMLNode {
    let most = Double(max(layers.map(\.in).max() ?? 1, 1))
    var reasons: [String] = []
    for layer in layers {
      for (reason, _) in NumberText.ordered(layer.lost) where !reasons.contains(reason) {
        reasons.append(reason)
      }
    }
    var nodes: [HTMLNode] = [
      .tag("title", [.id("funnel-t")], "Funnel: requests in, out and lost by layer"),
      .tag(
        "desc", [.id("funnel-d")],
        "One bar a layer, as long as what entered it; the table below has the numbers."),
    ]
    nodes += legend(reasons)
    for (index, layer) in layers.enumerated() {
      let top = FunnelChart.legendHeight + Double(index) * FunnelChart.rowHeight
      nodes += row(layer, top: top, most: most, reasons: reasons)
    }
    let height = FunnelChart.legendHeight + Double(layers.count) * FunnelChart.rowHeight
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute("viewBox", "0 0 880 \(ChartPath.pixels(height))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "funnel-t funnel-d"),
        HTMLNode.Attribute("font-size", "12"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
      ], nodes)
  }

  private func legend(_ reasons: [String]) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    var x = FunnelChart.barLeft
    let entries =
      [("passed on", ChartSeries.Ink.blue)]
      + reasons.enumerated().map { ($1, ChartSeries.Ink.ofReason($1, index: $0)) }
    for (name, ink) in entries {
      let text = DisplayWidth.clipped(name, to: 30)
      let size = 30 + 7 * Double(DisplayWidth.cells(of: text))
      guard x + size < FunnelChart.width else { break }
      nodes.append(
        .tag(
          "rect",
          [
            .class("f\(ink.rawValue)"), HTMLNode.Attribute("x", ChartPath.pixels(x)),
            HTMLNode.Attribute("y", "3"), HTMLNode.Attribute("width", "10"),
            HTMLNode.Attribute("height", "10"), HTMLNode.Attribute("fill", ink.color),
          ]))
      nodes.append(TimeChart.label(text, x: x + 15, y: 12))
      x += size
    }
    return nodes
  }

  private func row(
    _ layer: FunnelLayer, top: Double, most: Double, reasons: [String]
  ) -> [HTMLNode] {
    let lost = NumberText.ordered(layer.lost)
    var x = FunnelChart.barLeft
    var nodes = [
      TimeChart.label(
        DisplayWidth.clipped(layer.layer, to: 26), x: FunnelChart.barLeft - 12, y: top + 15,
        anchor: "end", kind: "t u")
    ]
    func bar(_ count: UInt64, _ ink: ChartSeries.Ink) {
      let width = FunnelChart.barWidth * Double(count) / most
      guard width >= 0.05 else { return }
      nodes.append(
        .tag(
          "rect",
          [
            .class("f\(ink.rawValue)"), HTMLNode.Attribute("x", ChartPath.pixels(x)),
            HTMLNode.Attribute("y", ChartPath.pixels(top + 2)),
            HTMLNode.Attribute("width", ChartPath.pixels(max(width, 0.6))),
            HTMLNode.Attribute("height", "18"), HTMLNode.Attribute("fill", ink.color),
          ]))
      x += width
    }
    bar(layer.out, .blue)
    for (reason, count) in lost {
      let place = reasons.firstIndex(of: reason) ?? 0
      bar(count, .ofReason(reason, index: place))
    }
    nodes.append(
      TimeChart.label("\(NumberText.short(layer.in)) in", x: x + 8, y: top + 15, kind: "t n"))
    var words =
      "\(NumberText.short(layer.out)) out (\(NumberText.percent(layer.out, of: layer.in)))"
    if !lost.isEmpty { words += " · lost: " + NumberText.reasons(layer.lost, of: layer.in) }
    nodes.append(
      TimeChart.label(
        DisplayWidth.clipped(words, to: 110), x: FunnelChart.barLeft, y: top + 34, kind: "t n",
        color: "#5b636e"))
    return nodes
  }
}
