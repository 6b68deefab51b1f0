/// Relative differences of many figures with their intervals, one row a figure, around a line at 0.
struct ForestChart {
  /// One figure.
  struct Row {
    var name: String
    /// As shares of the baseline's value.
    var mean: Double
    var low: Double
    var high: Double
    /// `better`, `worse` and so on.
    var verdict: String
    /// The verdict as it is written, with its sign.
    var words: String
  }

  var id: String
  var title: String
  var rows: [Row]
  var noise: Double

  private static let left = 250.0
  private static let right = 140.0
  private static let rowHeight = 18.0
  private static let top = 26.0
  /// Shares are drawn up to this; beyond it an arrow stands.
  private static let widest = 1.5

  var svg: HTMLNode {
    let most = min(
      Self.widest, max(rows.flatMap { [abs($0.low), abs($0.high)] }.max() ?? 0, 2 * noise, 0.01))
    let scale = ChartFrame.scale(low: -most, high: most)
    let width = ChartFrame.width - Self.left - Self.right
    func x(_ value: Double) -> Double {
      let held = min(scale.high, max(scale.low, value))
      return Self.left + width * (held - scale.low) / (scale.high - scale.low)
    }
    let bottom = Self.top + Self.rowHeight * Double(rows.count) + 4
    var nodes: [HTMLNode] = []
    if noise > 0 {
      nodes.append(
        .tag(
          "rect",
          [
            .class("wb"), HTMLNode.Attribute("x", ChartPath.pixels(x(-noise))),
            HTMLNode.Attribute("y", ChartPath.pixels(Self.top - 6)),
            HTMLNode.Attribute("width", ChartPath.pixels(max(1, x(noise) - x(-noise)))),
            HTMLNode.Attribute("height", ChartPath.pixels(bottom - Self.top + 6)),
            HTMLNode.Attribute("fill", "#8a919c"), HTMLNode.Attribute("fill-opacity", "0.16"),
          ]))
    }
    for tick in scale.ticks {
      let isZero = abs(tick) < 1e-12
      nodes.append(
        ChartFrame.line(
          (x(tick), Self.top - 6), (x(tick), bottom), color: isZero ? "#6b727c" : "#e3e6ea"))
      nodes.append(
        TimeChart.label(
          isZero ? "0" : (tick > 0 ? "+" : "") + percent(tick), x: x(tick), y: 12,
          anchor: "middle", kind: "t n"))
    }
    for (index, row) in rows.enumerated() {
      let y = Self.top + Self.rowHeight * (Double(index) + 0.5)
      nodes += self.nodes(row, y: y, x: x, edges: (scale.low, scale.high))
    }
    return ChartFrame.svg(
      id: id, title: title,
      description: "Differences as shares of the baseline's values with their intervals.",
      height: bottom + 6, nodes)
  }

  private func nodes(
    _ row: Row, y: Double, x: (Double) -> Double, edges: (low: Double, high: Double)
  ) -> [HTMLNode] {
    let ink: ChartSeries.Ink =
      switch row.verdict {
      case "better": .green
      case "worse": .vermilion
      case "different": .purple
      default: .gray
      }
    let kind = "s\(ink.rawValue)"
    var nodes = [
      TimeChart.label(
        DisplayWidth.clipped(row.name, to: 42), x: Self.left - 10, y: y + 4, anchor: "end"),
      TimeChart.label(row.words, x: ChartFrame.width - Self.right + 12, y: y + 4),
    ]
    let isBeyond = row.mean < edges.low || row.mean > edges.high
    if isBeyond {
      let (end, back) = row.mean > 0 ? (x(edges.high), -7.0) : (x(edges.low), 7.0)
      nodes.append(
        ChartFrame.stroke(
          "M\(ChartPath.pixels(x(0))) \(ChartPath.pixels(y))H\(ChartPath.pixels(end))"
            + "m\(ChartPath.pixels(back)) -4l\(ChartPath.pixels(-back)) 4"
            + "l\(ChartPath.pixels(back)) 4",
          kind: kind, color: ink.color, width: "1.8"))
      nodes.append(
        TimeChart.label(
          (row.mean > 0 ? "+" : "") + percent(row.mean), x: end + back * 1.6, y: y - 2,
          anchor: row.mean > 0 ? "end" : "start", kind: "t n"))
      return nodes
    }
    nodes.append(
      ChartFrame.stroke(
        "M\(ChartPath.pixels(x(row.low))) \(ChartPath.pixels(y - 4))v8m0 -4"
          + "H\(ChartPath.pixels(x(row.high)))m0 -4v8",
        kind: kind, color: ink.color, width: "1.8"))
    nodes.append(
      .tag(
        "circle",
        [
          .class("f\(ink.rawValue)"), HTMLNode.Attribute("cx", ChartPath.pixels(x(row.mean))),
          HTMLNode.Attribute("cy", ChartPath.pixels(y)), HTMLNode.Attribute("r", "3.2"),
          HTMLNode.Attribute("fill", ink.color),
        ]))
    return nodes
  }

  private func percent(_ share: Double) -> String {
    (share < 0 ? "-" : "") + NumberText.tick(abs(share) * 100) + " %"
  }
}
