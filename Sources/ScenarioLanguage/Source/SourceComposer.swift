import ScenarioTypes
import Yams

/// Turns the bytes of a file into a tree of nodes with places, refusing what the language refuses.
struct SourceComposer {
  let file: SourceFile
  let findings: Findings
  private var comments: [Int: String] = [:]
  private var duplicates: [YAMLScan.DuplicateKey] = []
  private var duplicatePlaces: Set<YAMLScan.DuplicateKey> = []
  private var lines: [[Unicode.Scalar]] = []
  /// With more repeated keys than this the rest is not looked at.
  private static let mostDuplicates = 100

  /// Checks the bytes of a file; nil when they are no text.
  static func file(path: String, bytes: [UInt8], findings: Findings) -> SourceFile? {
    if let offset = firstInvalidByte(bytes) {
      let line = bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
      findings.add(
        .invalidUTF8, file: path, "line \(line) holds bytes that are not UTF-8",
        help: "save the file as UTF-8")
      return nil
    }
    let file = SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    findings.register(file)
    return file
  }

  /// The offset of the first byte that cannot stand in UTF-8.
  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  init(_ file: SourceFile, findings: Findings) {
    self.file = file
    self.findings = findings
  }

  /// The root of the document; nil when there is none or it cannot be understood.
  mutating func compose() -> SourceNode? {
    guard checkCharacters() else { return nil }
    let before = findings.errorCount
    var scan = YAMLScan(file, findings: findings)
    scan.run()
    comments = scan.comments
    duplicates = scan.duplicates
    duplicatePlaces = Set(duplicates)
    lines = scan.lines
    guard findings.errorCount - before == duplicates.count,
      duplicates.count <= Self.mostDuplicates
    else { return nil }
    guard scan.hasContent else {
      findings.add(
        .emptyFile, file: file.path, "the file is empty",
        help: "a scenario needs at least version, name, duration, tiers, flow and populations")
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: repairedText(), .basic) else {
        findings.add(.emptyFile, file: file.path, "the file holds no scenario")
        return nil
      }
      return convert(node, depth: 0, outer: nil, keySpan: nil)
    } catch let error as YamlError {
      report(error)
    } catch {
      findings.add(.invalidYAML, file: file.path, "not valid YAML: \(error)")
    }
    return nil
  }

  // MARK: - Before parsing

  private func checkCharacters() -> Bool {
    var isClean = true
    for (index, line) in file.lines.enumerated() {
      for (column, scalar) in line.unicodeScalars.enumerated() {
        guard let what = Self.forbidden(scalar) else { continue }
        let span = SourceSpan(
          file: file, line: index + 1, column: column + 1, endColumn: column + 2)
        findings.add(
          .forbiddenCharacter, at: span, "the file holds \(what)", label: "remove this character")
        isClean = false
        break
      }
    }
    return isClean
  }

  /// What a scalar is called that may not stand in a file: it is invisible, turns the direction
  /// of the text, or counts as a line break for YAML alone.
  static func forbidden(_ scalar: Unicode.Scalar) -> String? {
    let number = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    switch scalar.value {
    case 0xFEFF: return "a byte order mark (\(name))"
    case 0x09: return nil
    case 0..<0x20, 0x7F..<0xA0: return "a control character (\(name))"
    case 0x2028, 0x2029: return "a line separator (\(name))"
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C:
      return "a character that turns the direction of the text (\(name))"
    case 0x200B...0x200D, 0x2060: return "an invisible character (\(name))"
    default: return nil
    }
  }

  /// The text with the first letter of every second key made unique, so that one repeated key does
  /// not keep the rest from being checked.
  private func repairedText() -> String {
    var lines = file.lines
    for (index, duplicate) in duplicates.enumerated() {
      var scalars = Array(lines[duplicate.line - 1].unicodeScalars)
      guard let mark = Self.mark(index), duplicate.column - 1 < scalars.count else { continue }
      scalars[duplicate.column - 1] = mark
      lines[duplicate.line - 1] = String(String.UnicodeScalarView(scalars))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func mark(_ index: Int) -> Unicode.Scalar? {
    Unicode.Scalar(UInt32(0xE000 + min(index, 0x18FF)))
  }

  // MARK: - After parsing

  private func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let context, context.mark.line >= 1, let opening = Self.opening(context.text, problem) {
        let start = span(context.mark)
        findings.add(
          .invalidYAML, at: start, "not valid YAML: \(opening)", label: "it begins here",
          help: "the reader gave up in line \(span(mark).line)")
        return
      }
      var help = Self.advice(problem)
      if help == nil, let context, context.mark.line >= 1 {
        help = "it happened \(context.text), which begins in line \(context.mark.line)"
      }
      findings.add(
        .invalidYAML, at: span(mark), "not valid YAML: \(problem)", label: "here", help: help)
    case .duplicatedKeysInMapping(let keys, let context):
      let span = SourceSpan(
        file: file, line: max(context.mark.line, 1), column: max(context.mark.column, 1),
        endColumn: max(context.mark.column, 1) + 1)
      let names = keys.map { "`\($0)`" }.joined(separator: ", ")
      findings.add(.duplicateKey, at: span, "given twice: \(names)", label: "keep one of them")
    default:
      findings.add(.invalidYAML, file: file.path, "not valid YAML")
    }
  }

  private func span(_ mark: Mark) -> SourceSpan {
    let line = min(max(mark.line, 1), max(file.lines.count, 1))
    let column = mark.line > file.lines.count ? 1 : max(mark.column, 1)
    return SourceSpan(file: file, line: line, column: column, endColumn: column + 1)
  }

  /// What was opened and never closed; nil for other mistakes.
  private static func opening(_ context: String, _ problem: String) -> String? {
    switch (context, problem) {
    case ("while parsing a flow sequence", _): "this list is not closed, or a comma is missing"
    case ("while parsing a flow mapping", _): "this mapping is not closed, or a comma is missing"
    case ("while scanning a quoted scalar", "found unexpected end of stream"):
      "this quotation is not closed"
    default: nil
    }
  }

  /// What to do about the commonest mistakes, in the words of the parser.
  private static func advice(_ problem: String) -> String? {
    switch problem {
    case "mapping values are not allowed in this context":
      "a text that holds a colon and a space needs quotes; or the indentation is wrong"
    case "did not find expected key", "did not find expected '-' indicator":
      "the line must be indented like its neighbours"
    case "could not find expected ':'": "a key is followed by a colon and a space"
    case "found character that cannot start any token":
      "a value that begins with @, `, % or a tab needs quotes"
    default: nil
    }
  }

  private func convert(_ node: Node, depth: Int, outer: Remark?, keySpan: SourceSpan?)
    -> SourceNode?
  {
    let start = span(of: node, keySpan: keySpan)
    guard depth <= YAMLScan.deepestNesting else {
      findings.add(.nestedTooDeeply, at: start, "nested too deeply", label: "from here")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return convert(scalar, start: start, outer: outer, keySpan: keySpan)
    case .sequence(let sequence):
      var elements: [SourceNode] = []
      let inherited = keySpan.flatMap { remark(lines: $0.line...$0.line, outer: outer) } ?? outer
      for element in sequence {
        if let child = convert(element, depth: depth + 1, outer: inherited, keySpan: nil) {
          elements.append(child)
        }
      }
      let first = keySpan?.line ?? start.line
      let last = max(first, elements.map(\.lastLine).max() ?? start.line)
      var result = SourceNode(content: .sequence(elements), span: start)
      result.remark = remark(lines: first...last, outer: outer)
      return result
    case .mapping(let mapping):
      let remark = self.remark(
        lines: (keySpan?.line ?? start.line)...(keySpan?.line ?? start.line), outer: outer)
      // A remark in a mapping's own line is meant for the mapping only if it has a tag.
      let inherited = keySpan == nil || remark?.provenance == nil ? outer : remark
      let entries = mapping.compactMap { convert(key: $0.key, $0.value, depth, inherited) }
      var result = SourceNode(content: .mapping(entries), span: start)
      result.remark = remark
      return result
    case .alias:
      findings.add(.anchorOrAlias, at: start, "YAML aliases are not allowed")
      return nil
    }
  }

  private func convert(key: Node, _ value: Node, _ depth: Int, _ outer: Remark?) -> SourceEntry? {
    guard case .scalar(let name) = key else {
      findings.add(
        .complexKey, at: span(of: key, keySpan: nil), "complex keys are not allowed",
        label: "a key is a plain word")
      return nil
    }
    let keyNode = convert(
      name, start: span(of: key, keySpan: nil), outer: nil, keySpan: nil)
    // Behind the quotation mark, if there is one.
    let isRepeated = [0, 1].contains { shift in
      duplicatePlaces.contains(
        YAMLScan.DuplicateKey(
          line: keyNode.span.line, column: keyNode.span.column + shift))
    }
    if isRepeated, let first = name.string.unicodeScalars.first, first.value >= 0xE000,
      first.value <= 0xF8FF
    {
      return nil
    }
    guard let node = convert(value, depth: depth + 1, outer: outer, keySpan: keyNode.span) else {
      return nil
    }
    return SourceEntry(key: name.string, keySpan: keyNode.span, value: node)
  }

  private func convert(
    _ scalar: Node.Scalar, start: SourceSpan, outer: Remark?, keySpan: SourceSpan?
  ) -> SourceNode {
    var result = SourceNode(content: .scalar(scalar.string), span: start)
    if scalar.string.isEmpty, scalar.style == .plain, let keySpan {
      result.span = keySpan
      result.remark = remark(lines: keySpan.line...keySpan.line, outer: outer)
      return result
    }
    let text = Array(scalar.string.unicodeScalars)
    let line = start.line <= lines.count ? lines[start.line - 1] : []
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    let from = start.column - 1 + (isQuoted ? 1 : 0)
    if from + text.count <= line.count, line[from..<from + text.count].elementsEqual(text) {
      result.textColumn = from + 1
      result.span.endColumn = from + 1 + text.count + (isQuoted ? 1 : 0)
    } else if !isQuoted, let first = line.dropFirst(start.column - 1).firstIndex(of: " ") {
      result.span.endColumn = first + 1
    }
    let first = min(keySpan?.line ?? start.line, start.line)
    result.remark = remark(lines: first...start.line, outer: outer)
    return result
  }

  private func span(of node: Node, keySpan: SourceSpan?) -> SourceSpan {
    let mark = node.mark
    let line = min(max(mark?.line ?? keySpan?.line ?? 1, 1), max(file.lines.count, 1))
    let column = max(mark?.column ?? keySpan?.column ?? 1, 1)
    return SourceSpan(file: file, line: line, column: column, endColumn: column + 1)
  }

  /// The first comment in the lines, completed by that of the mapping around.
  private func remark(lines: ClosedRange<Int>, outer: Remark?) -> Remark? {
    for line in lines {
      if let comment = comments[line], file.line(line)?.first(where: { $0 != " " }) != "#" {
        return Remark(comment: comment).completed(by: outer)
      }
    }
    return outer
  }
}

extension SourceNode {
  /// The last line that a value is known to reach.
  var lastLine: Int {
    switch content {
    case .scalar: span.line
    case .sequence(let elements): elements.map(\.lastLine).max() ?? span.line
    case .mapping(let entries): entries.map(\.value.lastLine).max() ?? span.line
    }
  }
}
