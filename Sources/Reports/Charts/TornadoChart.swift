/// Bars from one end of a range to the other, the widest on top, around a line in the middle.
struct TornadoChart {
  /// One bar.
  struct Bar {
    var name: String
    /// What the input is at its two ends.
    var ends: (String, String)
    /// What comes out there.
    var values: (Double, Double)
  }

  var id: String
  var title: String
  var bars: [Bar]
  /// What comes out when nothing is wrong.
  var middle: Double
  /// A limit to see the bars by.
  var limit: (Double, String)
  var unit: String

  private static let left = 210.0
  private static let plotWidth = 560.0
  private static let row = 30.0
  private static let head = 30.0

  var svg: HTMLNode {
    let most = bars.flatMap { [$0.values.0, $0.values.1] }.max() ?? 1
    let scale = ChartScale.linear(maximum: max(most, middle, limit.0) * 1.02, ticks: 6)
    func x(_ value: Double) -> Double { Self.left + Self.plotWidth * scale.position(value) }
    let bottom = Self.head + Double(bars.count) * Self.row
    var nodes: [HTMLNode] = [
      .tag("title", [.id(id + "-t")], title),
      .tag("desc", [.id(id + "-d")], "One bar an input; the table below has the numbers."),
    ]
    for tick in scale.ticks {
      nodes.append(line(x(tick), from: Self.head, to: bottom, kind: "g", color: "#e3e6ea"))
      nodes.append(
        TimeChart.label(
          NumberText.tick(tick), x: x(tick), y: bottom + 15, anchor: "middle", kind: "t n"))
    }
    for (index, bar) in bars.enumerated() {
      nodes += self.bar(bar, top: Self.head + Double(index) * Self.row, x)
    }
    nodes.append(line(x(middle), from: Self.head, to: bottom, kind: "s1", color: "#0072b2"))
    nodes.append(
      line(x(limit.0), from: Self.head - 6, to: bottom, kind: "s2", color: "#d55e00", dash: "4 3"))
    nodes.append(
      TimeChart.label(limit.1, x: x(limit.0), y: Self.head - 11, anchor: "middle", kind: "t fl"))
    nodes.append(
      TimeChart.label(
        unit, x: Self.left + Self.plotWidth / 2, y: bottom + 31, anchor: "middle", kind: "t u"))
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute("viewBox", "0 0 880 \(ChartPath.pixels(bottom + 38))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "\(id)-t \(id)-d"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
        HTMLNode.Attribute("font-size", "11"),
      ], nodes)
  }

  private func line(
    _ x: Double, from top: Double, to bottom: Double, kind: String, color: String,
    dash: String? = nil
  ) -> HTMLNode {
    PlotChart.stroke(
      "M\(ChartPath.pixels(x)) \(ChartPath.pixels(top))V\(ChartPath.pixels(bottom))", kind, color,
      width: kind == "g" ? "1" : "1.4", dash: dash)
  }

  private func bar(_ bar: Bar, top: Double, _ x: (Double) -> Double) -> [HTMLNode] {
    var nodes = [
      TimeChart.label(
        DisplayWidth.clipped(bar.name, to: 32), x: Self.left - 10, y: top + 17, anchor: "end")
    ]
    let parts = [(bar.values.0, ChartSeries.Ink.green), (bar.values.1, ChartSeries.Ink.orange)]
    for (value, ink) in parts {
      let (from, to) = (min(x(value), x(middle)), max(x(value), x(middle)))
      nodes.append(
        .tag(
          "rect",
          [
            .class("f\(ink.rawValue)"), HTMLNode.Attribute("x", ChartPath.pixels(from)),
            HTMLNode.Attribute("y", ChartPath.pixels(top + 5)),
            HTMLNode.Attribute("width", ChartPath.pixels(max(to - from, 0.5))),
            HTMLNode.Attribute("height", "17"), HTMLNode.Attribute("fill", ink.color),
          ],
          [.tag("title", [], "\(bar.name): \(NumberText.fixed(value, decimals: 2))")]))
    }
    let isRising = bar.values.1 >= bar.values.0
    let (low, high) = isRising ? bar.ends : (bar.ends.1, bar.ends.0)
    let ends = (min(bar.values.0, bar.values.1), max(bar.values.0, bar.values.1))
    nodes.append(
      TimeChart.label(low, x: x(ends.0) - 5, y: top + 17, anchor: "end", kind: "t n"))
    nodes.append(TimeChart.label(high, x: x(ends.1) + 5, y: top + 17, kind: "t n"))
    return nodes
  }
}
