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
    let source = self.source(fields, entry)
    let access = fields["access"].map { self.access($0, path: fields.path("access")) } ?? []
    let least = TimeSpan(nanoseconds: 1_000_000)
    let timeout = fields["timeout"].flatMap {
      self.time($0.value, path: fields.path("timeout"), atLeast: least)
    }
    let tries = fields["tries"].map { self.tries($0, path: fields.path("tries")) } ?? RetryPolicy()
    let keys = fields["keys"].map { self.keys($0, path: fields.path("keys")) } ?? KeySpace()
    guard findings.errorCount == before, let source, let tries, let keys else { return nil }
    let result = Population(
      name: entry.key, source: source, access: access, timeout: timeout, tries: tries,
      keys: keys)
    if case .clients = source, let clients = fields["clients"] {
      thinkSpans[entry.key] =
        clients.value.entries?.first { $0.key == "think" }?.value.span ?? clients.keySpan
    }
    populationSpans[entry.key] = entry.keySpan
    if let timeoutEntry = fields["timeout"] { timeoutSpans[entry.key] = timeoutEntry.value.span }
    return result
  }

  // MARK: - Sources

  private static let sources = ["sends", "requests", "clients"]

  private func source(_ fields: Fields, _ entry: SourceEntry) -> Population.Source? {
    let given = Self.sources.compactMap { fields[$0] }
    guard let first = given.first else {
      findings.add(
        .missingKey, at: entry.keySpan, "a population needs `sends`, `requests` or `clients`",
        label: "packets that are claimed, requests each on its own, or clients in a closed loop",
        help: "for example `sends: {curve: 35k/s}` or `requests: {kind: claim, rate: 80/s}`",
        path: fields.path)
      return nil
    }
    if let second = given.dropFirst().first {
      let names = [second, first].map { KeyTable.canonical($0.key) }
      findings.add(
        .exclusiveKeys, at: second.keySpan, "`\(names[0])` and `\(names[1])` exclude one another",
        label: "one population sends packets, makes requests, or is a closed loop of clients",
        help: "make two populations", path: fields.path)
      return nil
    }
    switch KeyTable.canonical(first.key) {
    case "sends": return packets(first, fields).map { .packets($0) }
    case "requests": return requests(first, fields).map { .requests($0) }
    default: return clients(first, fields).map { .clients($0) }
    }
  }

  func process(_ fields: Fields) -> ArrivalProcess? {
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

  func needPath(_ kind: RequestKind, _ span: SourceSpan, path: String) {
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
}
