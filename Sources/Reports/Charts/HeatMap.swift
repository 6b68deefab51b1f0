import ResultTypes

/// Busy share per node (rows) over time (columns) of one tier.
struct HeatMap {
  var id: String
  var title: String
  var description: String
  /// Per mille by node and column.
  var permille: [[UInt16]]
  var secondsPerColumn: Double
  var axis: TimeAxis
  var faults: [FaultBand]

  /// More columns than this are averaged together.
  private static let maximumColumns = 120
  private static let width = 880.0
  private static let left = 58.0
  private static let right = 10.0
  private static let levels = 16

  /// From idle to busy: lightness falls without a break (after ColorBrewer's YlOrRd, extended), so
  /// it reads without colour as well.
  static let palette: [(UInt8, UInt8, UInt8)] = [
    (247, 248, 249), (255, 250, 215), (255, 244, 186), (255, 235, 158), (254, 224, 133),
    (254, 211, 112), (254, 194, 92), (254, 173, 78), (253, 150, 68), (252, 122, 58),
    (247, 92, 48), (236, 62, 38), (218, 34, 32), (192, 12, 36), (158, 2, 40), (110, 0, 34),
  ]

  private var end: Double { axis.end }

  private var rowHeight: Double {
    min(14, max(1.4, 170 / Double(max(permille.count, 1))))
  }

  var svg: HTMLNode {
    let plotHeight = (rowHeight * Double(permille.count)).rounded()
    let plotWidth = HeatMap.width - HeatMap.left - HeatMap.right
    let top = 22.0
    var nodes: [HTMLNode] = [
      .tag("title", [.id(id + "-t")], title), .tag("desc", [.id(id + "-d")], description),
    ]
    let image = image()
    let imageWidth = end > 0 ? plotWidth * min(1, shownSeconds / end) : plotWidth
    nodes.append(
      .tag(
        "image",
        [
          .class("heat"), HTMLNode.Attribute("x", ChartPath.pixels(HeatMap.left)),
          HTMLNode.Attribute("y", ChartPath.pixels(top)),
          HTMLNode.Attribute("width", ChartPath.pixels(imageWidth)),
          HTMLNode.Attribute("height", ChartPath.pixels(plotHeight)),
          HTMLNode.Attribute("preserveAspectRatio", "none"),
          HTMLNode.Attribute("image-rendering", "pixelated"),
          HTMLNode.Attribute("href", image.dataAddress),
        ]))
    nodes.append(
      .tag(
        "rect",
        [
          .class("frame"), HTMLNode.Attribute("x", ChartPath.pixels(HeatMap.left)),
          HTMLNode.Attribute("y", ChartPath.pixels(top)),
          HTMLNode.Attribute("width", ChartPath.pixels(plotWidth)),
          HTMLNode.Attribute("height", ChartPath.pixels(plotHeight)),
          HTMLNode.Attribute("fill", "none"), HTMLNode.Attribute("stroke", "#9aa1ab"),
        ]))
    nodes += faultNodes(top: top, plotWidth: plotWidth)
    nodes += axisNodes(top: top, plotWidth: plotWidth, plotHeight: plotHeight)
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"),
        HTMLNode.Attribute(
          "viewBox",
          "0 0 \(ChartPath.pixels(HeatMap.width)) \(ChartPath.pixels(top + plotHeight + 24))"),
        HTMLNode.Attribute("role", "img"),
        HTMLNode.Attribute("aria-labelledby", "\(id)-t \(id)-d"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
        HTMLNode.Attribute("font-size", "11"),
      ], nodes)
  }

  private var columns: Int { permille.map(\.count).max() ?? 0 }
  private var shownSeconds: Double { Double(columns) * secondsPerColumn }

  private func image() -> PixelImage {
    let columns = columns
    let shown = min(columns, HeatMap.maximumColumns)
    var pixels: [UInt8] = []
    for row in permille {
      for column in 0..<shown {
        let range = column * columns / shown..<(column + 1) * columns / shown
        let cells = range.clamped(to: row.indices).map { Double(row[$0]) }
        let mean = cells.isEmpty ? 0 : cells.reduce(0, +) / Double(cells.count)
        pixels.append(UInt8(min(Double(HeatMap.levels) - 1, mean / 1000 * 15.99)))
      }
    }
    return PixelImage(
      width: max(shown, 1), height: max(permille.count, 1),
      pixels: pixels.isEmpty ? [0] : pixels, palette: HeatMap.palette)
  }

  /// Fault windows as brackets above the map: shading would change its colours.
  private func faultNodes(top: Double, plotWidth: Double) -> [HTMLNode] {
    faults.map { fault in
      let from = HeatMap.left + plotWidth * min(1, fault.fromSeconds / max(end, 1e-9))
      let to = HeatMap.left + plotWidth * min(1, fault.toSeconds / max(end, 1e-9))
      return .tag(
        "path",
        [
          .class("s2"), HTMLNode.Attribute("fill", "none"),
          HTMLNode.Attribute("stroke", "#d55e00"), HTMLNode.Attribute("stroke-width", "2"),
          HTMLNode.Attribute(
            "d",
            "M\(ChartPath.pixels(from)) \(ChartPath.pixels(top - 2))v-4H\(ChartPath.pixels(to))v4"),
        ])
    }
  }

  private func axisNodes(top: Double, plotWidth: Double, plotHeight: Double) -> [HTMLNode] {
    var nodes = [
      TimeChart.label("node", x: HeatMap.left - 7, y: 12, anchor: "end"),
      TimeChart.label("0", x: HeatMap.left - 7, y: top + 9, anchor: "end", kind: "t n"),
    ]
    if permille.count > 1 {
      nodes.append(
        TimeChart.label(
          String(permille.count - 1), x: HeatMap.left - 7, y: top + max(plotHeight, 20),
          anchor: "end", kind: "t n"))
    }
    for tick in axis.ticks {
      let x = HeatMap.left + plotWidth * (end > 0 ? tick.seconds / end : 0)
      nodes.append(
        TimeChart.label(
          tick.text, x: x, y: top + plotHeight + 16,
          anchor: tick.seconds == 0 ? "start" : x > HeatMap.width - 30 ? "end" : "middle",
          kind: "t n"))
    }
    return nodes
  }

  /// The colour scale with its numbers.
  static func legend() -> HTMLNode {
    var nodes: [HTMLNode] = [
      .tag("title", [.id("heat-key-t")], "Colour scale: busy share from 0 to 100 per cent")
    ]
    for (level, color) in palette.enumerated() {
      nodes.append(
        .tag(
          "rect",
          [
            .class("heat"), HTMLNode.Attribute("x", String(level * 18 + 1)),
            HTMLNode.Attribute("y", "1"), HTMLNode.Attribute("width", "18"),
            HTMLNode.Attribute("height", "12"),
            HTMLNode.Attribute("fill", "rgb(\(color.0),\(color.1),\(color.2))"),
          ]))
    }
    for (percent, anchor) in [
      (0, "start"), (25, "middle"), (50, "middle"), (75, "middle"), (100, "end"),
    ] {
      nodes.append(
        TimeChart.label(
          "\(percent) %", x: 1 + 2.88 * Double(percent), y: 26, anchor: anchor, kind: "t n"))
    }
    return .tag(
      "svg",
      [
        HTMLNode.Attribute("xmlns", "http://www.w3.org/2000/svg"), .class("key"),
        HTMLNode.Attribute("viewBox", "0 0 290 30"), HTMLNode.Attribute("width", "290"),
        HTMLNode.Attribute("role", "img"), HTMLNode.Attribute("aria-labelledby", "heat-key-t"),
        HTMLNode.Attribute("font-size", "11"),
        HTMLNode.Attribute("font-family", "system-ui, sans-serif"),
      ], nodes)
  }
}
