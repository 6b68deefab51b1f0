import Quantities
import ScenarioTypes

/// Single values: what was expected is part of every finding.
extension ScenarioDecoder {
  /// The text of a single value; a finding when the node is something else or empty.
  func scalar(_ node: SourceNode, _ expected: String, path: String) -> String? {
    guard let text = node.string else {
      findings.add(
        .wrongShape, at: node.span, "expected a single value, found \(node.kindName)",
        label: "expected \(expected)", path: path)
      return nil
    }
    guard !text.isEmpty else {
      findings.add(
        .wrongShape, at: node.span, "the key has no value", label: "expected \(expected)",
        help: "write a value behind the key, or leave the key out if it has a default", path: path)
      return nil
    }
    return text
  }

  private func quantity<Value>(
    _ node: SourceNode, _ expected: String, path: String,
    _ parse: (String) throws(QuantityError) -> Value
  ) -> Value? {
    guard let text = scalar(node, expected, path: path) else { return nil }
    do throws(QuantityError) {
      let value = try parse(text)
      guard !text.hasPrefix("-") else {
        throw QuantityError(.outOfRange, text: text, expected: "a value that is not negative")
      }
      return value
    } catch {
      findings.add(error, at: node.span, path: path)
      return nil
    }
  }

  func time(_ node: SourceNode, path: String, atLeast least: TimeSpan = .zero) -> TimeSpan? {
    let value = quantity(node, TimeSpan.expectation, path: path) {
      (text: String) throws(QuantityError) in try TimeSpan(parsing: text)
    }
    guard let value else { return nil }
    let most = Self.longestTime
    guard value >= least, value <= most else {
      let range = value < least ? "at least \(least.text)" : "at most \(most.text)"
      findings.add(
        .valueOutOfRange, at: node.span, "`\(shown(node.flowText))` is out of range",
        label: "expected \(range)", path: path)
      return nil
    }
    return value
  }

  /// Ten years of 365 days: a thirtieth of what a clock of 64 bits can count, so that sums of times
  /// cannot overflow.
  static let longestTime = TimeSpan(nanoseconds: 315_360_000_000_000_000)
  /// More than any cluster sees, and little enough that a slip is not simulated for days.
  static let highestRate = Rate(perSecond: 1e9)

  /// The time behind a key; the fallback when the key is not there.
  func time(
    _ fields: Fields, _ key: String, atLeast least: TimeSpan = .zero, fallback: TimeSpan? = nil
  ) -> TimeSpan? {
    guard let entry = fields[key] else { return fallback }
    return time(entry.value, path: fields.path(key), atLeast: least)
  }

  func ratio(_ node: SourceNode, path: String) -> Ratio? {
    quantity(node, Ratio.expectation, path: path) { (text: String) throws(QuantityError) in
      try Ratio(parsing: text)
    }
  }

  func ratio(_ fields: Fields, _ key: String, fallback: Ratio? = nil) -> Ratio? {
    guard let entry = fields[key] else { return fallback }
    return ratio(entry.value, path: fields.path(key))
  }

  func rate(_ node: SourceNode, path: String) -> Rate? {
    quantity(node, Rate.expectation, path: path) { (text: String) throws(QuantityError) in
      try Self.boundedRate(text)
    }
  }

  static func boundedRate(_ text: String) throws(QuantityError) -> Rate {
    let rate = try Rate(parsing: text)
    guard rate <= highestRate else {
      throw QuantityError(.outOfRange, text: text, expected: "a rate of at most 1000M/s")
    }
    return rate
  }

  static func boundedTime(_ text: String) throws(QuantityError) -> TimeSpan {
    let time = try TimeSpan(parsing: text)
    guard time <= longestTime else {
      throw QuantityError(.outOfRange, text: text, expected: "a time of at most ten years")
    }
    return time
  }

  /// A whole number in plain digits.
  func count(_ node: SourceNode, in range: ClosedRange<Int>, path: String) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = scalar(node, expected, path: path) else { return nil }
    if let value = Self.wholeNumber(text), range.contains(value) { return value }
    let number = DecimalNumber(text)
    let isWhole = number.map { $0.exponent >= 0 } ?? false
    findings.add(
      number == nil ? .notANumber : .valueOutOfRange, at: node.span,
      "`\(shown(text))` is \(isWhole ? "out of range" : "not a whole number")",
      label: "expected \(expected)", path: path)
    return nil
  }

  func count(_ fields: Fields, _ key: String, in range: ClosedRange<Int>, fallback: Int? = nil)
    -> Int?
  {
    guard let entry = fields[key] else { return fallback }
    return count(entry.value, in: range, path: fields.path(key))
  }

  /// A whole number in ASCII digits without sign or leading zeros.
  static func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), text == "0" || text.first != "0"
    else { return nil }
    return Int(text)
  }

  /// One of some words; words may be joined by spaces, hyphens or underscores.
  func word(_ node: SourceNode, among words: [String], path: String) -> String? {
    let expected = "one of: \(list(words))"
    guard let text = scalar(node, expected, path: path) else { return nil }
    let name = KeyTable.canonical(text)
    if words.contains(name) { return name }
    findings.add(
      .unknownWord, at: node.span, "unknown word `\(shown(text))`", label: "expected \(expected)",
      help: NearestWord.help(name, among: words), path: path)
    return nil
  }

  func word(_ fields: Fields, _ key: String, among words: [String], fallback: String) -> String? {
    guard let entry = fields[key] else { return fallback }
    return word(entry.value, among: words, path: fields.path(key))
  }

  /// A line of text for people.
  func text(_ fields: Fields, _ key: String) -> String? {
    guard let entry = fields[key] else { return nil }
    let path = fields.path(key)
    guard let text = scalar(entry.value, "a text", path: path) else { return nil }
    guard !text.contains(where: \.isNewline) else {
      findings.add(
        .invalidName, at: entry.value.span, "the \(key) has several lines",
        label: "expected one line", path: path)
      return nil
    }
    return isVisible(text, entry.value.span, path: path) ? text : nil
  }

  /// Some sentences; line breaks are allowed.
  func paragraph(_ node: SourceNode, path: String) -> String? {
    guard var text = scalar(node, "a text", path: path) else { return nil }
    while text.last?.isWhitespace == true { text.removeLast() }
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return isVisible(line, node.span, path: path) ? text : nil
  }

  private func isVisible(_ text: String, _ span: SourceSpan, path: String) -> Bool {
    for scalar in text.unicodeScalars {
      guard let what = SourceComposer.forbidden(scalar) else { continue }
      findings.add(
        .forbiddenCharacter, at: span, "the text holds \(what)", label: "remove this character",
        path: path)
      return false
    }
    return true
  }

  /// A name that the user chooses: letters, digits, `-`, `_` and `.`, beginning with a letter.
  func isName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic,
      name.unicodeScalars.count <= 64
    else { return false }
    return name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
    }
  }

  /// The most tiers, populations or access networks.
  private static let mostNames = 120

  /// The entries of a mapping from the user's names, those with a bad name left out.
  func namedEntries(_ entry: SourceEntry, what: String, path: String) -> [SourceEntry] {
    guard let entries = entry.value.entries else {
      findings.add(
        .wrongShape, at: entry.value.span,
        "expected a mapping from names, found \(entry.value.kindName)",
        label: "expected the names of \(what), each with its keys", path: path)
      return []
    }
    guard entries.count <= Self.mostNames else {
      findings.add(
        .valueOutOfRange, at: entry.keySpan, "`\(path)` has \(entries.count) entries",
        label: "expected at most \(Self.mostNames)", path: path)
      return []
    }
    if entries.isEmpty {
      findings.add(
        .emptyCollection, at: entry.keySpan, "`\(path)` is empty",
        label: "expected at least one entry", path: path)
    }
    var seen: [String: SourceEntry] = [:]
    return entries.filter { item in
      guard isName(item.key) else {
        findings.add(
          .invalidName, at: item.keySpan, "`\(shown(item.key))` is no name",
          label: "a name begins with a letter and has letters, digits, - and _", path: path)
        return false
      }
      if let first = seen.updateValue(item, forKey: item.key.lowercased()) {
        findings.add(
          .namesDifferByCase, at: item.keySpan,
          "`\(item.key)` and `\(first.key)` differ by case alone",
          label: "`\(first.key)` is in line \(first.keySpan.line)", help: "rename one of them",
          path: "\(path).\(item.key)")
      }
      return true
    }
  }

  /// A date and time with its offset, ISO 8601: `2017-01-28T00:04:30+08:00`.
  func date(_ node: SourceNode, path: String) -> String? {
    let expected = "a date and time with its offset, such as 2017-01-28T00:04:30+08:00"
    guard let text = scalar(node, expected, path: path) else { return nil }
    if Self.isDate(text) { return text }
    findings.add(
      .malformedDate, at: node.span, "`\(shown(text))` is no clock time",
      label: "expected \(expected)", path: path)
    return nil
  }

  static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 25 || (bytes.count == 20 && bytes.last == UInt8(ascii: "Z")) else {
      return false
    }
    func number(_ start: Int, _ count: Int) -> Int? {
      bytes[start..<start + count].reduce(Int?.some(0)) { value, byte in
        guard let value, byte >= 0x30, byte <= 0x39 else { return nil }
        return value * 10 + Int(byte - 0x30)
      }
    }
    func isMark(_ index: Int, _ mark: String) -> Bool { mark.utf8.contains(bytes[index]) }
    guard isMark(4, "-"), isMark(7, "-"), isMark(10, "T"), isMark(13, ":"), isMark(16, ":"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      (1...12).contains(month), hour < 24, minute < 60, second < 60
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...days[month - 1]).contains(day) else { return false }
    if bytes.count == 20 { return true }
    guard isMark(19, "+-"), isMark(22, ":"), let offset = number(20, 2), let rest = number(23, 2)
    else { return false }
    return offset <= 14 && rest < 60
  }
}
