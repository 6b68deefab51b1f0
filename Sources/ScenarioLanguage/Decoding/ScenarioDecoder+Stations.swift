import Quantities
import ScenarioTypes

extension Discipline {
  /// True when a request can come between the service of another one.
  var interrupts: Bool {
    switch self {
    case .preemptiveLifo, .preemptivePriority, .processorSharing: true
    case .fifo, .lifo, .random, .priority: false
    }
  }
}

/// What the stations of queueing models can do: services by kind, disciplines, patience,
/// breakdowns; and caches.
extension ScenarioDecoder {
  /// A whole number, or a word that stands for nil; nil alone after a mistake.
  func count(
    _ node: SourceNode, in range: ClosedRange<Int>, or word: String, path: String
  ) -> Int?? {
    if node.string.map(KeyTable.canonical) == word { return .some(nil) }
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound), or `\(word)`"
    guard let text = scalar(node, expected, path: path) else { return nil }
    if let value = Self.wholeNumber(text), range.contains(value) { return value }
    let number = DecimalNumber(text)
    let isWhole = number.map { $0.exponent >= 0 } ?? false
    findings.add(
      number == nil ? .notANumber : .valueOutOfRange, at: node.span,
      "`\(shown(text))` is \(isWhole ? "out of range" : "not a whole number")",
      label: "expected \(expected)",
      help: number == nil ? NearestWord.help(text, among: [word]) : nil, path: path)
    return nil
  }

  /// A distribution of times that is not always zero.
  func positive(_ entry: SourceEntry, _ kind: QuantityKind = .time, path: String)
    -> Distribution?
  {
    guard let result = distribution(entry.value, kind, path: path) else { return nil }
    guard result.largest != 0 else {
      findings.add(
        .alwaysZero, at: entry.value.span,
        "`\(KeyTable.canonical(entry.key))` is always zero",
        label: "expected \(kind == .time ? "a time" : "a count") above zero", path: path)
      return nil
    }
    return result
  }

  // MARK: - Servers and services

  /// The servers of a node; `.some(nil)` when they are unbounded.
  func servers(_ fields: Fields) -> Int?? {
    guard let entry = fields["servers"] else { return .some(1) }
    let path = fields.path("servers")
    let servers = count(entry.value, in: Grammar.poolLimits, or: "unbounded", path: path)
    if servers == .some(nil), let operation = fields["operation"]?.value.string,
      Grammar.operations.contains(operation), !Grammar.plainStations.contains(operation)
    {
      findings.add(
        .keyDoesNotApply, at: entry.value.span,
        "unbounded servers do not apply to the operation `\(operation)`",
        label: "only relay and credit tiers can have them", path: path)
    }
    return servers
  }

  /// The service, and those of the kinds that have their own.
  func services(_ fields: Fields, _ operation: ScenarioTypes.Operation?, path: String)
    -> (first: Distribution, byKind: [RequestKind: Distribution])?
  {
    let mayBeZero: Bool
    switch operation {
    case .cache, .update: mayBeZero = true
    case .relay, .claim, .store, .settle, .credit, nil: mayBeZero = false
    }
    let path = fields.path("service")
    guard let entry = fields["service"] else {
      return mayBeZero ? (.constant(0, text: "constant(0s)"), [:]) : nil
    }
    guard entry.value.entries != nil else {
      return service(entry, mayBeZero: mayBeZero, path: path).map { ($0, [:]) }
    }
    guard
      let table = self.fields(entry.value, Grammar.serviceByKind, path: path, span: entry.keySpan)
    else { return nil }
    var byKind: [RequestKind: Distribution] = [:]
    for kind in RequestKind.allCases {
      guard let entry = table[kind.name] else { continue }
      guard let service = service(entry, mayBeZero: mayBeZero, path: table.path(kind.name)) else {
        return nil
      }
      byKind[kind] = service
    }
    guard let first = RequestKind.allCases.lazy.compactMap({ byKind[$0] }).first else {
      if table.entries.isEmpty, entry.value.entries?.isEmpty == true {
        findings.add(
          .emptyCollection, at: entry.value.span, "the service has no kinds",
          label: "expected at least one of: send, claim, open", path: path)
      }
      return nil
    }
    return (first, byKind)
  }

  private func service(_ entry: SourceEntry, mayBeZero: Bool, path: String) -> Distribution? {
    guard let result = distribution(entry.value, .time, path: path) else { return nil }
    guard mayBeZero || result.largest != 0 else {
      findings.add(
        .emptyService, at: entry.value.span, "the service takes no time",
        label: "expected a service time above zero", path: path)
      return nil
    }
    return result
  }

  /// Tiers with services by kind need one for every kind that comes by.
  func checkServices(_ flow: Flow) {
    for (index, tier) in tiers.enumerated() where !tier.serviceByKind.isEmpty {
      for kind in RequestKind.allCases {
        guard let path = flow.paths[kind], tier.serviceByKind[kind] == nil,
          (path.tiers + path.afterwards).contains(index)
        else { continue }
        findings.add(
          .missingKey, at: serviceSpans[tier.name] ?? tierSpans[index],
          "the service of `\(tier.name)` needs the key `\(kind.name)`",
          label: "\(kind.name) requests pass this tier",
          help: "for example `\(kind.name): \(tier.service.text)`",
          path: "tiers.\(tier.name).service")
      }
    }
  }

  // MARK: - Disciplines

  private static let disciplines = [
    "fifo", "lifo", "preemptive-lifo", "random", "processor-sharing", "priority",
    "preemptive-priority",
  ]

  func discipline(_ fields: Fields) -> Discipline? {
    guard let entry = fields["discipline"] else { return .fifo }
    let path = fields.path("discipline")
    let words = Self.disciplines.map { $0.replacing("-", with: " ") }
    guard let text = scalar(entry.value, "one of: \(list(words))", path: path) else { return nil }
    let name = KeyTable.canonical(String(text.prefix { $0 != "(" }))
    switch KeyTable.canonical(text) {
    case "fifo": return .fifo
    case "lifo": return .lifo
    case "preemptive-lifo": return .preemptiveLifo
    case "random": return .random
    case "processor-sharing": return .processorSharing
    default: break
    }
    guard name == "priority" || name == "preemptive-priority" else {
      findings.add(
        .unknownWord, at: entry.value.span, "unknown word `\(shown(text))`",
        label: "expected one of: \(list(words))",
        help: NearestWord.help(KeyTable.canonical(text).replacing("-", with: " "), among: words),
        path: path)
      return nil
    }
    return kinds(entry, text, path: path).map {
      name == "priority" ? .priority($0) : .preemptivePriority($0)
    }
  }

  /// The kinds in the brackets of `priority(open, claim, send)`.
  private func kinds(_ entry: SourceEntry, _ text: String, path: String) -> [RequestKind]? {
    let phrase = Phrase(entry.value, text)
    var kinds: [RequestKind] = []
    let start = phrase.words.firstIndex { $0.text == "(" }
    var isGood = start != nil && phrase.words.last?.text == ")"
    for word in phrase.words.dropFirst((start ?? 0) + 1).dropLast()
    where word.text != "," && isGood {
      guard let kind = RequestKind.allCases.first(where: { $0.name == word.text }) else {
        findings.add(
          .unknownWord, at: phrase.span(word), "unknown kind of request `\(word.text)`",
          label: "expected send, claim or open",
          help: NearestWord.help(word.text, among: Grammar.kinds), path: path)
        return nil
      }
      if kinds.contains(kind) { isGood = false }
      kinds.append(kind)
    }
    if isGood, !kinds.isEmpty { return kinds }
    findings.add(
      .malformedExpression, at: entry.value.span, "`priority` needs kinds of requests",
      label: "expected for example `priority(open, claim, send)`, each kind once",
      help: phrase.commaAdvice, path: path)
    return nil
  }

  /// Keys about waiting have no effect where nobody waits.
  func checkWaiting(
    _ fields: Fields, _ servers: Int??, _ discipline: Discipline, queueBound: Int?
  ) {
    let hasUnboundedServers = servers == .some(nil)
    guard hasUnboundedServers || discipline == .processorSharing else { return }
    let why = hasUnboundedServers ? "unbounded servers" : "processor sharing"
    var idle: [SourceEntry?] = [fields["patience"]]
    if queueBound != nil { idle.append(fields["queue"]) }
    if hasUnboundedServers, discipline != .fifo { idle.append(fields["discipline"]) }
    for case let entry? in idle {
      let key = KeyTable.canonical(entry.key)
      findings.add(
        .keyDoesNotApply, at: entry.keySpan, "the key `\(key)` does not apply with \(why)",
        label: "nobody waits in this tier", path: fields.path(key))
    }
  }

  // MARK: - Patience, breakdowns and the rest

  /// The keys of a tier that most have not.
  struct StationExtras {
    var patience: Distribution?
    var expiredWork = ExpiredWork.serve
    var breakdowns: Breakdowns?
    var tries = 1
    var states: Int?
  }

  /// Mistakes are in the findings.
  func stationExtras(_ fields: Fields) -> StationExtras {
    var extras = StationExtras()
    if let entry = fields["patience"] {
      extras.patience = positive(entry, path: fields.path("patience"))
    }
    switch word(fields, "expired-work", among: Grammar.expiredWork, fallback: "serve") {
    case "skip": extras.expiredWork = .skip
    case "cancel": extras.expiredWork = .cancel
    default: break
    }
    if let entry = fields["breakdowns"] {
      extras.breakdowns = breakdowns(entry, path: fields.path("breakdowns"))
    }
    extras.tries = count(fields, "tries", in: 1...255, fallback: 1) ?? 1
    extras.states = count(fields, "states", in: 1...Grammar.mostStates)
    return extras
  }

  private func breakdowns(_ entry: SourceEntry, path: String) -> Breakdowns? {
    guard
      let fields = self.fields(entry.value, Grammar.breakdowns, path: path, span: entry.keySpan)
    else { return nil }
    let up = fields["up"].flatMap { positive($0, path: fields.path("up")) }
    let down = fields["down"].flatMap { positive($0, path: fields.path("down")) }
    let condition = word(fields, "while", among: ["always", "serving"], fallback: "always")
    let crews = count(fields, "crews", in: Grammar.poolLimits)
    guard let up, let down, let condition else { return nil }
    return Breakdowns(
      up: up, down: down, onlyWhileServing: condition == "serving", crews: crews)
  }

  // MARK: - Caches

  func cache(_ fields: Fields) -> CacheSettings? {
    var settings = CacheSettings()
    let before = findings.errorCount
    settings.ttl = time(fields, "ttl", atLeast: TimeSpan(nanoseconds: 1))
    settings.capacity = count(fields, "capacity", in: 1...1_000_000_000)
    let refresh = word(
      fields, "refresh", among: ["on-fill", "on-access"], fallback: "on-fill")
    settings.isRefreshedByAccess = refresh == "on-access"
    switch word(fields, "eviction", among: Grammar.evictions, fallback: "lru") {
    case "fifo": settings.eviction = .firstIn
    case "random": settings.eviction = .random
    case "pinned": settings.eviction = .pinned
    default: break
    }
    if word(fields, "misses", among: ["fetch", "join"], fallback: "fetch") == "join" {
      settings.misses = .join
    }
    for (key, other) in [("refresh", "ttl"), ("eviction", "capacity")] {
      guard let entry = fields[key], fields[other] == nil else { continue }
      findings.add(
        .keyDoesNotApply, at: entry.keySpan, "the key `\(key)` does not apply here",
        label: "it belongs to `\(other)`, which is not given", path: fields.path(key))
    }
    return findings.errorCount == before ? settings : nil
  }
}
