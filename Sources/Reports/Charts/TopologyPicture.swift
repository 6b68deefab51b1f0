import ResultTypes

/// Tiers as boxes along the ways of the requests: where they stand, how busy they are, and what
/// runs between them.
struct TopologyPicture {
  let result: CapacityResult

  private static let boxWidth = 168.0
  private static let boxHeight = 104.0
  private static let gap = 40.0
  private static let top = 26.0

  /// Column and row of each tier: behind all that come before it on any way.
  private var places: [(column: Int, row: Int)] {
    var columns = [Int](repeating: 0, count: result.tiers.count)
    for _ in result.tiers {
      for way in result.topology.ways {
        for (from, to) in zip(way.tiers, way.tiers.dropFirst()) where from != to {
          columns[to] = min(max(columns[to], columns[from] + 1), result.tiers.count - 1)
        }
      }
    }
    var rows: [Int: Int] = [:]
    return columns.map { column in
      let column = min(column, 3)
      rows[column, default: 0] += 1
      return (column, (rows[column] ?? 1) - 1)
    }
  }

  var svg: HTMLNode {
    let places = places
    let columns = Double((places.map(\.column).max() ?? 0) + 1)
    let rows = Double((places.map(\.row).max() ?? 0) + 1)
    let step = min((880 - 110 - Self.boxWidth) / max(columns - 1, 1), 240)
    func corner(_ tier: Int) -> (x: Double, y: Double) {
      (
        110 + Double(places[tier].column) * step,
        Self.top + Double(places[tier].row) * (Self.boxHeight + Self.gap)
      )
    }
    var nodes: [HTMLNode] = [
      .tag("title", [.id("topology-t")], "Topology: tiers, places and ways"),
      .tag(
        "desc", [.id("topology-d")],
        "Boxes are tiers with their busy share at the plan; lines are the ways of requests."),
    ]
    nodes += ways(corner, columns: places.map(\.column))
    for index in result.tiers.indices { nodes += box(index, corner(index)) }
    let bottom = Self.top + rows * (Self.boxHeight + Self.gap)
    for (index, link) in result.topology.links.enumerated() {
      nodes.append(
        TimeChart.label(
          DisplayWidth.clipped("\(link.name): \(link.latency)", to: 110), x: 8,
          y: bottom + 14 + 16 * Double(index), kind: "t n"))
    }
    let height = bottom + 16 * Double(result.topology.links.count) + 8
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute("viewBox", "0 0 880 \(ChartPath.pixels(height))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "topology-t topology-d"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
        HTMLNode.Attribute("font-size", "11"),
      ], nodes)
  }

  private func ways(
    _ corner: (Int) -> (x: Double, y: Double), columns: [Int]
  ) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    for (index, way) in result.topology.ways.enumerated() {
      let ink = ChartSeries.Ink.cycle(index)
      // Ways beside each other, so that each can be followed.
      let shift = Double(index) * 14
      var points: [(Double, Double)] = []
      for (place, tier) in way.tiers.enumerated() {
        let box = corner(tier)
        let y = box.y + 30 + shift
        if place == 0 { points.append((8, y)) }
        points.append((box.x, y))
        points.append((box.x + Self.boxWidth, y))
      }
      guard let first = points.first else { continue }
      for (place, (from, to)) in zip(points, points.dropFirst()).enumerated()
      where place % 2 == 0 {
        var line = [from, to]
        let hop = place / 2
        if hop > 0, columns[way.tiers[hop]] > columns[way.tiers[hop - 1]] + 1 {
          // Over the boxes in between, which it does not pass.
          let height = min(from.1, to.1) - 30 - shift - 5 - 5 * Double(index)
          line = [from, (from.0 + 10, height), (to.0 - 14, height), to]
        }
        let path = line.map { "\(ChartPath.pixels($0.0)) \(ChartPath.pixels($0.1))" }
        nodes.append(
          PlotChart.stroke(
            "M\(path.joined(separator: "L"))m-6-3l6 3l-6 3", "s\(ink.rawValue)", ink.color,
            width: "1.8", dash: nil))
      }
      nodes.append(
        TimeChart.label(
          "\(way.kind) \(NumberText.short(way.perSecond))/s", x: 8, y: first.1 - 3, kind: "t n"))
    }
    return nodes
  }

  private func box(_ index: Int, _ corner: (x: Double, y: Double)) -> [HTMLNode] {
    let tier = result.tiers[index]
    let isLimit = tier.name == result.limitingTier
    func attribute(_ name: String, _ value: Double) -> HTMLNode.Attribute {
      HTMLNode.Attribute(name, ChartPath.pixels(value))
    }
    var nodes: [HTMLNode] = [
      .tag(
        "rect",
        [
          .class("box"), attribute("x", corner.x), attribute("y", corner.y),
          attribute("width", Self.boxWidth), attribute("height", Self.boxHeight),
          HTMLNode.Attribute("rx", "6"), HTMLNode.Attribute("fill", "#f7f8fa"),
          HTMLNode.Attribute("stroke", isLimit ? "#d55e00" : "#9aa1ab"),
          HTMLNode.Attribute("stroke-width", isLimit ? "2.5" : "1"),
        ])
    ]
    let servers = tier.servers > 1 ? " x \(tier.servers)" : ""
    let title = "\(DisplayWidth.clipped(tier.name, to: 16)) \(tier.nodes)\(servers)"
    nodes.append(
      TimeChart.label(title, x: corner.x + 10, y: corner.y + 17, kind: "t u"))
    let sites = result.topology.sites.indices.contains(index) ? result.topology.sites[index] : []
    for (row, site) in sites.prefix(3).enumerated() {
      let more = row == 2 && sites.count > 3 ? " and \(sites.count - 3) more" : ""
      nodes.append(
        TimeChart.label(
          "\(site.place): \(site.nodes)\(more)", x: corner.x + 10,
          y: corner.y + 34 + 14 * Double(row), kind: "t n"))
    }
    let width = Self.boxWidth - 20
    let barTop = corner.y + Self.boxHeight - 26
    for (part, color, kind) in [
      (1.0, "#e3e6ea", "f0"),
      (min(tier.utilization, 1), isLimit ? "#d55e00" : "#0072b2", isLimit ? "f2" : "f1"),
    ] {
      nodes.append(
        .tag(
          "rect",
          [
            .class(kind), attribute("x", corner.x + 10), attribute("y", barTop),
            attribute("width", max(width * part, 0.5)), HTMLNode.Attribute("height", "6"),
            HTMLNode.Attribute("fill", color),
          ]))
    }
    let limits = isLimit ? ", limits first" : tier.name == result.nextLimitingTier ? ", next" : ""
    nodes.append(
      TimeChart.label(
        "\(NumberText.percent(tier.utilization)) busy\(limits)", x: corner.x + 10,
        y: barTop + 18, kind: "t n"))
    return nodes
  }
}
