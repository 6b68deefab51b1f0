import Quantities
import ScenarioTypes

/// Writes a scenario as one self-contained YAML text: keys in the order of the grammar, every
/// default written out, includes and tables inside, no comments. It loads again to the same
/// scenario, and is what the digest is taken of.
struct CanonicalText {
  var text = ""
  let scenario: Scenario

  init(_ scenario: Scenario) {
    self.scenario = scenario
    line(0, "version", "\(scenario.version)")
    line(0, "name", Self.quoted(scenario.name))
    if let description = scenario.description {
      line(0, "description", Self.quoted(description))
    }
    if let start = scenario.start { line(0, "start", Self.quoted(start)) }
    line(0, "duration", scenario.duration.text)
    line(0, "warmup", scenario.warmup.text)
    line(0, "seed", "\(scenario.seed)")
    open(0, "tiers")
    for tier in scenario.tiers { write(tier) }
    open(0, "flow")
    for kind in RequestKind.allCases {
      if let path = scenario.flow.paths[kind] { write(path, kind) }
    }
    write(scenario.network)
    open(0, "populations")
    for population in scenario.populations { write(population) }
    if !scenario.faults.isEmpty { open(0, "faults") }
    for fault in scenario.faults { write(fault) }
    if !scenario.objectives.isEmpty { open(0, "objectives") }
    for objective in scenario.objectives { write(objective) }
    if !scenario.probes.isEmpty {
      line(0, "probes", "[" + scenario.probes.map(\.text).joined(separator: ", ") + "]")
    }
    if let capacity = scenario.capacity { write(capacity) }
  }

  mutating func line(_ depth: Int, _ key: String, _ value: String) {
    text += String(repeating: "  ", count: depth) + key + ": " + value + "\n"
  }

  mutating func open(_ depth: Int, _ key: String) {
    text += String(repeating: "  ", count: depth) + key + ":\n"
  }

  // MARK: - Words

  private static let reserved = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]

  /// A name as a plain word where every YAML reader takes it for one, otherwise in quotes.
  static func name(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x30 && $0 <= 0x39)
        || $0 == 0x2D || $0 == 0x5F
    }
    return isPlain && !reserved.contains(name.lowercased()) ? name : quoted(name)
  }

  /// A double-quoted scalar in one line.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private func tierNames(_ indices: [Int]) -> String {
    "[" + indices.map { Self.name(scenario.tiers[$0].name) }.joined(separator: ", ") + "]"
  }

  private static func place(_ pattern: PlacePattern) -> String { pattern.words }

  // MARK: - Tiers

  private mutating func write(_ tier: Tier) {
    open(1, Self.name(tier.name))
    line(2, "operation", tier.operation.name)
    line(2, "nodes", "\(tier.nodes)")
    line(2, "servers", tier.hasUnboundedServers ? "unbounded" : "\(tier.servers)")
    if tier.serviceByKind.isEmpty {
      line(2, "service", tier.service.text)
    } else {
      open(2, "service")
      for kind in RequestKind.allCases {
        if let service = tier.serviceByKind[kind] { line(3, kind.name, service.text) }
      }
    }
    line(2, "discipline", Self.words(tier.discipline))
    line(2, "queue", tier.queueBound.map { "\($0)" } ?? "unbounded")
    line(2, "route", Self.words(tier.routing))
    let places = tier.places.map { Self.quotedIfNeeded($0.name) }
    line(2, "place", "[" + places.joined(separator: ", ") + "]")
    line(2, "on-crash", tier.onCrash == .silent ? "silent" : "fail")
    line(2, "detection", tier.detection.text)
    if let admission = tier.admission {
      open(2, "admission")
      line(3, "rate", admission.rate.text)
      line(3, "burst", "\(admission.burst)")
    }
    write(tier.operation)
    writeExtras(tier)
  }

  private static func quotedIfNeeded(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : quoted(text)
  }

  private static func words(_ discipline: Discipline) -> String {
    switch discipline {
    case .fifo: "fifo"
    case .lifo: "lifo"
    case .random: "random"
    case .preemptiveLifo: "preemptive lifo"
    case .processorSharing: "processor sharing"
    case .priority(let kinds): "priority(" + kinds.map(\.name).joined(separator: ", ") + ")"
    case .preemptivePriority(let kinds):
      "preemptive priority(" + kinds.map(\.name).joined(separator: ", ") + ")"
    }
  }

  private static func words(_ routing: Routing) -> String {
    switch routing {
    case .random: "random"
    case .roundRobin: "round robin"
    case .leastOutstanding: "least outstanding"
    case .powerOfD(let choices): "power of \(choices)"
    case .hashOfPacket: "hash(packet)"
    case .hashOfUser: "hash(user)"
    }
  }

  private mutating func write(_ operation: ScenarioTypes.Operation) {
    switch operation {
    case .relay, .credit: break
    case .cache(let settings): write(settings)
    case .update(let settings): line(2, "work", settings.work.text)
    case .claim(let settings):
      open(2, "cas")
      switch settings.mode {
      case .atomicDecrement: line(3, "mode", "atomic")
      case .compareAndSwap(let tries, let exhausted):
        line(3, "mode", "compare-and-swap")
        line(3, "tries", "\(tries)")
        line(3, "then", exhausted == .reject ? "reject" : "let-through")
      }
    case .store(let settings):
      line(2, "replicas", "\(settings.replicas)")
      line(2, "expiry", settings.expiry.text)
      line(2, "refund-scan", settings.refundScan.text)
      line(2, "learns-after", settings.learnsAfter.text)
    case .settle(let settings):
      line(2, "lock", settings.lockShare.text)
      if let flush = settings.flush { line(2, "flush", flush.text) }
      if let connections = settings.connections { line(2, "connections", "\(connections)") }
      line(2, "amounts", settings.amountRule == .cappedDoubleMean ? "capped" : "double-mean")
    }
  }

  // MARK: - Flow and network

  private mutating func write(_ path: FlowPath, _ kind: RequestKind) {
    open(1, kind.name)
    line(2, "path", tierNames(path.tiers))
    line(2, "afterwards", tierNames(path.afterwards))
    let verdicts = Grammar.verdicts.keys.compactMap { key in
      ScenarioDecoder.verdict(key.name).flatMap { verdict in
        path.actions[verdict].map { (key.name, $0) }
      }
    }
    if !verdicts.isEmpty { open(2, "then") }
    for (name, action) in verdicts {
      line(3, name, action == .stop ? "stop" : action == .retry ? "retry" : "open")
    }
    writeNetwork(path)
  }

  private mutating func write(_ network: Network) {
    let links = [
      ("same-zone", network.sameZone), ("same-city", network.sameCity),
      ("between-cities", network.betweenCities),
    ]
    let pairs = network.pairs.map { pair in
      (Self.quoted("\(pair.first.words) - \(pair.second.words)"), Network.Link?.some(pair.link))
    }
    let all = (links + pairs).compactMap { name, link in link.map { (name, $0) } }
    guard !all.isEmpty || !network.access.isEmpty else { return }
    open(0, "network")
    for (name, link) in all {
      open(1, name)
      line(2, "latency", link.latency.text)
      line(2, "loss", link.loss.text)
    }
    if !network.access.isEmpty { open(1, "access") }
    for access in network.access {
      open(2, Self.name(access.name))
      line(3, "latency", access.latency.text)
      line(3, "loss", access.loss.text)
      line(3, "retransmission", access.retransmission.text)
    }
  }

  // MARK: - Populations and faults

  private mutating func write(_ population: Population) {
    open(1, Self.name(population.name))
    switch population.source {
    case .packets(let source):
      open(2, "sends")
      write(source.sends, source.process)
      open(2, "group")
      line(3, "size", source.groupSize.text)
      line(3, "awake", source.awake.text)
      line(2, "shares", source.shares.text)
      line(2, "amount", source.amount.text)
      line(2, "fan-out", source.fanOut.text)
      line(2, "reaction", source.reaction.text)
      line(2, "second-click", source.secondClick.text)
    case .requests(let source): write(source)
    case .clients(let source):
      open(2, "clients")
      line(3, "kind", source.kind.name)
      line(3, "count", "\(source.count)")
      line(3, "think", source.think.text)
    }
    if population.keys != KeySpace() { write(population.keys) }
    if !population.access.isEmpty { open(2, "access") }
    for share in population.access {
      line(3, Self.name(scenario.network.access[share.network].name), share.share.text)
    }
    if let timeout = population.timeout { line(2, "timeout", timeout.text) }
    write(population.tries)
  }

  mutating func write(_ curve: RateCurve, _ process: ArrivalProcess) {
    let points = curve.points.map { "\($0.time.text) \($0.rate.text)" }
    open(3, "curve")
    line(4, "points", curve.words ?? "[" + points.joined(separator: ", ") + "]")
    line(4, "repeat", curve.repeats ? "true" : "false")
    line(3, "process", process == .deterministic ? "deterministic" : "poisson")
  }

  private mutating func write(_ objective: Objective) {
    guard let grace = objective.abortGrace else {
      text += "  - \(Self.quoted(objective.expression))\n"
      return
    }
    text += "  - objective: \(Self.quoted(objective.expression))\n"
    line(2, "abort", "true")
    line(2, "grace", grace.text)
  }

  private mutating func write(_ fault: Fault) {
    text += "  - at: \(fault.at.text)\n"
    if let lasts = fault.lasts { line(2, "for", lasts.text) }
    for (key, value) in FaultForm.entries(of: fault.text) {
      line(2, key, Self.quotedIfNeeded(value))
    }
  }
}

extension FaultForm {
  /// The keys and values that the words of a fault stand for: `slow gateway/2 factor 10`.
  static func entries(of words: String) -> [(key: String, value: String)] {
    guard let form = all.first(where: { words.hasPrefix($0.key.name + " ") }) else { return [] }
    var rest = words
    var parameters: [(key: String, value: String)] = []
    for parameter in form.parameters.reversed() {
      guard let range = rest.ranges(of: " \(parameter.name) ").last else { continue }
      parameters.append((parameter.name, String(rest[range.upperBound...])))
      rest = String(rest[..<range.lowerBound])
    }
    let target = String(rest.dropFirst(form.key.name.count + 1))
    return [(form.key.name, target)] + parameters.reversed()
  }
}
