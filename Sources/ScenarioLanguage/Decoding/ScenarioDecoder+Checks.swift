import Quantities
import ScenarioTypes

/// Checks that need the whole scenario.
extension ScenarioDecoder {
  func check(flow: Flow, network: Network, populations: [Population]) {
    for (index, name) in tierNames.enumerated() where !reachedTiers.contains(index) {
      findings.add(
        .tierNeverReached, at: tierSpans[index], "no path passes the tier `\(name)`",
        label: "it will stand idle", path: "tiers.\(name)")
    }
    checkCounters(flow: flow, populations: populations)
    var load = [Double](repeating: 0, count: tiers.count)
    for population in populations {
      checkTimeout(population, flow: flow, network: network)
      addLoad(of: population, flow: flow, to: &load)
    }
    for (index, tier) in tiers.enumerated() {
      guard let mean = tier.service.approximateMean, mean > 0 else { continue }
      let capacity = Double(tier.nodes) * Double(tier.servers) / mean * 1e9
      let utilization = load[index] / capacity
      guard utilization >= 1, utilization.isFinite else { continue }
      findings.add(
        .unstableTier, at: tierSpans[index],
        "`\(tier.name)` is offered about \(Self.rounded(load[index])) at the peak, but can serve "
          + "about \(Self.rounded(capacity)) (utilization \(Self.digits(utilization)))",
        label: "its queue grows while that lasts", path: "tiers.\(tier.name)")
    }
  }

  /// Claims that reach a claim tier need packets that sends brought there.
  private func checkCounters(flow: Flow, populations: [Population]) {
    let hasPackets = populations.contains {
      if case .packets = $0.source { return true }
      return false
    }
    guard hasPackets, let claim = flow.paths[.claim], let send = flow.paths[.send] else { return }
    let hasStore = send.tiers.contains {
      if case .store = tiers[$0].operation { true } else { false }
    }
    for index in claim.tiers where !send.tiers.contains(index) && !hasStore {
      guard case .claim = tiers[index].operation else { continue }
      findings.add(
        .operationOnWrongPath, at: knownPaths[.send] ?? root.span,
        "claims reach `\(tiers[index].name)`, but no send does",
        label: "it would know no packet", help: "add `\(tiers[index].name)` to the path of `send`",
        path: "flow.send")
    }
  }

  // MARK: - Time-outs

  private func checkTimeout(_ population: Population, flow: Flow, network: Network) {
    guard let timeout = population.timeout, let span = timeoutSpans[population.name] else { return }
    let kinds: [RequestKind]
    switch population.source {
    case .packets: kinds = [.send, .claim, .open]
    case .requests(let source): kinds = [source.kind]
    case .clients(let source): kinds = [source.kind]
    }
    let access = population.access.map { network.access[$0.network].latency.least }.min() ?? 0
    for kind in kinds {
      guard let path = flow.paths[kind] else { continue }
      let hops = zip(path.tiers, path.tiers.dropFirst())
      let inside = hops.reduce(0) { $0 + leastLatency($1.0, $1.1, network) }
      let service = path.tiers.reduce(0) { $0 + tiers[$1].service.least }
      let least = 2 * (access + inside) + service
      guard least >= Double(timeout.nanoseconds), least < 1e18 else { continue }
      let floor = TimeSpan(nanoseconds: Int64(least))
      findings.add(
        .timeoutBelowFloor, at: span,
        "no \(kind.name) can be answered within \(timeout.text)",
        label: "way and work alone take at least \(floor.text)",
        path: "populations.\(population.name).timeout")
      return
    }
  }

  /// The least latency between any node of two tiers.
  private func leastLatency(_ first: Int, _ second: Int, _ network: Network) -> Double {
    var least = Double.infinity
    for from in Set(tiers[first].places) {
      for to in Set(tiers[second].places) {
        least = min(least, network.link(from, to)?.latency.least ?? 0)
      }
    }
    return least.isFinite ? least : 0
  }

  // MARK: - Load

  /// What the peak of a population's curve brings to the tiers, as far as that is known.
  ///
  /// Openings are bounded by the shares and by the claimants; retries are left out.
  private func addLoad(of population: Population, flow: Flow, to load: inout [Double]) {
    func add(_ rate: Double, _ kind: RequestKind) {
      guard let path = flow.paths[kind], rate.isFinite else { return }
      var rate = rate
      for index in path.tiers + path.afterwards {
        if let admission = tiers[index].admission {
          rate = min(rate, admission.rate.perSecond * Double(tiers[index].nodes))
        }
        load[index] += rate
      }
    }
    switch population.source {
    case .requests(let source): add(source.rate.peak.perSecond, source.kind)
    case .clients: break
    case .packets(let source):
      let sends = source.sends.peak.perSecond
      add(sends, .send)
      guard let size = source.groupSize.approximateMean else { return }
      let claimants = size * source.awake.fraction
      add(sends * claimants, .claim)
      guard let shares = source.shares.approximateMean else { return }
      add(sends * min(shares, claimants), .open)
    }
  }

  private static func digits(_ value: Double) -> String {
    let tenths = (value * 100).rounded() / 100
    return tenths.description
  }

  /// A rate with three digits, for messages.
  private static func rounded(_ perSecond: Double) -> String {
    guard perSecond.isFinite, perSecond > 0, perSecond < 1e15 else { return "\(perSecond)/s" }
    var scale = 1.0
    while perSecond / scale >= 1000 { scale *= 10 }
    return Rate(perSecond: (perSecond / scale).rounded() * scale).text
  }
}

extension Network {
  /// The link between two places: the most precise pair, then zone, city and the rest.
  func link(_ from: Place, _ to: Place) -> Link? {
    let matching = pairs.filter {
      ($0.first.matches(from) && $0.second.matches(to))
        || ($0.first.matches(to) && $0.second.matches(from))
    }
    let precision = { (pair: Pair) in
      (pair.first.zone == nil ? 0 : 1) + (pair.second.zone == nil ? 0 : 1)
    }
    if let best = matching.max(by: { precision($0) < precision($1) }) { return best.link }
    if from == to { return sameZone }
    if from.city == to.city { return sameCity ?? sameZone }
    return betweenCities ?? sameCity ?? sameZone
  }
}
