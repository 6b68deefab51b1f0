/// Writes diagnostics for people, in the manner of rustc: the place, the line with a caret, advice.
public enum DiagnosticRenderer {
  /// All diagnostics, a blank line between them, and a closing line when there are errors.
  ///
  /// Columns are counted in Unicode scalars in a `Diagnostic`; here the caret stands under the
  /// display cells: wide characters take two, combining ones none, a tab is shown as one space.
  ///
  /// - Parameters:
  ///   - color: adds the SGR codes of a terminal.
  ///   - ascii: replaces what is not ASCII by `\u{...}`, for terminals that cannot show it.
  /// - Returns: the text with a line feed at its end; empty for no diagnostics.
  public static func text(_ diagnostics: [Diagnostic], color: Bool, ascii: Bool) -> String {
    guard !diagnostics.isEmpty else { return "" }
    let painter = Painter(isOn: color)
    let blocks = diagnostics.map { block($0, painter: painter, ascii: ascii) }
    var lines = Array(blocks.joined(separator: [""]))
    if let closing = closing(diagnostics, ascii: ascii) {
      lines.append(painter.paint("error", .error) + painter.paint(": \(closing)", .strong))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `3 errors in peak.yaml; nothing was run`; nil when there are only warnings.
  private static func closing(_ diagnostics: [Diagnostic], ascii: Bool) -> String? {
    let errors = diagnostics.filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    var files: [String] = []
    for error in errors where !files.contains(error.file) { files.append(error.file) }
    let place = files.count == 1 ? SourceExcerpt.plain(first.file, ascii) : "\(files.count) files"
    let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
    return "\(count) in \(place); nothing was run"
  }

  /// The lines of one diagnostic.
  private static func block(_ item: Diagnostic, painter: Painter, ascii: Bool) -> [String] {
    func plain(_ text: String) -> String { SourceExcerpt.plain(text, ascii) }
    let style: Painter.Style = item.severity == .error ? .error : .warning
    let number = item.line.map { String($0) } ?? ""
    let margin = String(repeating: " ", count: max(number.count, 1))
    let bar = painter.paint("\(margin) |", .frame)
    let place = [item.line, item.line == nil ? nil : item.column].compactMap { $0 }
    let path = plain(item.file) + place.map { ":\($0)" }.joined()
    var lines = [
      painter.paint("\(item.severity.rawValue)[\(item.code)]", style)
        + painter.paint(": \(plain(item.message))", .strong),
      margin + painter.paint("-->", .frame) + " \(path)",
    ]
    var notes: [(name: String, text: String)] = []
    if item.line != nil, let source = item.sourceLine {
      let excerpt = SourceExcerpt(
        line: source, column: item.column, endColumn: item.endColumn, ascii: ascii)
      lines.append(bar)
      lines.append(painter.paint("\(number) |", .frame) + spaced(excerpt.text))
      if let caret = excerpt.caret {
        let indentation = String(repeating: " ", count: caret.indentation)
        let marks = String(repeating: "^", count: caret.length)
        let label = item.label.map { " " + plain($0) } ?? ""
        lines.append("\(bar) \(indentation)" + painter.paint(marks + label, style))
      } else if let label = item.label {
        notes.append(("note", plain(label)))
      }
      lines.append(bar)
    } else if let label = item.label {
      notes.append(("note", plain(label)))
    }
    if let help = item.help { notes.append(("help", plain(help))) }
    notes.append(("note", "run `hongbao explain \(item.code)`"))
    for note in notes {
      let sign = painter.paint("\(margin) =", .frame)
      lines.append("\(sign) \(painter.paint(note.name, .strong)): \(note.text)")
    }
    return lines
  }

  /// An empty source line leaves no space at the end of the line.
  private static func spaced(_ text: String) -> String { text.isEmpty ? "" : " \(text)" }
}

/// Colours of a terminal, or none.
private struct Painter {
  enum Style: String {
    case error = "1;91"
    case warning = "1;93"
    case frame = "1;94"
    case strong = "1"
  }

  var isOn: Bool

  func paint(_ text: String, _ style: Style) -> String {
    isOn ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The part of a source line that is shown, and where the caret stands below it.
struct SourceExcerpt {
  /// What one Unicode scalar looks like.
  private struct Glyph {
    var text: String
    /// Display cells.
    var width: Int
  }

  /// The caret line, in display cells.
  struct Caret: Equatable {
    var indentation: Int
    var length: Int
  }

  /// The most cells of a line that are shown.
  static let widest = 120
  /// The cells that stay visible in front of the caret in a line that is cut.
  private static let context = 40

  private(set) var text: String
  /// Nil when no column is known.
  private(set) var caret: Caret?

  /// - Parameters:
  ///   - column: from 1, in Unicode scalars; it may stand behind the end of the line.
  ///   - endColumn: one past the end.
  init(line: String, column: Int?, endColumn: Int?, ascii: Bool) {
    let place = max(column ?? 1, 1) - 1
    let scalars = line.unicodeScalars
    // Only what can be shown is looked at: a line may be a megabyte long.
    let start = max(0, place - 2 * Self.widest)
    let rest = scalars.dropFirst(start)
    let part = rest.prefix(4 * Self.widest)
    let isLongerRight = rest.endIndex != part.endIndex
    let glyphs = part.map { Self.glyph($0, ascii: ascii) }
    let first = place - start
    let last = max(first + 1, (endColumn ?? 0) - 1 - start)

    let shown = Self.window(
      glyphs, from: min(first, glyphs.count), to: min(last, glyphs.count), isCut: start > 0,
      isLongerRight: isLongerRight)
    let isCutLeft = start > 0 || shown.lowerBound > 0
    let isCutRight = isLongerRight || shown.upperBound < glyphs.count
    text =
      (isCutLeft ? "..." : "") + glyphs[shown].map(\.text).joined() + (isCutRight ? "..." : "")
    while text.last == " " { text.removeLast() }
    guard column != nil else { return }
    func width(_ low: Int, _ high: Int) -> Int {
      glyphs[min(low, glyphs.count)..<max(min(low, glyphs.count), min(high, shown.upperBound))]
        .reduce(0) { $0 + $1.width }
    }
    let beyond = max(0, first - glyphs.count)
    caret = Caret(
      indentation: (isCutLeft ? 3 : 0) + width(shown.lowerBound, first) + beyond,
      length: max(1, width(first, last)))
  }

  /// The glyphs that are shown: all of a short line, else those around the caret.
  private static func window(
    _ glyphs: [Glyph], from first: Int, to last: Int, isCut: Bool, isLongerRight: Bool
  ) -> Range<Int> {
    let whole = glyphs.reduce(0) { $0 + $1.width }
    if whole <= widest, !isCut, !isLongerRight { return 0..<glyphs.count }
    var start = 0
    let before = glyphs[..<last].reduce(0) { $0 + $1.width }
    if isCut || before > widest - 10 {
      start = first
      var cells = 0
      while start > 0, cells + glyphs[start - 1].width <= context {
        start -= 1
        cells += glyphs[start].width
      }
      // A mark that combines with a character that is cut off would combine with the dots.
      while start < first, glyphs[start].width == 0 { start += 1 }
    }
    var end = start
    var cells = 0
    while end < glyphs.count, cells + glyphs[end].width <= widest {
      cells += glyphs[end].width
      end += 1
    }
    return start..<end
  }

  /// A text of one line that cannot disturb a terminal.
  static func plain(_ text: String, _ ascii: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result += glyph(scalar, ascii: ascii).text }
    return result
  }

  private static func glyph(_ scalar: Unicode.Scalar, ascii: Bool) -> Glyph {
    if scalar == "\t" { return Glyph(text: " ", width: 1) }
    if scalar.value >= 0x20, scalar.value < 0x7F {
      return Glyph(text: String(Character(scalar)), width: 1)
    }
    if ascii, scalar == "\u{2026}" { return Glyph(text: "...", width: 3) }
    if ascii || isHidden(scalar) {
      let text = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      return Glyph(text: text, width: text.count)
    }
    return Glyph(text: String(Character(scalar)), width: width(scalar))
  }

  /// True for what is invisible, or moves the cursor or the text around it.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      true
    default: false
    }
  }

  /// Display cells of a character: 0 for marks that combine, 2 for the wide ones of Unicode
  /// Standard Annex 11 and for emoji, else 1.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1160...0x11FF: return 0
    case 0x1F1E6...0x1F1FF: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18AFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
