/// The words of a scalar with their places: `lognormal ( mean 200us cv 0.5 )`.
struct Phrase {
  struct Word {
    var text: String
    /// From 0, in Unicode scalars.
    var offset: Int
    var length: Int
  }

  let node: SourceNode
  let text: String
  private(set) var words: [Word] = []
  var position = 0

  /// Cuts the text at spaces; each of the `separators` is a word of its own.
  init(_ node: SourceNode, _ text: String, separators: String = "(),") {
    self.node = node
    self.text = text
    var current = String.UnicodeScalarView()
    var start = 0
    let marks = Array(separators.unicodeScalars)
    func flush(_ words: inout [Word]) {
      guard !current.isEmpty else { return }
      words.append(Word(text: String(current), offset: start, length: current.count))
      current = String.UnicodeScalarView()
    }
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if scalar == " " || scalar == "\t" || scalar == "\n" {
        flush(&words)
      } else if marks.contains(scalar) {
        flush(&words)
        words.append(Word(text: String(Character(scalar)), offset: index, length: 1))
      } else {
        if current.isEmpty { start = index }
        current.append(scalar)
      }
    }
    flush(&words)
  }

  var isAtEnd: Bool { position >= words.count }

  /// The word at the position; nil at the end.
  var current: Word? { isAtEnd ? nil : words[position] }

  /// The word some places ahead.
  func peek(_ distance: Int) -> Word? {
    let index = position + distance
    return index >= 0 && index < words.count ? words[index] : nil
  }

  mutating func next() -> Word? {
    defer { position += 1 }
    return current
  }

  /// Steps over the word if it is this one.
  mutating func skip(_ text: String) -> Bool {
    guard current?.text == text else { return false }
    position += 1
    return true
  }

  func span(_ word: Word) -> SourceSpan { node.span(offset: word.offset, length: word.length) }

  /// From the first word to the second.
  func span(_ first: Word, to last: Word) -> SourceSpan {
    node.span(offset: first.offset, length: last.offset + last.length - first.offset)
  }

  /// The place of the current word, or the one behind the last character.
  var here: SourceSpan {
    if let current { return span(current) }
    guard let last = words.last else { return node.span }
    return node.span(offset: last.offset + last.length, length: 1)
  }

  /// Advice for a text that YAML has cut at a comma: `{curve: steps(0s 1/s, 5s 2/s)}`.
  var commaAdvice: String? {
    let line = node.span.file.line(node.span.line) ?? ""
    guard line.utf8.count < 10_000 else { return nil }
    let rest = line.unicodeScalars.dropFirst(node.span.endColumn - 1).drop { $0 == " " }
    guard node.textColumn != nil, rest.first == "," else { return nil }
    return "inside { } and [ ] a comma ends a value: put the value in quotes"
  }

  /// A number with its unit, which may stand apart; the words it takes are stepped over.
  ///
  /// `min` behind a number is the unit of minutes only if no other number follows it.
  mutating func quantity(units: [String]) -> Word? {
    guard let first = current, let start = first.text.utf8.first,
      (start >= 0x30 && start <= 0x39) || start == 0x2D || start == 0x2B || start == 0x2E
    else { return nil }
    position += 1
    guard let last = first.text.utf8.last, last >= 0x30, last <= 0x39 else { return first }
    guard let unit = current, units.contains(unit.text) else { return first }
    if unit.text == "min", let after = peek(1)?.text.utf8.first, after >= 0x30, after <= 0x39 {
      return first
    }
    position += 1
    return Word(
      text: first.text + " " + unit.text, offset: first.offset,
      length: unit.offset + unit.length - first.offset)
  }
}
