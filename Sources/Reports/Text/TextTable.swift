/// A table whose columns are as wide as their widest cell, in cells of a terminal.
struct TextTable {
  /// One column.
  struct Column {
    var title: String
    var alignsRight: Bool
    /// Longer cells are cut.
    var maximumWidth: Int

    static func words(_ title: String, maximum: Int = 40) -> Column {
      Column(title: title, alignsRight: false, maximumWidth: maximum)
    }

    static func number(_ title: String) -> Column {
      Column(title: title, alignsRight: true, maximumWidth: 20)
    }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func append(_ row: [String]) { rows.append(row) }

  /// Header and rows, without indentation and trailing spaces.
  var lines: [String] {
    let all = [columns.map(\.title)] + rows
    let cells = all.map { row in
      zip(columns, row).map { DisplayWidth.clipped($1, to: $0.maximumWidth) }
    }
    let widths = columns.indices.map { column in
      cells.map { DisplayWidth.cells(of: $0[column]) }.max() ?? 0
    }
    return cells.map { row in
      var line = ""
      for (index, cell) in row.enumerated() {
        if index > 0 { line += "  " }
        line += DisplayWidth.padded(cell, to: widths[index], right: columns[index].alignsRight)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
