/// A figure against one varied value: points with their intervals, joined where they are a grid.
struct ParameterChart {
  /// One point.
  struct Point {
    /// The varied value as it is written.
    var setting: String
    var value: Double?
    var low: Double?
    var high: Double?
  }

  var id: String
  var title: String
  /// What is varied.
  var parameter: String
  var points: [Point]
  /// Joins the points by lines.
  var isJoined: Bool
  /// How a value of the figure is written at the axis.
  var label: (Double) -> String

  private static let left = 74.0
  private static let right = 24.0
  private static let top = 10.0
  private static let height = 170.0

  var svg: HTMLNode {
    let values = points.flatMap { [$0.value, $0.low, $0.high] }.compactMap { $0 }
    let most = values.max() ?? 1
    // From 0, unless all of it would lie in the uppermost part.
    let least = (values.min() ?? 0) > 0.6 * most ? values.min() ?? 0 : min(0, values.min() ?? 0)
    let scale = ChartFrame.scale(low: least, high: most)
    let bottom = Self.top + Self.height
    func y(_ value: Double) -> Double {
      bottom - Self.height * (value - scale.low) / (scale.high - scale.low)
    }
    var nodes: [HTMLNode] = []
    for tick in scale.ticks {
      nodes.append(
        ChartFrame.line(
          (Self.left, y(tick)), (ChartFrame.width - Self.right, y(tick)),
          color: tick == scale.low ? "#9aa1ab" : "#e3e6ea"))
      nodes.append(
        TimeChart.label(
          label(tick), x: Self.left - 7, y: y(tick) + 4, anchor: "end", kind: "t n"))
    }
    nodes += settingNodes(bottom)
    if isJoined {
      let line = zip(points, places).map { point, x in
        point.value.map { (x: x, y: y($0)) }
      }
      nodes.append(
        ChartFrame.stroke(
          ChartPath.data(line), kind: "s1", color: ChartSeries.Ink.blue.color, width: "1.8"))
    }
    for (point, x) in zip(points, places) { nodes += self.nodes(point, x, y) }
    nodes.append(
      TimeChart.label(
        parameter, x: (Self.left + ChartFrame.width - Self.right) / 2, y: bottom + 36,
        anchor: "middle", kind: "t u"))
    return ChartFrame.svg(
      id: id, title: title,
      description: "Each point is the mean over replications with its 95 % interval.",
      height: bottom + 44, nodes)
  }

  private func nodes(_ point: Point, _ x: Double, _ y: (Double) -> Double) -> [HTMLNode] {
    guard let value = point.value else { return [] }
    var nodes: [HTMLNode] = []
    if let low = point.low, let high = point.high {
      nodes.append(
        ChartFrame.stroke(
          "M\(ChartPath.pixels(x - 4)) \(ChartPath.pixels(y(low)))h8m-4 0"
            + "V\(ChartPath.pixels(y(high)))m-4 0h8",
          kind: "s1", color: ChartSeries.Ink.blue.color, width: "1.4"))
    }
    nodes.append(
      .tag(
        "circle",
        [
          .class("f1"), HTMLNode.Attribute("cx", ChartPath.pixels(x)),
          HTMLNode.Attribute("cy", ChartPath.pixels(y(value))), HTMLNode.Attribute("r", "3.4"),
          HTMLNode.Attribute("fill", ChartSeries.Ink.blue.color),
        ]))
    return nodes
  }

  /// Where the points stand: by their numbers when all have one unit, else side by side.
  private var places: [Double] {
    let width = ChartFrame.width - Self.left - Self.right - 40
    let numbers = points.map { Self.number($0.setting) }
    let units = Set(numbers.map { $0?.unit ?? "?" })
    let values = numbers.compactMap { $0?.value }
    if units.count == 1, values.count == points.count, let low = values.min(),
      let high = values.max(), high > low
    {
      return values.map { Self.left + 20 + width * ($0 - low) / (high - low) }
    }
    return points.indices.map {
      Self.left + 20 + width * (points.count > 1 ? Double($0) / Double(points.count - 1) : 0.5)
    }
  }

  /// Labels that do not run into one another.
  private func settingNodes(_ bottom: Double) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    var end = 0.0
    for (x, point) in zip(places, points).sorted(by: { $0.0 < $1.0 }) {
      let size = Double(DisplayWidth.cells(of: point.setting)) * 6.3
      guard x - size / 2 > end else { continue }
      nodes.append(ChartFrame.line((x, bottom), (x, bottom + 4), color: "#9aa1ab"))
      nodes.append(
        TimeChart.label(point.setting, x: x, y: bottom + 17, anchor: "middle", kind: "t n"))
      end = x + size / 2 + 6
    }
    return nodes
  }

  /// The number at the beginning of a value, and what stands behind it.
  private static func number(_ text: String) -> (value: Double, unit: String)? {
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
    return Double(digits).map { ($0, String(text.dropFirst(digits.count))) }
  }
}
