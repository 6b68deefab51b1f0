import Quantities
import ScenarioTypes

/// The fields of one fault, read in the way a `FaultForm` asks for them.
struct FaultFields {
  let decoder: ScenarioDecoder
  let fields: Fields

  private func entry(_ key: String) -> (SourceEntry, String)? {
    fields[key].map { ($0, fields.path(key)) }
  }

  func time(_ key: String, fallback: TimeSpan? = nil) -> TimeSpan? {
    decoder.time(fields, key, fallback: fallback)
  }

  func ratio(_ key: String) -> Ratio? { decoder.ratio(fields, key) }

  /// A plain number in a range, with its canonical text.
  func number(_ key: String, above least: Double, upTo most: Double)
    -> (value: Double, words: String)?
  {
    guard let (entry, path) = entry(key) else { return nil }
    let expected = "a plain number above \(Int(least)), at most \(Int(most))"
    guard let text = decoder.scalar(entry.value, expected, path: path) else { return nil }
    guard let number = DecimalNumber(text) else {
      decoder.findings.add(
        .notANumber, at: entry.value.span, "`\(decoder.shown(text))` is not a number",
        label: "expected \(expected)", path: path)
      return nil
    }
    guard let value = number.double(), value > least, value <= most else {
      decoder.findings.add(
        .valueOutOfRange, at: entry.value.span, "`\(decoder.shown(text))` is out of range",
        label: "expected \(expected)", path: path)
      return nil
    }
    return (value, number.text())
  }

  /// Nodes: `cache/3`, `cache/0..9`, `cache 20%` for the first ones, `cache` for all.
  func nodes(_ key: String) -> (selection: Fault.NodeSelection, words: String)? {
    guard let (entry, path) = entry(key) else { return nil }
    let expected = "nodes of a tier: cache/3, cache/0..9, cache 20% or cache"
    guard let text = decoder.scalar(entry.value, expected, path: path) else { return nil }
    let phrase = Phrase(entry.value, text, separators: "/")
    guard let name = phrase.peek(0),
      let tier = decoder.tierIndex(name.text, at: phrase.span(name), path: path)
    else { return nil }
    guard !decoder.brokenTiers.contains(tier) else { return nil }
    let count = decoder.tiers[tier].nodes
    let rest = phrase.words.dropFirst()
    if rest.isEmpty { return selection(tier, 0...(count - 1), name.text, entry, path) }
    let tail = rest.dropFirst(rest.first?.text == "/" ? 1 : 0)
    if rest.first?.text == "/", tail.count == 1, let word = tail.first,
      let range = ScenarioDecoder.numberRange(word.text)
    {
      guard range.upperBound < count else {
        decoder.findings.add(
          .unknownNode, at: phrase.span(word), "`\(name.text)` has no node \(range.upperBound)",
          label: "its \(count) nodes count from 0 to \(count - 1)", path: path)
        return nil
      }
      let words = range.count == 1 ? "\(range.lowerBound)" : word.text
      return selection(tier, range, "\(name.text)/\(words)", entry, path)
    }
    let share = rest.map(\.text).joined()
    if let ratio = try? Ratio(parsing: share), ratio.fraction > 0 {
      let nodes = max(1, Int((ratio.fraction * Double(count)).rounded(.up)))
      let first = 0...(min(nodes, count) - 1)
      return selection(tier, first, "\(name.text) \(ratio.text)", entry, path)
    }
    decoder.findings.add(
      .malformedExpression, at: entry.value.span, "`\(decoder.shown(text))` names no nodes",
      label: "expected \(expected)", path: path)
    return nil
  }

  /// More nodes than this are refused, since each is kept by number.
  private static let mostNodes = 10_000_000

  private func selection(
    _ tier: Int, _ range: ClosedRange<Int>, _ words: String, _ entry: SourceEntry, _ path: String
  ) -> (selection: Fault.NodeSelection, words: String)? {
    decoder.faultNodeCount += range.count
    guard decoder.faultNodeCount <= Self.mostNodes else {
      decoder.findings.add(
        .valueOutOfRange, at: entry.value.span, "the faults name too many nodes",
        label: "expected at most \(Self.mostNodes) in all", path: path)
      return nil
    }
    return (Fault.NodeSelection(tier: tier, nodes: Array(range)), words)
  }

  /// A place where some tier stands.
  func place(_ key: String) -> PlacePattern? {
    guard let (entry, path) = entry(key),
      let text = decoder.scalar(entry.value, "a place, such as shenzhen/2", path: path)
    else { return nil }
    guard let pattern = decoder.placePattern(text) else {
      decoder.findings.add(
        .malformedExpression, at: entry.value.span, "`\(decoder.shown(text))` is no place",
        label: "expected a city or a zone, such as shenzhen/2", path: path)
      return nil
    }
    return isUsed(pattern, entry.value.span, path: path) ? pattern : nil
  }

  /// Two places where tiers stand.
  func placePair(_ key: String) -> (PlacePattern, PlacePattern)? {
    guard let (entry, path) = entry(key),
      let text = decoder.scalar(entry.value, "two places: shenzhen - shanghai", path: path),
      let pair = decoder.placePair(text, at: entry.value.span, path: path)
    else { return nil }
    let first = isUsed(pair.0, entry.value.span, path: path)
    let second = isUsed(pair.1, entry.value.span, path: path)
    return first && second ? pair : nil
  }

  private func isUsed(_ pattern: PlacePattern, _ span: SourceSpan, path: String) -> Bool {
    guard decoder.brokenTiers.isEmpty else { return true }
    let places = decoder.usedPlaces
    guard !places.contains(where: { pattern.matches($0) }) else { return true }
    let names = places.map(\.name)
    let candidates = pattern.zone == nil ? places.map(\.city) : names
    decoder.findings.add(
      .unknownPlace, at: span, "no tier stands in `\(pattern.words)`",
      label: "expected one of: \(decoder.list(names))",
      help: NearestWord.help(pattern.words, among: candidates), path: path)
    return false
  }
}
