import Quantities
import ScenarioTypes

/// Who sends, claims and asks.
extension ScenarioDecoder {
  func decodePopulations(_ entry: SourceEntry) -> [Population] {
    namedEntries(entry, what: "populations", path: "populations").compactMap { population($0) }
  }

  private func population(_ entry: SourceEntry) -> Population? {
    let path = "populations.\(entry.key)"
    guard
      let fields = self.fields(entry.value, Grammar.population, path: path, span: entry.keySpan)
    else { return nil }
    let before = findings.errorCount
    var source: Population.Source?
    switch (fields["sends"], fields["requests"]) {
    case (let sends?, nil): source = packets(sends, fields).map { .packets($0) }
    case (nil, let requests?): source = self.requests(requests, fields).map { .requests($0) }
    case (_?, let requests?):
      findings.add(
        .exclusiveKeys, at: requests.keySpan, "`requests` and `sends` exclude one another",
        label: "one population sends packets or makes requests", help: "make two populations",
        path: path)
    case (nil, nil):
      findings.add(
        .missingKey, at: entry.keySpan, "a population needs `sends` or `requests`",
        label: "packets that are claimed, or requests of one kind each on its own",
        help: "for example `sends: {curve: 35k/s}` or `requests: {kind: claim, rate: 80/s}`",
        path: path)
    }
    let access = fields["access"].map { self.access($0, path: fields.path("access")) } ?? []
    let least = TimeSpan(nanoseconds: 1_000_000)
    let timeout = fields["timeout"].flatMap {
      self.time($0.value, path: fields.path("timeout"), atLeast: least)
    }
    let tries = fields["tries"].map { self.tries($0, path: fields.path("tries")) } ?? RetryPolicy()
    guard findings.errorCount == before, let source, let tries else { return nil }
    let result = Population(
      name: entry.key, source: source, access: access, timeout: timeout, tries: tries)
    populationSpans[entry.key] = entry.keySpan
    if let timeoutEntry = fields["timeout"] { timeoutSpans[entry.key] = timeoutEntry.value.span }
    return result
  }

  // MARK: - Sources

  private func process(_ fields: Fields) -> ArrivalProcess? {
    let words = ["poisson", "deterministic"]
    let name = word(fields, "process", among: words, fallback: "poisson")
    return name.map { $0 == "poisson" ? .poisson : .deterministic }
  }

  private func packets(_ sends: SourceEntry, _ population: Fields) -> PacketSource? {
    let sendsPath = population.path("sends")
    let arrivals = self.fields(
      sends.value, Grammar.arrivals, path: sendsPath, span: sends.keySpan)
    let curve = arrivals?["curve"].flatMap { self.curve($0.value, path: "\(sendsPath).curve") }
    let process = arrivals.flatMap { self.process($0) }
    needPath(.send, sends.keySpan, path: sendsPath)
    needPath(.claim, sends.keySpan, path: sendsPath)
    let groupFields = population["group"].flatMap {
      fields($0.value, Grammar.group, path: population.path("group"), span: $0.keySpan)
    }
    let size = groupFields.flatMap { self.distribution($0, "size", .count) }
    let awake = groupFields.flatMap { self.ratio($0, "awake", fallback: Ratio(fraction: 1)) }
    let shares = distribution(population, "shares", .count)
    let amount = distribution(population, "amount", .money)
    let fanOut = distribution(population, "fan-out", .time)
    let reaction = distribution(population, "reaction", .time)
    let secondClick =
      population["second-click"] == nil
      ? Self.defaultSecondClick : distribution(population, "second-click", .time)
    guard let curve, let process, let size, let awake, let shares, let amount, let fanOut,
      let reaction, let secondClick
    else { return nil }
    return PacketSource(
      sends: curve, process: process, groupSize: size, awake: awake, shares: shares,
      amount: amount, fanOut: fanOut, reaction: reaction, secondClick: secondClick)
  }

  /// The default of `second-click`, read from its text.
  private static var defaultSecondClick: Distribution? {
    let file = SourceFile(path: "default", text: Grammar.secondClick)
    let node = SourceNode(
      content: .scalar(Grammar.secondClick),
      span: SourceSpan(file: file, line: 1, column: 1, endColumn: 2))
    var parser = DistributionParser(
      findings: Findings(), kind: .time, path: "", phrase: Phrase(node, Grammar.secondClick))
    return parser.parse()
  }

  private func distribution(_ fields: Fields, _ key: String, _ kind: QuantityKind)
    -> Distribution?
  {
    fields[key].flatMap { self.distribution($0.value, kind, path: fields.path(key)) }
  }

  private func requests(_ entry: SourceEntry, _ population: Fields) -> RequestSource? {
    let path = population.path("requests")
    guard let fields = self.fields(entry.value, Grammar.requests, path: path, span: entry.keySpan)
    else { return nil }
    let words = RequestKind.allCases.map(\.name)
    let kindName = fields["kind"].flatMap {
      word($0.value, among: words, path: fields.path("kind"))
    }
    let kind = RequestKind.allCases.first { $0.name == kindName }
    if let kind { needPath(kind, entry.keySpan, path: path) }
    var curve: RateCurve?
    switch (fields["curve"], fields["rate"]) {
    case (let points?, nil): curve = self.curve(points.value, path: fields.path("curve"))
    case (nil, let single?):
      curve = rate(single.value, path: fields.path("rate")).map { .constant($0) }
    case (_?, let single?):
      findings.add(
        .exclusiveKeys, at: single.keySpan, "`rate` and `curve` exclude one another",
        label: "keep one of the two", path: path)
    case (nil, nil):
      findings.add(
        .missingKey, at: entry.keySpan, "the requests need `rate` or `curve`",
        label: "how many come per second", help: "for example `rate: 80/s`", path: path)
    }
    let process = self.process(fields)
    guard let kind, let curve, let process else { return nil }
    return RequestSource(kind: kind, rate: curve, process: process)
  }

  private func needPath(_ kind: RequestKind, _ span: SourceSpan, path: String) {
    guard knownPaths[kind] == nil, root.entries?.contains(where: { $0.key == "flow" }) == true
    else { return }
    findings.add(
      .missingPath, at: span, "the flow has no path for `\(kind.name)`",
      label: "this population makes \(kind.name) requests",
      help: "add `\(kind.name): [...]` to the flow", path: path)
  }

  // MARK: - Clients

  private func access(_ entry: SourceEntry, path: String) -> [AccessShare] {
    let items = namedEntries(entry, what: "access networks", path: path)
    var shares: [AccessShare] = []
    var isFine = !items.isEmpty
    for item in items {
      let share = ratio(item.value, path: "\(path).\(item.key)")
      if share == nil { isFine = false }
      guard let index = accessNames.firstIndex(of: item.key) else {
        let known = accessNames + ["wifi", "cellular"].filter { !accessNames.contains($0) }
        findings.add(
          .unknownAccessNetwork, at: item.keySpan, "unknown access network `\(item.key)`",
          label: "expected one of: \(list(known))",
          help: NearestWord.help(item.key, among: known)
            ?? "define it under `network: access:`", path: path)
        isFine = false
        continue
      }
      if let share { shares.append(AccessShare(network: index, share: share)) }
    }
    let sum = shares.map(\.share.fraction).reduce(0, +)
    if isFine, abs(sum - 1) > 1e-9 {
      findings.add(
        .sharesDoNotSum, at: entry.keySpan,
        "the shares of the access networks sum to \(Ratio(fraction: sum).roundedText)",
        label: "expected 100%", path: path)
    }
    return shares
  }

  private func tries(_ entry: SourceEntry, path: String) -> RetryPolicy? {
    guard entry.value.entries != nil else {
      return count(entry.value, in: 1...255, path: path).map { RetryPolicy(total: $0) }
    }
    guard let fields = self.fields(entry.value, Grammar.tries, path: path, span: entry.keySpan)
    else { return nil }
    let total = count(fields, "total", in: 1...255)
    var backoff: (wait: TimeSpan, doubles: Bool)? = (.zero, true)
    if let entry = fields["backoff"] {
      backoff = self.backoff(entry.value, path: fields.path("backoff"))
    }
    let jitter = word(fields, "jitter", among: ["full", "none"], fallback: "none")
    guard let total, let backoff, let jitter else { return nil }
    return RetryPolicy(
      total: total, backoff: backoff.wait, doubles: backoff.doubles, fullJitter: jitter == "full")
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
