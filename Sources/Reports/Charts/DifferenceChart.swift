import ResultTypes

/// A difference over time with its band, around a line at 0.
struct DifferenceChart {
  var id: String
  var band: DifferenceBand
  var intervalSeconds: Double
  var warmupSeconds: Double
  var axis: TimeAxis
  var ink: ChartSeries.Ink

  private static let left = 66.0
  private static let right = 10.0
  private static let top = 22.0
  private static let height = 96.0

  var svg: HTMLNode {
    let values = (band.low + band.high + band.mean).compactMap { $0 } + [0]
    let scale = ChartFrame.scale(low: values.min() ?? 0, high: values.max() ?? 1)
    let bottom = Self.top + Self.height
    func y(_ value: Double) -> Double {
      bottom - Self.height * (value - scale.low) / (scale.high - scale.low)
    }
    func x(_ index: Int) -> Double { self.x((Double(index) + 0.5) * intervalSeconds) }
    var nodes = frame(scale.ticks, y)
    let points = band.mean.indices.map { index -> (x: Double, low: Double, high: Double)? in
      guard let low = band.low[index], let high = band.high[index] else { return nil }
      return (x(index), y(low), y(high))
    }
    nodes.append(
      ChartFrame.area(
        ChartFrame.bandPath(points), kind: "f\(ink.rawValue)", color: ink.color, opacity: "0.25"))
    nodes.append(
      ChartFrame.stroke(
        ChartPath.data(
          band.mean.enumerated().map { index, value in value.map { (x: x(index), y: y($0)) } }),
        kind: "s\(ink.rawValue)", color: ink.color, width: "1.8"))
    return ChartFrame.svg(
      id: id, title: "\(band.name), \(band.variant) minus baseline",
      description: "Mean difference at each interval with its 95 % interval.",
      height: bottom + 24, nodes)
  }

  private func x(_ seconds: Double) -> Double {
    let width = ChartFrame.width - Self.left - Self.right
    return Self.left + width * (axis.end > 0 ? min(1, max(0, seconds / axis.end)) : 0)
  }

  private func frame(_ ticks: [Double], _ y: (Double) -> Double) -> [HTMLNode] {
    let right = ChartFrame.width - Self.right
    let bottom = Self.top + Self.height
    var nodes = [
      TimeChart.label("\(band.name), \(unit)", x: Self.left, y: 12, kind: "t u")
    ]
    if warmupSeconds > 0 {
      nodes.append(
        .tag(
          "rect",
          [
            .class("wb"), HTMLNode.Attribute("x", ChartPath.pixels(Self.left)),
            HTMLNode.Attribute("y", ChartPath.pixels(Self.top)),
            HTMLNode.Attribute("width", ChartPath.pixels(x(warmupSeconds) - Self.left)),
            HTMLNode.Attribute("height", ChartPath.pixels(Self.height)),
            HTMLNode.Attribute("fill", "#8a919c"), HTMLNode.Attribute("fill-opacity", "0.12"),
          ]))
      nodes.append(
        TimeChart.label(
          "warm-up", x: Self.left + 4, y: Self.top + 11, color: "#6b727c"))
    }
    for tick in ticks {
      let isZero = abs(tick) < 1e-12
      nodes.append(
        ChartFrame.line(
          (Self.left, y(tick)), (right, y(tick)), color: isZero ? "#6b727c" : "#e3e6ea"))
      nodes.append(
        TimeChart.label(
          (tick > 0 ? "+" : "") + (isZero ? "0" : NumberText.tick(tick)), x: Self.left - 7,
          y: y(tick) + 4, anchor: "end", kind: "t n"))
    }
    for tick in axis.ticks {
      let place = x(tick.seconds)
      nodes.append(ChartFrame.line((place, bottom), (place, bottom + 4), color: "#9aa1ab"))
      nodes.append(
        TimeChart.label(
          tick.text, x: place, y: bottom + 17,
          anchor: tick.seconds == 0 ? "start" : place > ChartFrame.width - 30 ? "end" : "middle",
          kind: "t n"))
    }
    return nodes
  }

  private var unit: String { band.unit == "1" ? "share" : band.unit }
}
