/// A look over the tokens of a YAML text before it is parsed.
///
/// It refuses what the language does not allow (tabs, anchors, tags, several documents, deep
/// nesting), since composing such texts can hang or explode; finds keys that are given twice,
/// with the place of the second; and gathers the comments, which the parser drops.
struct YAMLScan {
  /// A key that stands twice in one mapping.
  struct DuplicateKey: Hashable {
    var line: Int
    var column: Int
  }

  /// The deepest nesting of lists and mappings.
  static let deepestNesting = 32

  private(set) var duplicates: [DuplicateKey] = []
  /// The comment at the end of a line (counted from 1), with its number sign.
  private(set) var comments: [Int: String] = [:]
  /// False for a text of blanks and comments alone.
  private(set) var hasContent = false

  private enum Level {
    case sequence(column: Int)
    case mapping(column: Int, keys: KeyLines)
    case flowSequence
    case flowMapping(keys: KeyLines)
  }

  /// The keys of one mapping with their lines; an object, so that adding a key copies nothing.
  private final class KeyLines {
    private var lines: [String: Int] = [:]

    /// Adds a key; the line of the first one, if it is there already.
    func add(_ key: String, _ line: Int) -> Int? {
      if let first = lines[key] { return first }
      lines[key] = line
      return nil
    }
  }

  private let file: SourceFile
  /// The characters of each line.
  let lines: [[Unicode.Scalar]]
  private let findings: Findings
  private var levels: [Level] = []
  private var line = 0
  private var column = 0
  /// The last token was a plain scalar that went to the end of its line: the next may go on.
  private var plainIsOpen = false
  private var documentEnded = false
  private var isStopped = false
  private var anchors = 0
  /// So many anchors and aliases are reported before the look ends.
  private static let mostAnchors = 3

  init(_ file: SourceFile, findings: Findings) {
    self.file = file
    self.findings = findings
    lines = file.lines.map { Array($0.unicodeScalars) }
  }

  mutating func run() {
    while line < lines.count, !isStopped {
      column = 0
      scanLine()
      line += 1
    }
  }

  private var isInFlow: Bool {
    switch levels.last {
    case .flowSequence, .flowMapping: true
    default: false
    }
  }

  private var text: [Unicode.Scalar] { lines[line] }

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    index >= 0 && index < text.count ? text[index] : nil
  }

  private func isBlank(_ index: Int) -> Bool {
    guard let scalar = scalar(index) else { return true }
    return scalar == " " || scalar == "\t"
  }

  private mutating func refuse(
    _ code: DiagnosticCode, from start: Int, to end: Int, _ message: String, label: String? = nil,
    help: String? = nil
  ) {
    let span = SourceSpan(file: file, line: line + 1, column: start + 1, endColumn: end + 1)
    findings.add(code, at: span, message, label: label, help: help)
  }

  // MARK: - Lines

  private mutating func scanLine() {
    if isMarker("---") || isMarker("...") || (scalar(0) == "%" && !isInFlow) {
      scanMarker()
      return
    }
    var sawTab = false
    while isBlank(column), column < text.count {
      if scalar(column) == "\t" { sawTab = true }
      column += 1
    }
    guard column < text.count else { return }
    if scalar(column) == "#", !plainIsOpen || column == 0 || isBlank(column - 1) {
      comments[line + 1] = comment(from: column)
      return
    }
    if documentEnded {
      refuseSecondDocument()
      return
    }
    hasContent = true
    if sawTab, !isInFlow {
      refuse(
        .tabInIndentation, from: 0, to: column, "a tab in the indentation",
        label: "indent with spaces", help: "YAML allows only spaces here; set your editor so")
      return
    }
    if plainIsOpen, continuesPlainScalar() {
      skipPlain(isContinuation: true)
    }
    plainIsOpen = false
    while column < text.count, !isStopped { scanToken() }
  }

  private func comment(from start: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[start...])
    return String(view)
  }

  private func isMarker(_ marker: String) -> Bool {
    text.count >= 3 && text.prefix(3).elementsEqual(marker.unicodeScalars) && isBlank(3)
  }

  private mutating func scanMarker() {
    if scalar(0) == "." {
      documentEnded = true
      return
    }
    if scalar(0) == "%" {
      refuse(
        .severalDocuments, from: 0, to: text.count, "YAML directives are not allowed",
        label: "remove this line")
      isStopped = true
    } else if hasContent || documentEnded {
      refuseSecondDocument()
    } else {
      hasContent = false
      documentEnded = false
      column = 3
      while isBlank(column), column < text.count { column += 1 }
      if column < text.count, scalar(column) != "#" {
        hasContent = true
        while column < text.count, !isStopped { scanToken() }
      }
    }
  }

  private mutating func refuseSecondDocument() {
    refuse(
      .severalDocuments, from: 0, to: text.count, "a second document begins here",
      label: "one file holds one scenario", help: "move the rest to a file of its own")
    isStopped = true
  }

  private func continuesPlainScalar() -> Bool {
    guard let first = scalar(column) else { return false }
    if isInFlow { return !",[]{}#".unicodeScalars.contains(first) && first != ":" }
    var outer = -1
    switch levels.last {
    case .sequence(let column), .mapping(let column, _): outer = column
    default: break
    }
    return column > outer
  }

  // MARK: - Tokens

  private mutating func scanToken() {
    guard let first = scalar(column) else { return }
    switch first {
    case " ", "\t": column += 1
    case "#" where column == 0 || isBlank(column - 1):
      comments[line + 1] = comment(from: column)
      column = text.count
    case "[":
      open(.flowSequence)
    case "{":
      open(.flowMapping(keys: KeyLines()))
    case "]" where isInFlow, "}" where isInFlow:
      levels.removeLast()
      column += 1
    case "," where isInFlow: column += 1
    case "-" where !isInFlow && isBlank(column + 1): beginElement()
    case "?" where isBlank(column + 1):
      refuse(
        .complexKey, from: column, to: column + 1, "complex keys are not allowed",
        label: "a key is a plain word")
      column += 1
    case ":" where isBlank(column + 1) || isInFlow: column += 1
    case "&", "*": refuseAnchor(first)
    case "!":
      let end = endOfWord()
      refuse(
        .tag, from: column, to: end, "YAML tags are not allowed", label: "remove the tag",
        help: "every key knows the type of its value")
      column = end
    case "|" where !isInFlow, ">" where !isInFlow: skipBlockScalar()
    case "\"", "'": scanQuoted(first)
    default: skipPlain(isContinuation: false)
    }
  }

  private func endOfWord() -> Int {
    var end = column
    while let next = scalar(end), next != " ", next != "\t",
      !(isInFlow && ",[]{}".unicodeScalars.contains(next))
    {
      end += 1
    }
    return end
  }

  private mutating func refuseAnchor(_ first: Unicode.Scalar) {
    let end = endOfWord()
    anchors += 1
    guard anchors <= Self.mostAnchors else {
      isStopped = true
      return
    }
    let what = first == "&" ? "anchors" : "aliases"
    refuse(
      .anchorOrAlias, from: column, to: end, "YAML \(what) are not allowed",
      label: "write the value out", help: "to share values between files, use `base` or `topology`")
    column = end
  }

  private mutating func open(_ level: Level) {
    push(level)
    column += 1
  }

  private mutating func push(_ level: Level) {
    levels.append(level)
    guard levels.count > Self.deepestNesting else { return }
    refuse(
      .nestedTooDeeply, from: column, to: column + 1, "nested too deeply",
      label: "more than \(Self.deepestNesting) lists and mappings inside each other")
    isStopped = true
  }

  private mutating func beginElement() {
    while case .some(let level) = levels.last {
      switch level {
      case .sequence(let outer) where outer > column: levels.removeLast()
      case .mapping(let outer, _) where outer > column: levels.removeLast()
      case .sequence(let outer) where outer == column:
        column += 1
        return
      default:
        push(.sequence(column: column))
        column += 1
        return
      }
    }
    push(.sequence(column: column))
    column += 1
  }

  // MARK: - Scalars

  private mutating func skipPlain(isContinuation: Bool) {
    let start = column
    var end = column
    while let next = scalar(end) {
      if next == ":", isBlank(end + 1) || (isInFlow && isFlowIndicator(end + 1)) { break }
      if next == "#", end > start, isBlank(end - 1) { break }
      if isInFlow, ",[]{}".unicodeScalars.contains(next) { break }
      end += 1
    }
    var last = end
    while last > start, isBlank(last - 1) { last -= 1 }
    column = end == start ? start + 1 : end
    if scalar(end) == ":", !isContinuation {
      registerKey(from: start, to: last, content: start..<last)
    } else {
      plainIsOpen = end == text.count
    }
  }

  private func isFlowIndicator(_ index: Int) -> Bool {
    scalar(index).map { ",[]{}".unicodeScalars.contains($0) } ?? true
  }

  private mutating func scanQuoted(_ quote: Unicode.Scalar) {
    let start = column
    let startLine = line
    column += 1
    while line < lines.count {
      while let next = scalar(column) {
        if quote == "\"", next == "\\" {
          column += 2
        } else if next == quote {
          if quote == "'", scalar(column + 1) == "'" {
            column += 2
            continue
          }
          column += 1
          finishQuoted(from: start, isOneLine: line == startLine)
          return
        } else {
          column += 1
        }
      }
      guard line + 1 < lines.count else { return }
      line += 1
      column = 0
    }
  }

  private mutating func finishQuoted(from start: Int, isOneLine: Bool) {
    let end = column
    var look = end
    while isBlank(look), look < text.count { look += 1 }
    guard isOneLine, scalar(look) == ":", isInFlow || isBlank(look + 1) else { return }
    column = look
    registerKey(from: start, to: end, content: (start + 1)..<max(start + 1, end - 1))
  }

  private mutating func skipBlockScalar() {
    var outer = -1
    switch levels.last {
    case .sequence(let column), .mapping(let column, _): outer = column
    default: break
    }
    column = text.count
    while line + 1 < lines.count {
      let next = lines[line + 1]
      let indentation = next.prefix { $0 == " " }.count
      guard indentation > outer || indentation == next.count else { return }
      line += 1
      column = lines[line].count
    }
  }

  // MARK: - Keys

  private mutating func registerKey(from start: Int, to end: Int, content: Range<Int>) {
    let key = String(String.UnicodeScalarView(text[content]))
    if key == "<<" {
      refuse(
        .anchorOrAlias, from: start, to: end, "YAML merge keys are not allowed",
        label: "write the keys out", help: "to share values between files, use `base` or `topology`"
      )
    }
    var firstLine: Int?
    switch levels.last {
    case .flowMapping(let keys): firstLine = keys.add(key, line)
    case .flowSequence: return
    default: firstLine = registerBlockKey(key, column: start)
    }
    guard let firstLine else { return }
    duplicates.append(DuplicateKey(line: line + 1, column: content.lowerBound + 1))
    refuse(
      .duplicateKey, from: start, to: end, "the key `\(key)` is given twice",
      label: "first given in line \(firstLine + 1)", help: "keep one of the two")
  }

  private mutating func registerBlockKey(_ key: String, column start: Int) -> Int? {
    while case .some(let level) = levels.last {
      switch level {
      case .sequence(let outer) where outer >= start: levels.removeLast()
      case .mapping(let outer, _) where outer > start: levels.removeLast()
      case .mapping(let outer, let keys) where outer == start: return keys.add(key, line)
      default: return beginMapping(key, column: start)
      }
    }
    return beginMapping(key, column: start)
  }

  private mutating func beginMapping(_ key: String, column start: Int) -> Int? {
    let keys = KeyLines()
    push(.mapping(column: start, keys: keys))
    return keys.add(key, line)
  }
}
