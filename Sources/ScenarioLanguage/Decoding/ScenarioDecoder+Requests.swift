import Quantities
import ScenarioTypes

/// Requests without packets, closed loops, keys, and tries.
extension ScenarioDecoder {
  private func kind(_ fields: Fields, _ entry: SourceEntry) -> RequestKind? {
    let name = fields["kind"].flatMap {
      word($0.value, among: Grammar.kinds, path: fields.path("kind"))
    }
    let kind = RequestKind.allCases.first { $0.name == name }
    if let kind { needPath(kind, entry.keySpan, path: fields.path) }
    return kind
  }

  func requests(_ entry: SourceEntry, _ population: Fields) -> RequestSource? {
    let path = population.path("requests")
    guard let fields = self.fields(entry.value, Grammar.requests, path: path, span: entry.keySpan)
    else { return nil }
    let before = findings.errorCount
    let kind = self.kind(fields, entry)
    let atStart = count(fields, "at-start", in: 0...Grammar.requestsLimit, fallback: 0)
    let curve = self.arrivals(fields, entry, hasStart: atStart != 0)
    let process = self.process(fields)
    guard let kind, let curve, let process, let atStart else { return nil }
    var source = RequestSource(kind: kind, rate: curve, process: process, atStart: atStart)
    if let between = fields["between"] {
      source.between = positive(between, path: fields.path("between"))
    }
    source.first = time(fields, "first")
    if let batch = fields["batch"] {
      source.batch = positive(batch, .count, path: fields.path("batch"))
    }
    source.periods = fields["periods"].flatMap { periods($0, path: fields.path("periods")) }
    source.total = count(fields, "total", in: 1...Grammar.requestsLimit)
    if let first = fields["first"], source.between == nil, process != .deterministic {
      findings.add(
        .keyDoesNotApply, at: first.keySpan, "the key `first` does not apply to a Poisson process",
        label: "it belongs to `between` or `process: deterministic`", path: fields.path("first"))
    }
    if let total = source.total, total < atStart, let entry = fields["total"] {
      findings.add(
        .valueOutOfRange, at: entry.value.span, "`total` is less than `at-start`",
        label: "expected at least \(atStart)", path: fields.path("total"))
    }
    return findings.errorCount == before ? source : nil
  }

  /// The rate of the arrivals: zero for those that are given by `between` or come at the start.
  private func arrivals(_ fields: Fields, _ entry: SourceEntry, hasStart: Bool) -> RateCurve? {
    let given = ["curve", "rate", "between"].compactMap { fields[$0] }
    guard let first = given.first else {
      if hasStart { return .constant(Rate(perSecond: 0)) }
      findings.add(
        .missingKey, at: entry.keySpan, "the requests need `rate`, `curve` or `between`",
        label: "how many come per second, or the time between them",
        help: "for example `rate: 80/s`", path: fields.path)
      return nil
    }
    if let second = given.dropFirst().first {
      let names = [second, first].map { KeyTable.canonical($0.key) }
      findings.add(
        .exclusiveKeys, at: second.keySpan, "`\(names[0])` and `\(names[1])` exclude one another",
        label: "keep one of the two", path: fields.path)
      return nil
    }
    switch KeyTable.canonical(first.key) {
    case "curve": return curve(first.value, path: fields.path("curve"))
    case "rate": return rate(first.value, path: fields.path("rate")).map { .constant($0) }
    default: return .constant(Rate(perSecond: 0))
    }
  }

  private func periods(_ entry: SourceEntry, path: String) -> OnOffPeriods? {
    guard let fields = self.fields(entry.value, Grammar.periods, path: path, span: entry.keySpan)
    else { return nil }
    let lengths = ["active", "silent"].map { key in
      fields[key].flatMap { positive($0, path: fields.path(key)) }
    }
    guard let on = lengths[0], let off = lengths[1] else { return nil }
    return OnOffPeriods(on: on, off: off)
  }

  func clients(_ entry: SourceEntry, _ population: Fields) -> ClientSource? {
    let path = population.path("clients")
    guard let fields = self.fields(entry.value, Grammar.clients, path: path, span: entry.keySpan)
    else { return nil }
    let kind = self.kind(fields, entry)
    let count = count(fields, "count", in: 1...Grammar.clientsLimit)
    let think = fields["think"].flatMap {
      distribution($0.value, .time, path: fields.path("think"))
    }
    guard let kind, let count, let think else { return nil }
    return ClientSource(kind: kind, count: count, think: think)
  }

  func keys(_ entry: SourceEntry, path: String) -> KeySpace? {
    guard let fields = self.fields(entry.value, Grammar.keySpace, path: path, span: entry.keySpan)
    else { return nil }
    let count = count(fields, "count", in: 1...Grammar.keysLimit)
    var exponent: Double? = 0
    if let entry = fields["zipf"] {
      exponent = self.exponent(entry.value, path: fields.path("zipf"))
    }
    guard let count, let exponent else { return nil }
    return KeySpace(count: count, exponent: exponent)
  }

  private func exponent(_ node: SourceNode, path: String) -> Double? {
    let most = Grammar.largestExponent
    let expected = "a plain number from 0 to \(most)"
    guard let text = scalar(node, expected, path: path) else { return nil }
    let number = DecimalNumber(text)
    if let value = number?.double(), value >= 0, value <= Double(most) { return abs(value) }
    findings.add(
      number == nil ? .notANumber : .valueOutOfRange, at: node.span,
      "`\(shown(text))` is \(number == nil ? "not a number" : "out of range")",
      label: "expected \(expected)", path: path)
    return nil
  }

  // MARK: - Tries

  func tries(_ entry: SourceEntry, path: String) -> RetryPolicy? {
    guard entry.value.entries != nil else {
      return count(entry.value, in: 1...255, path: path).map { RetryPolicy(total: $0) }
    }
    guard let fields = self.fields(entry.value, Grammar.tries, path: path, span: entry.keySpan)
    else { return nil }
    let before = findings.errorCount
    let total = fields["total"].flatMap {
      count($0.value, in: 1...255, or: "unbounded", path: fields.path("total"))
    }
    var backoff: (wait: TimeSpan, doubles: Bool)? = (.zero, true)
    if let entry = fields["backoff"] {
      backoff = self.backoff(entry.value, path: fields.path("backoff"))
    }
    let jitter = word(fields, "jitter", among: ["full", "none"], fallback: "none")
    let wait = fields["wait"].flatMap {
      distribution($0.value, .time, path: fields.path("wait"))
    }
    let budget = fields["budget"].flatMap { ratio($0.value, path: fields.path("budget")) }
    for key in ["backoff", "jitter"] {
      guard let entry = fields[key], fields["wait"] != nil else { continue }
      findings.add(
        .exclusiveKeys, at: entry.keySpan, "`\(key)` and `wait` exclude one another",
        label: "keep one of the two", path: path)
    }
    if let budget, budget.fraction <= 0, let entry = fields["budget"] {
      findings.add(
        .valueOutOfRange, at: entry.value.span, "a budget of nothing lets nobody try again",
        label: "expected a share above 0%", path: fields.path("budget"))
    }
    guard findings.errorCount == before, let total, let backoff, let jitter else { return nil }
    let waits = wait.map { $0.largest > 0 } ?? (backoff.wait > .zero)
    if total == nil, !waits {
      findings.add(
        .endlessLoop, at: fields["total"]?.value.span ?? entry.keySpan,
        "clients try again without end and without a wait",
        label: "expected a `backoff` or `wait` above zero beside `unbounded`",
        help: "for example `{total: unbounded, wait: exponential(1s)}`", path: path)
      return nil
    }
    return RetryPolicy(
      total: total ?? RetryPolicy.unbounded, backoff: backoff.wait, doubles: backoff.doubles,
      fullJitter: jitter == "full", wait: wait, budget: budget)
  }

  /// `exponential(200ms)` doubles each time, `constant(200ms)` does not.
  private func backoff(_ node: SourceNode, path: String) -> (wait: TimeSpan, doubles: Bool)? {
    let expected = "exponential(200ms) or constant(200ms)"
    guard let text = scalar(node, expected, path: path) else { return nil }
    var phrase = Phrase(node, text)
    let words = ["exponential", "constant"]
    guard let name = phrase.next() else { return nil }
    guard words.contains(name.text) else {
      findings.add(
        .unknownWord, at: phrase.span(name), "unknown back-off `\(shown(name.text))`",
        label: "expected \(expected)", help: NearestWord.help(name.text, among: words), path: path)
      return nil
    }
    guard phrase.skip("("), let word = phrase.quantity(units: Amount.units(.time)),
      phrase.skip(")"), phrase.isAtEnd
    else {
      findings.add(
        .malformedExpression, at: node.span, "`\(shown(text))` is no back-off",
        label: "expected \(expected)", path: path)
      return nil
    }
    do throws(QuantityError) {
      let wait = try TimeSpan(parsing: word.text)
      // The wait doubles up to a thousand times; the model caps it, but not below a day.
      guard wait >= .zero, wait.nanoseconds <= 86_400_000_000_000 else {
        throw QuantityError(.outOfRange, text: word.text, expected: "a time from 0s to 24h")
      }
      return (wait, name.text == "exponential")
    } catch {
      findings.add(error, at: phrase.span(word), path: path)
      return nil
    }
  }
}
