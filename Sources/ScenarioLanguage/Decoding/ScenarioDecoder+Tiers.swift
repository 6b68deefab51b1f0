import Quantities
import ScenarioTypes

/// Tiers and their operations.
extension ScenarioDecoder {
  func decodeTiers(_ entry: SourceEntry) {
    let entries = namedEntries(entry, what: "tiers", path: "tiers")
    for item in entries where RequestKind.allCases.contains(where: { $0.name == item.key }) {
      findings.add(
        .invalidName, at: item.keySpan, "a tier cannot be called `\(item.key)`",
        label: "this is the name of a kind of request", path: "tiers")
    }
    tierNames = entries.map(\.key)
    tierSpans = entries.map(\.keySpan)
    let decoded = entries.map { tier($0) }
    // After a mistake in a tier the others keep their index, so that references still resolve.
    tiers = zip(decoded, tierNames).map { tier, name in
      tier ?? Tier(name: name, operation: .relay, nodes: 1, service: .constant(1))
    }
    brokenTiers = Set(decoded.indices.filter { decoded[$0] == nil })
  }

  private func tier(_ entry: SourceEntry) -> Tier? {
    let path = "tiers.\(entry.key)"
    guard let fields = self.fields(entry.value, Grammar.tier, path: path, span: entry.keySpan)
    else {
      return nil
    }
    let before = findings.errorCount
    let operation = self.operation(fields)
    let nodes = count(fields, "nodes", in: Grammar.poolLimits)
    let servers = self.servers(fields)
    let services = self.services(fields, operation, path: path)
    let discipline = self.discipline(fields)
    let queue = self.queue(fields)
    let routing = self.routing(fields, operation: operation)
    let places = self.places(fields)
    let onCrash = word(fields, "on-crash", among: ["fail", "silent"], fallback: "fail")
    let detection = time(fields, "detection", fallback: TimeSpan(nanoseconds: 1_000_000_000))
    let admission = fields["admission"].flatMap {
      self.admission($0, path: fields.path("admission"))
    }
    if let nodes, let servers, nodes * (servers ?? 1) > 10_000_000 {
      findings.add(
        .poolTooLarge, at: fields["nodes"]?.value.span ?? entry.keySpan,
        "\(nodes) nodes with \(servers ?? 1) servers each are too many",
        label: "expected at most 10000000 servers in all", path: path)
    }
    checkDiscipline(fields, operation, discipline, path: path)
    if let queue, let discipline {
      checkWaiting(fields, servers, discipline, queueBound: queue.bound)
    }
    let extras = stationExtras(fields)
    guard findings.errorCount == before, let operation, let nodes, let servers, let services,
      let discipline, let queue, let routing, let places, let onCrash, let detection
    else { return nil }
    if services.byKind.isEmpty == false { serviceSpans[entry.key] = fields["service"]?.keySpan }
    if let tries = fields["tries"] { triesSpans[entry.key] = tries.keySpan }
    return Tier(
      name: entry.key, operation: operation, nodes: nodes, servers: servers ?? 1,
      hasUnboundedServers: servers == .some(nil), service: services.first,
      serviceByKind: services.byKind, discipline: discipline, queueBound: queue.bound,
      routing: routing, places: places, onCrash: onCrash == "silent" ? .silent : .fail,
      detection: detection, admission: admission, patience: extras.patience,
      expiredWork: extras.expiredWork, breakdowns: extras.breakdowns, tries: extras.tries,
      states: extras.states)
  }

  /// The operations of a claim or store node take effect in the order of their arrival.
  private func checkDiscipline(
    _ fields: Fields, _ operation: ScenarioTypes.Operation?, _ discipline: Discipline?,
    path: String
  ) {
    guard let entry = fields["discipline"], let discipline, discipline != .fifo else { return }
    let what = "\(operation?.name == "update" ? "an" : "a") \(operation?.name ?? "") tier"
    switch operation {
    case .claim, .store, .cache, .update:
      findings.add(
        .keyDoesNotApply, at: entry.value.span, "\(what) serves first in, first out",
        label: "expected `fifo`, or no `discipline` at all", path: "\(path).discipline")
    case .settle where discipline.interrupts:
      findings.add(
        .keyDoesNotApply, at: entry.value.span, "\(what) finishes a service that has begun",
        label: "only relay and credit tiers interrupt or share services",
        path: "\(path).discipline")
    case .relay, .settle, .credit, nil: break
    }
  }

  func distribution(_ node: SourceNode, _ kind: QuantityKind, path: String) -> Distribution? {
    let expected = "a distribution, such as \(Self.example(kind))"
    guard let text = scalar(node, expected, path: path) else { return nil }
    var parser = DistributionParser(
      findings: findings, kind: kind, path: path, phrase: Phrase(node, text))
    return parser.parse()
  }

  private static func example(_ kind: QuantityKind) -> String {
    switch kind {
    case .time: "lognormal(mean 200us cv 0.5)"
    case .count: "1 + geometric(mean 1.5)"
    case .money: "lognormal(p50 5.00yuan p99 60.00yuan)"
    }
  }

  // MARK: - Operations

  private func operation(_ fields: Fields) -> ScenarioTypes.Operation? {
    guard let entry = fields["operation"],
      let name = word(entry.value, among: Grammar.operations, path: fields.path("operation"))
    else { return nil }
    switch name {
    case "claim": return compareAndSwap(fields).map { .claim(ClaimSettings(mode: $0)) }
    case "store": return store(fields).map { .store($0) }
    case "settle": return settle(fields).map { .settle($0) }
    case "credit": return .credit
    case "cache": return cache(fields).map { .cache($0) }
    case "update":
      let work = fields["work"].flatMap { positive($0, path: fields.path("work")) }
      return work.map { .update(UpdateSettings(work: $0)) }
    default: return .relay
    }
  }

  private func compareAndSwap(_ tier: Fields) -> ClaimSettings.Mode? {
    guard let entry = tier["cas"] else { return ClaimSettings().mode }
    guard
      let fields = self.fields(
        entry.value, Grammar.compareAndSwap, path: tier.path("cas"), span: entry.keySpan)
    else { return nil }
    let mode = word(
      fields, "mode", among: ["compare-and-swap", "atomic"], fallback: "compare-and-swap")
    let tries = count(fields, "tries", in: 1...255, fallback: 3)
    let then = word(fields, "then", among: ["let-through", "reject"], fallback: "let-through")
    guard let mode, let tries, let then else { return nil }
    if mode == "atomic" {
      for key in ["tries", "then"] {
        guard let extra = fields[key] else { continue }
        findings.add(
          .keyDoesNotApply, at: extra.keySpan, "`\(key)` does not apply to `mode: atomic`",
          label: "an atomic decrement meets no conflict", path: fields.path(key))
      }
      return .atomicDecrement
    }
    return .compareAndSwap(tries: tries, exhausted: then == "reject" ? .reject : .letThrough)
  }

  private func store(_ fields: Fields) -> StoreSettings? {
    let defaults = StoreSettings()
    let replicas = count(fields, "replicas", in: 1...100, fallback: defaults.replicas)
    let least = TimeSpan(nanoseconds: 1_000_000)
    let expiry = time(fields, "expiry", atLeast: least, fallback: defaults.expiry)
    let scan = time(fields, "refund-scan", atLeast: least, fallback: defaults.refundScan)
    let learns = time(fields, "learns-after", fallback: defaults.learnsAfter)
    guard let replicas, let expiry, let scan, let learns else { return nil }
    return StoreSettings(
      replicas: replicas, expiry: expiry, refundScan: scan, learnsAfter: learns)
  }

  private func settle(_ fields: Fields) -> SettleSettings? {
    let lock = ratio(fields, "lock", fallback: Ratio(fraction: 1))
    let flushEntry = fields["flush"]
    let flush = flushEntry.flatMap {
      self.distribution($0.value, .time, path: fields.path("flush"))
    }
    let connectionsEntry = fields["connections"]
    let connections = connectionsEntry.flatMap {
      self.count($0.value, in: Grammar.poolLimits, path: fields.path("connections"))
    }
    let rule = word(
      fields, "amounts", among: ["double-mean", "capped"], fallback: "double-mean")
    guard let lock, let rule, (flush == nil) == (flushEntry == nil),
      (connections == nil) == (connectionsEntry == nil)
    else { return nil }
    return SettleSettings(
      lockShare: lock, flush: flush, connections: connections,
      amountRule: rule == "capped" ? .cappedDoubleMean : .doubleMean)
  }

  // MARK: - Queues and admission

  private func queue(_ fields: Fields) -> (bound: Int?, Void)? {
    guard let entry = fields["queue"] else { return (nil, ()) }
    let path = fields.path("queue")
    if entry.value.string == "unbounded" { return (nil, ()) }
    let range = 0...1_000_000_000
    let expected = "a whole number from 0 to \(range.upperBound), or `unbounded`"
    guard let text = scalar(entry.value, expected, path: path) else { return nil }
    if let bound = Self.wholeNumber(text), range.contains(bound) { return (bound, ()) }
    findings.add(
      DecimalNumber(text) == nil ? .notANumber : .valueOutOfRange, at: entry.value.span,
      "`\(shown(text))` is no length of a queue", label: "expected \(expected)",
      help: NearestWord.help(text, among: ["unbounded"]), path: path)
    return nil
  }

  private func admission(_ entry: SourceEntry, path: String) -> Admission? {
    guard
      let fields = self.fields(entry.value, Grammar.admission, path: path, span: entry.keySpan)
    else { return nil }
    let rate = fields["rate"].flatMap { self.rate($0.value, path: fields.path("rate")) }
    let burst = count(fields, "burst", in: 1...1_000_000_000, fallback: 100)
    guard let rate, let burst else { return nil }
    guard rate.perSecond > 0 else {
      findings.add(
        .valueOutOfRange, at: fields["rate"]?.value.span ?? entry.keySpan,
        "an admission rate of zero lets nobody in", label: "expected a rate above 0/s",
        path: fields.path("rate"))
      return nil
    }
    return Admission(rate: rate, burst: burst)
  }

  // MARK: - Routing and places

  private func routing(_ fields: Fields, operation: ScenarioTypes.Operation?) -> Routing? {
    let isBound: Bool
    switch operation {
    case .claim, .store, .settle, .cache, .update: isBound = true
    case .relay, .credit, nil: isBound = false
    }
    guard let entry = fields["route"] else { return isBound ? .hashOfPacket : .random }
    let path = fields.path("route")
    let words = [
      "random", "round robin", "least outstanding", "power of 2", "hash(packet)", "hash(user)",
    ]
    guard let text = scalar(entry.value, "one of: \(list(words))", path: path) else { return nil }
    guard let routing = Self.routing(text) else {
      findings.add(
        .unknownWord, at: entry.value.span, "unknown routing `\(shown(text))`",
        label: "expected one of: \(list(words))", help: NearestWord.help(text, among: words),
        path: path)
      return nil
    }
    guard !isBound || routing == .hashOfPacket || operation == nil else {
      findings.add(
        .routingNotAllowed, at: entry.value.span,
        "the operation `\(operation?.name ?? "")` cannot be routed by `\(shown(text))`",
        label: "expected hash(packet)",
        help: "the state of a packet, or of a key, lives on one node of the tier",
        path: path)
      return nil
    }
    return routing
  }

  static func routing(_ text: String) -> Routing? {
    let words = KeyTable.canonical(text)
    switch words {
    case "random": return .random
    case "round-robin": return .roundRobin
    case "least-outstanding": return .leastOutstanding
    case "hash(packet)": return .hashOfPacket
    case "hash(user)": return .hashOfUser
    default:
      let parts = words.split(separator: "-")
      guard parts.count == 3, parts[0] == "power", parts[1] == "of",
        let choices = wholeNumber(parts[2]), (2...64).contains(choices)
      else { return nil }
      return .powerOfD(choices)
    }
  }

  private func places(_ fields: Fields) -> [Place]? {
    guard let entry = fields["place"] else { return [Place(city: "local", zone: 1)] }
    let path = fields.path("place")
    let nodes = entry.value.elements ?? [entry.value]
    guard !nodes.isEmpty else {
      findings.add(
        .emptyCollection, at: entry.value.span, "the list of places is empty",
        label: "expected at least one, such as shenzhen/1", path: path)
      return nil
    }
    let places = nodes.prefix(Self.mostPlaces + 1).map { self.places($0, path: path) }
    guard !places.contains(where: { $0 == nil }) else { return nil }
    let all = places.flatMap { $0 ?? [] }
    guard all.count <= Self.mostPlaces else {
      findings.add(
        .valueOutOfRange, at: entry.value.span, "these are too many places",
        label: "expected at most \(Self.mostPlaces)", path: path)
      return nil
    }
    return all
  }

  /// The most places of one tier.
  private static let mostPlaces = 200

  /// `shenzhen/2`, `shenzhen/1..3`, or `shenzhen` for its first zone.
  private func places(_ node: SourceNode, path: String) -> [Place]? {
    let expected = "a city with its zone, such as shenzhen/1, or zones, such as shenzhen/1..3"
    guard let text = scalar(node, expected, path: path) else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if let city = parts.first.map(String.init), isName(city), parts.count <= 2 {
      guard parts.count == 2 else { return [Place(city: city, zone: 1)] }
      if let zones = Self.numberRange(parts[1]), zones.lowerBound >= 1, zones.upperBound <= 1000,
        zones.count <= Self.mostPlaces
      {
        return zones.map { Place(city: city, zone: $0) }
      }
    }
    findings.add(
      .malformedExpression, at: node.span, "`\(shown(text))` is no place",
      label: "expected \(expected)", help: "zones count from 1", path: path)
    return nil
  }

  /// `3` or `0..9`.
  static func numberRange(_ text: some StringProtocol) -> ClosedRange<Int>? {
    if let single = wholeNumber(text) { return single...single }
    guard let dots = text.firstRange(of: ".."),
      let low = wholeNumber(text[..<dots.lowerBound]),
      let high = wholeNumber(text[dots.upperBound...]), low <= high
    else { return nil }
    return low...high
  }
}
