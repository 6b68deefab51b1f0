import ResultTypes

/// Lines over simulated time in one or more panels, one below the other, with the warm-up and the
/// faults as bands.
struct TimeChart {
  /// One plot with its own vertical axis.
  struct Panel {
    /// What the axis counts, for example `requests/s`.
    var unit: String
    var series: [ChartSeries]
    var height = 150.0
    /// Nil: linear from 0 to the largest value.
    var scale: ChartScale?
    /// How a tick is labelled.
    var label: (Double) -> String = NumberText.tick
  }

  /// A stretch of time that is shaded and named.
  struct Band {
    var text: String
    var from: Double
    var to: Double
    var isFault: Bool
  }

  var id: String
  var title: String
  var description: String
  var panels: [Panel]
  var bands: [Band]
  /// Middle of each interval in seconds.
  var times: [Double]
  var axis: TimeAxis

  private var end: Double { axis.end }

  private static let width = 880.0
  private static let left = 58.0
  private static let right = 10.0
  private static let legendLine = 17.0
  private static let laneHeight = 14.0
  private static let cellWidth = 6.3
  /// Longer series are drawn by the smallest and the largest value of so many stretches.
  private static let buckets = 120
  private static var plotWidth: Double { width - left - right }

  /// The picture.
  var svg: HTMLNode {
    var nodes: [HTMLNode] = [
      .tag("title", [.id(id + "-t")], title), .tag("desc", [.id(id + "-d")], description),
    ]
    let lanes = bandLanes
    let bandHeight = Double((lanes.map(\.lane).max() ?? -1) + 1) * TimeChart.laneHeight
    var top = 0.0
    for (index, panel) in panels.enumerated() {
      let legend = legendNodes(panel, top: top)
      nodes += legend.nodes
      let labels = index == 0 ? bandHeight : 0
      let plotTop = top + legend.height + labels + 6
      nodes += bandNodes(lanes, top: plotTop, height: panel.height, labelled: index == 0)
      nodes += plotNodes(panel, top: plotTop)
      top = plotTop + panel.height + (index == panels.count - 1 ? 24 : 12)
    }
    nodes += timeAxisNodes(bottom: top - 24)
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute(
          "viewBox", "0 0 \(ChartPath.pixels(TimeChart.width)) \(ChartPath.pixels(top))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "\(id)-t \(id)-d"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
        HTMLNode.Attribute("font-size", "11"),
      ], nodes)
  }

  private func x(_ seconds: Double) -> Double {
    TimeChart.left + TimeChart.plotWidth * (end > 0 ? min(1, max(0, seconds / end)) : 0)
  }

  // MARK: Parts

  private static func line(
    _ from: (Double, Double), _ to: (Double, Double), _ kind: String, _ color: String
  ) -> HTMLNode {
    .tag(
      "path",
      [
        .class(kind), HTMLNode.Attribute("stroke", color), HTMLNode.Attribute("fill", "none"),
        HTMLNode.Attribute(
          "d",
          "M\(ChartPath.pixels(from.0)) \(ChartPath.pixels(from.1))"
            + "L\(ChartPath.pixels(to.0)) \(ChartPath.pixels(to.1))"),
      ])
  }

  static func label(
    _ text: String, x: Double, y: Double, anchor: String = "start", kind: String = "t",
    color: String = "#4a5059"
  ) -> HTMLNode {
    .tag(
      "text",
      [
        .class(kind), HTMLNode.Attribute("x", ChartPath.pixels(x)),
        HTMLNode.Attribute("y", ChartPath.pixels(y)),
        HTMLNode.Attribute("text-anchor", anchor), HTMLNode.Attribute("fill", color),
      ], text)
  }

  private func strokeAttributes(_ series: ChartSeries) -> [HTMLNode.Attribute] {
    var attributes = [
      HTMLNode.Attribute.class("s\(series.ink.rawValue)"),
      HTMLNode.Attribute("fill", "none"), HTMLNode.Attribute("stroke", series.ink.color),
      HTMLNode.Attribute("stroke-width", series.strokeWidth),
      HTMLNode.Attribute("stroke-linejoin", "round"),
    ]
    if let dash = series.isSecondary ? "1.5 2.5" : series.ink.dash {
      attributes.append(HTMLNode.Attribute("stroke-dasharray", dash))
    }
    return attributes
  }

  private func legendNodes(
    _ panel: Panel, top: Double
  ) -> (nodes: [HTMLNode], height: Double) {
    var nodes: [HTMLNode] = []
    var row = 0.0
    let unitWidth = Double(DisplayWidth.cells(of: panel.unit)) * TimeChart.cellWidth
    nodes.append(
      TimeChart.label(panel.unit, x: TimeChart.left, y: top + 12, kind: "t u"))
    var x = TimeChart.left + unitWidth + 22
    for series in panel.series {
      let name = DisplayWidth.clipped(series.name, to: 48)
      let size = 28 + Double(DisplayWidth.cells(of: name)) * TimeChart.cellWidth + 16
      if x + size > TimeChart.width, x > TimeChart.left + unitWidth + 22 {
        row += 1
        x = TimeChart.left + unitWidth + 22
      }
      let y = top + row * TimeChart.legendLine + 8
      nodes.append(
        .tag(
          "path",
          strokeAttributes(series) + [
            HTMLNode.Attribute("d", "M\(ChartPath.pixels(x)) \(ChartPath.pixels(y))h22")
          ]))
      nodes.append(TimeChart.label(name, x: x + 28, y: y + 4))
      x += size
    }
    return (nodes, (row + 1) * TimeChart.legendLine)
  }

  private func plotNodes(_ panel: Panel, top: Double) -> [HTMLNode] {
    let scale =
      panel.scale ?? ChartScale.linear(maximum: panel.series.map(\.maximum).max() ?? 0)
    let bottom = top + panel.height
    func y(_ value: Double) -> Double { bottom - panel.height * scale.position(value) }
    var nodes: [HTMLNode] = []
    for tick in scale.ticks {
      nodes.append(
        TimeChart.line(
          (TimeChart.left, y(tick)), (TimeChart.width - TimeChart.right, y(tick)), "g",
          tick == scale.low ? "#9aa1ab" : "#e3e6ea"))
      nodes.append(
        TimeChart.label(
          panel.label(tick), x: TimeChart.left - 7, y: y(tick) + 4, anchor: "end", kind: "t n"))
    }
    for series in panel.series {
      var points = ChartPath.decimated(
        series.values, times: times, buckets: TimeChart.buckets)
      if points.count == 1 {
        points = [(0, points[0].value), (end, points[0].value)]
      }
      nodes.append(
        .tag(
          "path",
          strokeAttributes(series) + [
            HTMLNode.Attribute(
              "d",
              ChartPath.data(
                points.map { point in
                  point.value.map { (x: self.x(point.time), y: y($0)) }
                }))
          ]))
    }
    return nodes
  }

  private func timeAxisNodes(bottom: Double) -> [HTMLNode] {
    axis.ticks.flatMap { tick in
      let x = x(tick.seconds)
      return [
        TimeChart.line((x, bottom), (x, bottom + 4), "g", "#9aa1ab"),
        TimeChart.label(
          tick.text, x: x, y: bottom + 17,
          anchor: tick.seconds == 0 ? "start" : x > TimeChart.width - 30 ? "end" : "middle",
          kind: "t n"),
      ]
    }
  }

  // MARK: Bands

  private var bandLanes: [(band: Band, lane: Int, x: Double, text: String, anchor: String)] {
    var ends: [Double] = []
    return bands.map { band in
      let text = DisplayWidth.clipped(band.text, to: 60)
      let size = Double(DisplayWidth.cells(of: text)) * TimeChart.cellWidth + 8
      let fits = x(band.from) + size <= TimeChart.width
      let start = fits ? x(band.from) : max(TimeChart.left, x(band.to) - size)
      let lane = ends.firstIndex { $0 <= start } ?? ends.count
      if lane == ends.count { ends.append(0) }
      ends[lane] = start + size
      return (band, lane, fits ? x(band.from) : x(band.to), text, fits ? "start" : "end")
    }
  }

  private func bandNodes(
    _ lanes: [(band: Band, lane: Int, x: Double, text: String, anchor: String)], top: Double,
    height: Double, labelled: Bool
  ) -> [HTMLNode] {
    let lanesHeight = Double((lanes.map(\.lane).max() ?? -1) + 1) * TimeChart.laneHeight
    return lanes.flatMap { entry -> [HTMLNode] in
      let band = entry.band
      let labelY = top - lanesHeight + Double(entry.lane) * TimeChart.laneHeight + 9
      let rectTop = labelled ? labelY - 9 : top
      var nodes: [HTMLNode] = [
        .tag(
          "rect",
          [
            .class(band.isFault ? "fb" : "wb"),
            HTMLNode.Attribute("x", ChartPath.pixels(x(band.from))),
            HTMLNode.Attribute("y", ChartPath.pixels(rectTop)),
            HTMLNode.Attribute(
              "width", ChartPath.pixels(max(1, x(band.to) - x(band.from)))),
            HTMLNode.Attribute("height", ChartPath.pixels(top + height - rectTop)),
            HTMLNode.Attribute("fill", band.isFault ? "#d55e00" : "#8a919c"),
            HTMLNode.Attribute("fill-opacity", band.isFault ? "0.13" : "0.12"),
          ])
      ]
      if labelled {
        nodes.append(
          TimeChart.label(
            entry.text, x: entry.x + (entry.anchor == "start" ? 4 : -4), y: labelY + 1,
            anchor: entry.anchor, kind: band.isFault ? "t fl" : "t",
            color: band.isFault ? "#a64900" : "#6b727c"))
      }
      return nodes
    }
  }
}
