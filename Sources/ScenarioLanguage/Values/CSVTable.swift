import Quantities

/// A small table of measurements in a file: comma-separated, with a header line.
struct CSVTable {
  /// One row with the places of its cells.
  struct Row {
    var cells: [(text: String, span: SourceSpan)]

    /// The value of a cell; nil after a mistake.
    func cell<Value>(
      _ index: Int, findings: Findings, path: String,
      _ parse: (String) throws(QuantityError) -> Value
    ) -> Value? {
      let (text, span) = cells[index]
      do throws(QuantityError) {
        return try parse(text)
      } catch {
        findings.add(
          .malformedTable, at: span, "`\(text)` is not what this column holds",
          label: "expected \(error.expected)", path: path)
        return nil
      }
    }
  }

  static let mostRows = 10_000

  var file: SourceFile
  var header: [String]
  var rows: [Row]

  /// Reads a file named in a scenario file, relative to it; nil after a mistake.
  static func read(_ name: String, at span: SourceSpan, findings: Findings, path: String)
    -> CSVTable?
  {
    let location = span.file.resolve(name)
    let bytes: [UInt8]
    do throws(FileReader.Failure) {
      bytes = try FileReader.read(location).bytes
    } catch {
      findings.add(
        .includeUnreadable, at: span, "cannot read `\(location)`: \(error.words)",
        label: "named here", path: path)
      return nil
    }
    guard let file = SourceComposer.file(path: location, bytes: bytes, findings: findings) else {
      return nil
    }
    return CSVTable(file, findings: findings, path: path)
  }

  private init?(_ file: SourceFile, findings: Findings, path: String) {
    self.file = file
    var rows: [Row] = []
    for (index, line) in file.lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      rows.append(Row(cells: Self.cells(line, number: index + 1, file: file)))
    }
    guard let first = rows.first else {
      findings.add(.malformedTable, file: file.path, "the table is empty")
      return nil
    }
    header = first.cells.map { $0.text.lowercased() }
    self.rows = Array(rows.dropFirst())
    guard !self.rows.isEmpty, self.rows.count <= Self.mostRows else {
      refuseHeader("1 to \(Self.mostRows) rows below it", findings: findings, path: path)
      return nil
    }
    var isFine = true
    for row in self.rows where row.cells.count != header.count {
      findings.add(
        .malformedTable, at: row.cells[0].span,
        "the row has \(row.cells.count) cells, the header \(header.count)",
        label: "expected \(header.joined(separator: ","))", path: path)
      isFine = false
    }
    guard isFine else { return nil }
  }

  func refuseHeader(_ expected: String, findings: Findings, path: String) {
    let number = file.lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
    let line = file.lines[number]
    let span = SourceSpan(
      file: file, line: number + 1, column: 1, endColumn: line.unicodeScalars.count + 1)
    findings.add(
      .malformedTable, at: span, "the table is not as expected", label: "expected \(expected)",
      path: path)
  }

  private static func cells(_ line: String, number: Int, file: SourceFile) -> [(
    text: String, span: SourceSpan
  )] {
    var cells: [(text: String, span: SourceSpan)] = []
    var column = 1
    for part in line.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false) {
      let scalars = Array(part)
      let start = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
      let end = scalars.lastIndex { $0 != " " && $0 != "\t" }.map { $0 + 1 } ?? start
      let text = String(String.UnicodeScalarView(scalars[start..<max(start, end)]))
      cells.append(
        (
          text,
          SourceSpan(
            file: file, line: number, column: column + start,
            endColumn: column + max(end, start + 1))
        ))
      column += scalars.count + 1
    }
    return cells
  }
}

extension FileReader.Failure {
  /// For messages.
  var words: String {
    switch self {
    case .cannotOpen(let words): words
    case .notAFile(let what): "it is \(what), not a file"
    case .tooLarge: "it is larger than 1 MiB"
    }
  }
}
