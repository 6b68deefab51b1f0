/// A table with a caption; columns of numbers are aligned right.
struct DataTable {
  /// One column.
  struct Column {
    var title: String
    var isNumber: Bool

    static func words(_ title: String) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  var caption: String
  var columns: [Column]
  /// The first cell of a row heads it.
  var rows: [[String]]
  /// A class for a cell, by row and column.
  var mark: (Int, Int) -> String? = { _, _ in nil }

  /// The table in a frame that scrolls when the window is narrow.
  var node: HTMLNode {
    let allNumbers = columns.dropFirst().allSatisfy(\.isNumber)
    let head = columns.map { column in
      HTMLNode.tag(
        "th",
        [HTMLNode.Attribute("scope", "col")] + (column.isNumber ? [.class("n")] : []),
        column.title)
    }
    let body = rows.enumerated().map { rowIndex, row in
      HTMLNode.tag(
        "tr", [],
        zip(columns, row).enumerated().map { index, cell in
          var classes: [String] = cell.0.isNumber && !allNumbers ? ["n"] : []
          if let mark = mark(rowIndex, index) { classes.append(mark) }
          let attributes: [HTMLNode.Attribute] =
            classes.isEmpty ? [] : [.class(classes.joined(separator: " "))]
          return index == 0
            ? .tag("th", [HTMLNode.Attribute("scope", "row")] + attributes, cell.1)
            : .tag("td", attributes, cell.1)
        })
    }
    return .tag(
      "div", [.class("scroll")],
      [
        .tag(
          "table", allNumbers ? [.class("nums")] : [],
          [
            .tag("caption", [], caption), .tag("thead", [], [.tag("tr", [], head)]),
            .tag("tbody", [], body),
          ])
      ])
  }

  /// The table behind a line that opens it.
  func folded(_ summary: String) -> HTMLNode {
    .tag("details", [], [.tag("summary", [], summary), node])
  }

  /// Intervals as at most `maximum` rows: the mean of each value over the intervals of a row, or
  /// the largest when `largest` says so for the column.
  static func overTime(
    caption: String, clock: SeriesClock, series: [ChartSeries], largest: Bool,
    maximum: Int = 24, format: (Double) -> String
  ) -> DataTable {
    let rows = min(maximum, clock.count)
    let body = (0..<rows).map { row -> [String] in
      let range = row * clock.count / rows..<(row + 1) * clock.count / rows
      let from = clock.axis.text(clock.start(of: range.lowerBound))
      let to = clock.axis.text(clock.end(of: range.upperBound - 1))
      return ["\(from)–\(to)"]
        + series.map { series in
          let values = range.clamped(to: series.values.indices).compactMap { series.values[$0] }
          guard !values.isEmpty else { return "–" }
          return format(
            largest ? values.max() ?? 0 : values.reduce(0, +) / Double(values.count))
        }
    }
    return DataTable(
      caption: caption,
      columns: [.words(clock.axis.unit)] + series.map { .number($0.name) }, rows: body)
  }
}
