/// Lines and marks over a number, such as a load or a cost, in panels one below the other.
///
/// Each mark says its numbers when the pointer rests on it (an SVG title, no script), and tells a
/// good from a bad outcome by its shape as well as by its colour.
struct PlotChart {
  /// A point of a line.
  struct Mark {
    var x: Double
    var y: Double?
    /// Ends of the interval of `y`.
    var low: Double?
    var high: Double?
    /// A full circle; a cross when it does not hold.
    var isGood = true
    /// What the pointer is told.
    var words = ""
  }

  /// One line.
  struct Line {
    var name: String
    var marks: [Mark]
    var ink: ChartSeries.Ink
    /// False: marks alone.
    var isJoined = true
  }

  /// One plot with its own vertical axis.
  struct Panel {
    var unit: String
    var lines: [Line]
    var height = 140.0
    var scale: ChartScale?
    var label: (Double) -> String = NumberText.tick
  }

  /// A vertical line with a name.
  struct Rule {
    var x: Double
    var text: String
    var ink: ChartSeries.Ink
  }

  var id: String
  var title: String
  var description: String
  var panels: [Panel]
  var rules: [Rule] = []
  var axis: ChartScale
  /// What the horizontal axis counts.
  var axisUnit: String
  var tick: (Double) -> String = NumberText.tick

  private static let width = 880.0
  private static let left = 58.0
  private static let right = 14.0
  private static var plotWidth: Double { width - left - right }

  /// The picture.
  var svg: HTMLNode {
    var nodes: [HTMLNode] = [
      .tag("title", [.id(id + "-t")], title), .tag("desc", [.id(id + "-d")], description),
    ]
    var top = 0.0
    for (index, panel) in panels.enumerated() {
      nodes += legend(panel, top: top)
      let plotTop = top + (index == 0 ? 36 : 24)
      nodes += ruleNodes(top: plotTop, height: panel.height, labelled: index == 0)
      nodes += plot(panel, top: plotTop)
      top = plotTop + panel.height + (index == panels.count - 1 ? 36 : 12)
    }
    nodes += axisNodes(bottom: top - 36)
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute("viewBox", "0 0 880 \(ChartPath.pixels(top))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "\(id)-t \(id)-d"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
        HTMLNode.Attribute("font-size", "11"),
      ], nodes)
  }

  private func x(_ value: Double) -> Double {
    Self.left + Self.plotWidth * axis.position(value)
  }

  static func stroke(
    _ data: String, _ kind: String, _ color: String, width: String = "1", dash: String? = nil
  ) -> HTMLNode {
    .tag(
      "path",
      [
        .class(kind), HTMLNode.Attribute("fill", "none"), HTMLNode.Attribute("stroke", color),
        HTMLNode.Attribute("stroke-width", width), HTMLNode.Attribute("d", data),
      ] + (dash.map { [HTMLNode.Attribute("stroke-dasharray", $0)] } ?? []))
  }

  private func legend(_ panel: Panel, top: Double) -> [HTMLNode] {
    var nodes = [TimeChart.label(panel.unit, x: Self.left, y: top + 12, kind: "t u")]
    var x = Self.left + Double(DisplayWidth.cells(of: panel.unit)) * 6.3 + 22
    for line in panel.lines {
      let name = DisplayWidth.clipped(line.name, to: 30)
      let kind = "s\(line.ink.rawValue)"
      if line.isJoined {
        nodes.append(
          Self.stroke(
            "M\(ChartPath.pixels(x)) \(ChartPath.pixels(top + 8))h22", kind, line.ink.color,
            width: "1.8", dash: line.ink.dash))
      } else {
        nodes.append(sign(Mark(x: 0), line.ink, at: (x + 18, top + 8)))
      }
      nodes.append(TimeChart.label(name, x: x + 28, y: top + 12))
      x += 44 + Double(DisplayWidth.cells(of: name)) * 6.3
    }
    return nodes
  }

  private func plot(_ panel: Panel, top: Double) -> [HTMLNode] {
    let most = panel.lines.flatMap(\.marks).compactMap { $0.high ?? $0.y }.max() ?? 0
    let scale = panel.scale ?? ChartScale.linear(maximum: most)
    let bottom = top + panel.height
    func y(_ value: Double) -> Double { bottom - panel.height * scale.position(value) }
    var nodes: [HTMLNode] = []
    for tick in scale.ticks {
      nodes.append(
        Self.stroke(
          "M\(ChartPath.pixels(Self.left)) \(ChartPath.pixels(y(tick)))"
            + "h\(ChartPath.pixels(Self.plotWidth))", "g",
          tick == scale.low ? "#9aa1ab" : "#e3e6ea"))
      nodes.append(
        TimeChart.label(
          panel.label(tick), x: Self.left - 7, y: y(tick) + 4, anchor: "end", kind: "t n"))
    }
    for line in panel.lines {
      let points = line.marks.map { mark in
        mark.y.map { (x: self.x(mark.x), y: y($0)) }
      }
      if line.isJoined {
        nodes.append(
          Self.stroke(
            ChartPath.data(points), "s\(line.ink.rawValue)", line.ink.color, width: "1.8",
            dash: line.ink.dash))
      }
      for (mark, point) in zip(line.marks, points) {
        guard let point else { continue }
        if let low = mark.low, let high = mark.high {
          nodes.append(
            Self.stroke(
              "M\(ChartPath.pixels(point.x)) \(ChartPath.pixels(y(low)))"
                + "V\(ChartPath.pixels(y(high)))", "s\(line.ink.rawValue)", line.ink.color,
              width: "1.2"))
        }
        nodes.append(sign(mark, line.ink, at: point))
      }
    }
    return nodes
  }

  /// A full circle, or a cross.
  private func sign(
    _ mark: Mark, _ ink: ChartSeries.Ink, at point: (x: Double, y: Double)
  ) -> HTMLNode {
    let words = mark.words.isEmpty ? [] : [HTMLNode.tag("title", [], mark.words)]
    if mark.isGood {
      return .tag(
        "circle",
        [
          .class("f\(ink.rawValue)"), HTMLNode.Attribute("cx", ChartPath.pixels(point.x)),
          HTMLNode.Attribute("cy", ChartPath.pixels(point.y)), HTMLNode.Attribute("r", "3.6"),
          HTMLNode.Attribute("fill", ink.color),
        ], words)
    }
    let (left, top) = (ChartPath.pixels(point.x - 4), ChartPath.pixels(point.y - 4))
    return .tag(
      "path",
      [
        .class("s2"), HTMLNode.Attribute("fill", "none"),
        HTMLNode.Attribute("stroke", ChartSeries.Ink.vermilion.color),
        HTMLNode.Attribute("stroke-width", "2"),
        HTMLNode.Attribute("d", "M\(left) \(top)l8 8m-8 0l8-8"),
      ], words)
  }

  private func ruleNodes(top: Double, height: Double, labelled: Bool) -> [HTMLNode] {
    var taken: [(lane: Double, span: ClosedRange<Double>)] = []
    return rules.flatMap { rule -> [HTMLNode] in
      let x = x(rule.x)
      let size = Double(DisplayWidth.cells(of: rule.text)) * 6.3 + 10
      let others = rules.map { self.x($0.x) }.filter { $0 != x }
      func isCrossed(_ span: ClosedRange<Double>) -> Bool { others.contains(where: span.contains) }
      // A name stands left of its line where there is no room, or another line would cross it.
      let isLeft =
        x + size > Self.width
        || (isCrossed(x...(x + size)) && x - size > Self.left && !isCrossed((x - size)...x))
      let start = isLeft ? x - size : x
      let span = start...(start + size)
      var lane = 0.0
      while taken.contains(where: { $0.lane == lane && $0.span.overlaps(span) }) { lane += 1 }
      taken.append((lane, span))
      var nodes = [
        Self.stroke(
          "M\(ChartPath.pixels(x)) \(ChartPath.pixels(top))v\(ChartPath.pixels(height))",
          "s\(rule.ink.rawValue)", rule.ink.color, width: "1.4", dash: "4 3")
      ]
      if labelled {
        nodes.append(
          TimeChart.label(
            rule.text, x: x + (isLeft ? -4 : 4), y: top + 10 + 12 * lane,
            anchor: isLeft ? "end" : "start"))
      }
      return nodes
    }
  }

  private func axisNodes(bottom: Double) -> [HTMLNode] {
    axis.ticks.map { tick in
      TimeChart.label(
        self.tick(tick), x: x(tick), y: bottom + 16,
        anchor: x(tick) > Self.width - 30 ? "end" : "middle", kind: "t n")
    } + [
      TimeChart.label(
        axisUnit, x: Self.left + Self.plotWidth / 2, y: bottom + 31, anchor: "middle", kind: "t u")
    ]
  }
}
