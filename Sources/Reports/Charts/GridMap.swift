/// A figure over two varied values: one cell for each pair, its colour and its number.
struct GridMap {
  var id: String
  var title: String
  /// The values of the parameter that goes to the right, and its path.
  var columns: [String]
  var columnPath: String
  /// Those of the one that goes up.
  var rows: [String]
  var rowPath: String
  /// By row and column; nil where nothing was measured.
  var values: [[Double?]]
  /// How a value is written in its cell.
  var label: (Double) -> String

  private static let left = 92.0
  private static let right = 10.0
  private static let top = 22.0
  private static let rowHeight = 30.0
  /// Narrower cells have no numbers.
  private static let leastLabelled = 40.0
  /// All colours span at least this share of the largest value.
  private static let leastSpan = 0.1

  var svg: HTMLNode {
    let known = values.flatMap { $0 }.compactMap { $0 }
    let low = known.min() ?? 0
    let high = known.max() ?? 0
    let width = (ChartFrame.width - Self.left - Self.right) / Double(max(columns.count, 1))
    let bottom = Self.top + Self.rowHeight * Double(rows.count)
    var nodes = [
      TimeChart.label(rowPath, x: 0, y: 12, kind: "t u")
    ]
    for (row, name) in rows.enumerated() {
      // The first value at the bottom, as on an axis.
      let y = bottom - Self.rowHeight * Double(row + 1)
      nodes.append(
        TimeChart.label(
          DisplayWidth.clipped(name, to: 13), x: Self.left - 8, y: y + Self.rowHeight / 2 + 4,
          anchor: "end", kind: "t n"))
      for column in columns.indices {
        let value = values[row][column]
        nodes += cell(
          value, level: Self.level(value, low, high), x: Self.left + width * Double(column), y: y,
          width: width)
      }
    }
    var end = 0.0
    for (column, name) in columns.enumerated() {
      let x = Self.left + width * (Double(column) + 0.5)
      let size = Double(DisplayWidth.cells(of: name)) * 6.3
      guard x - size / 2 > end else { continue }
      nodes.append(
        TimeChart.label(name, x: x, y: bottom + 16, anchor: "middle", kind: "t n"))
      end = x + size / 2 + 4
    }
    nodes.append(
      TimeChart.label(
        columnPath, x: (Self.left + ChartFrame.width - Self.right) / 2, y: bottom + 34,
        anchor: "middle", kind: "t u"))
    return ChartFrame.svg(
      id: id, title: title,
      description: "From \(label(low)) to \(label(high)); darker is more.", height: bottom + 42,
      nodes)
  }

  /// The colour's number; nil without a value.
  private static func level(_ value: Double?, _ low: Double, _ high: Double) -> Int? {
    guard let value else { return nil }
    let most = HeatMap.palette.count - 2
    // Values that hardly differ do not look as if they did.
    let span = max(high - low, leastSpan * max(abs(high), abs(low)))
    guard span > 0 else { return 1 }
    return 1 + min(most, Int((value - low) / span * Double(most) + 0.5))
  }

  private func cell(
    _ value: Double?, level: Int?, x: Double, y: Double, width: Double
  ) -> [HTMLNode] {
    let color = level.map { HeatMap.palette[$0] } ?? (240, 240, 240)
    var nodes: [HTMLNode] = [
      .tag(
        "rect",
        [
          HTMLNode.Attribute("x", ChartPath.pixels(x)),
          HTMLNode.Attribute("y", ChartPath.pixels(y)),
          HTMLNode.Attribute("width", ChartPath.pixels(max(width - 1, 1))),
          HTMLNode.Attribute("height", ChartPath.pixels(Self.rowHeight - 1)),
          HTMLNode.Attribute("fill", "rgb(\(color.0),\(color.1),\(color.2))"),
        ])
    ]
    if width >= Self.leastLabelled {
      nodes.append(
        TimeChart.label(
          DisplayWidth.clipped(value.map(label) ?? "–", to: max(4, Int(width / 6.3))),
          x: x + width / 2, y: y + Self.rowHeight / 2 + 4, anchor: "middle", kind: "c n",
          color: (level ?? 0) >= 10 ? "#ffffff" : "#1b1f24"))
    }
    return nodes
  }
}
