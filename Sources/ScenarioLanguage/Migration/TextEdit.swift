/// Some characters of a text that give way to others.
struct TextEdit {
  /// From 1.
  var line: Int
  /// From 1, in Unicode scalars.
  var column: Int
  /// One past the end; the same as `column` to insert something.
  var endColumn: Int
  var text: String

  /// The text with all edits, which do not overlap; everything else, line ends too, stays.
  static func apply(_ edits: [TextEdit], to text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    let starts = starts(of: scalars)
    let sorted = edits.sorted { ($0.line, $0.column) > ($1.line, $1.column) }
    for edit in sorted where starts.indices.contains(edit.line - 1) {
      let start = starts[edit.line - 1] - 1
      scalars.replaceSubrange(
        start + edit.column..<start + edit.endColumn, with: Array(edit.text.unicodeScalars))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Where each line begins: a line ends with LF, CR LF or CR, as in `SourceFile`.
  private static func starts(of scalars: [Unicode.Scalar]) -> [Int] {
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar == "\n" || scalar == "\r" && next != "\n" { starts.append(index + 1) }
    }
    return starts
  }

  /// The line end that a text uses first; LF without any.
  static func lineEnd(of text: String) -> String {
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n" { return previous == "\r" ? "\r\n" : "\n" }
      if previous == "\r" { return "\r" }
      previous = scalar
    }
    return "\n"
  }
}
