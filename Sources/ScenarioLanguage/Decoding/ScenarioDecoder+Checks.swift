import Quantities
import ScenarioTypes

/// Checks that need the whole scenario.
extension ScenarioDecoder {
  func check(flow: Flow, network: Network, populations: [Population], faults: [Fault]) {
    for (index, name) in tierNames.enumerated() where !reachedTiers.contains(index) {
      findings.add(
        .tierNeverReached, at: tierSpans[index], "no path passes the tier `\(name)`",
        label: "it will stand idle", path: "tiers.\(name)")
    }
    checkSettings()
    checkCalls(flow)
    checkObjectives()
    checkCounters(flow: flow, populations: populations)
    checkKeys(flow: flow, populations: populations)
    for population in populations {
      checkTimeout(population, flow: flow, network: network)
      checkThinking(population, flow: flow, faults: faults)
    }
    checkLoad(flow: flow, populations: populations)
  }

  /// Settings hold for an operation, not for a tier.
  private func checkSettings() {
    for (index, tier) in tiers.enumerated() {
      switch tier.operation {
      case .claim, .store, .settle: break
      case .relay, .credit, .cache, .update: continue
      }
      let name = tier.operation.name
      guard
        let other = tiers[..<index].firstIndex(where: {
          $0.operation.name == name && $0.operation != tier.operation
        })
      else { continue }
      findings.add(
        .settingsDiffer, at: tierSpans[index],
        "`\(tier.name)` has other settings than `\(tiers[other].name)`",
        label: "both have the operation `\(name)`",
        help: "give them the same; `\(tiers[other].name)` is in line \(tierSpans[other].line)",
        path: "tiers.\(tier.name)")
    }
  }

  /// Nothing is measured of a kind that has no path, or at a tier that it does not pass.
  private func checkObjectives() {
    for visit in objectiveKinds where knownPaths[visit.kind] == nil {
      findings.add(
        .missingPath, at: visit.span, "there are no \(visit.kind.name) requests",
        label: "the flow has no path for them",
        help: "give `flow` a path for `\(visit.kind.name)`, or take the objective away",
        path: visit.path)
    }
    for visit in objectiveVisits where stepSpans[visit.kind]?[visit.tier] == nil {
      let path =
        knownPaths[visit.kind].map { "their path is in line \($0.line)" }
        ?? "the flow has no path for them"
      findings.add(
        .missingPath, at: visit.span,
        "\(visit.kind.name) requests do not pass the tier `\(tierNames[visit.tier])`",
        label: path, path: visit.path)
    }
  }

  /// Caches and updates ask for the keys of requests without packets.
  private func checkKeys(flow: Flow, populations: [Population]) {
    let senders = populations.first {
      if case .packets = $0.source { return true }
      return false
    }
    guard let senders else { return }
    for kind in RequestKind.allCases {
      for index in flow.paths[kind]?.tiers ?? [] {
        switch tiers[index].operation {
        case .cache, .update: break
        case .relay, .claim, .store, .settle, .credit: continue
        }
        findings.add(
          .operationOnWrongPath, at: stepSpans[kind]?[index] ?? root.span,
          "the tier `\(tiers[index].name)` with `operation: \(tiers[index].operation.name)` "
            + "cannot serve packets",
          label: "the population `\(senders.name)` sends packets on this way",
          help: "use `requests` or `clients` there", path: "flow.\(kind.name)")
      }
    }
  }

  /// Clients that never think must meet something that takes time, whatever the answer is.
  private func checkThinking(_ population: Population, flow: Flow, faults: [Fault]) {
    guard case .clients(let source) = population.source, source.think.largest == 0,
      let span = thinkSpans[population.name], let path = flow.paths[source.kind]
    else { return }
    let works = path.tiers.contains { index in
      if case .update = tiers[index].operation { return true }
      return tiers[index].service(of: source.kind).largest > 0
    }
    let isRefusedAtOnce =
      population.access.isEmpty
      && path.tiers.contains { index in
        let tier = tiers[index]
        return tier.admission != nil || (tier.queueBound != nil && !tier.hasUnboundedServers)
          || faults.contains { $0.crashes(index, of: tiers) }
      }
    guard !works || isRefusedAtOnce else { return }
    findings.add(
      .endlessLoop, at: span, "clients that never think would ask without end at one instant",
      label: works
        ? "a tier of their path may refuse them at once" : "no tier of their path takes time",
      help: "let them think for some time"
        + (works ? ", or give them an access network: its latency is above zero" : ""),
      path: "populations.\(population.name).clients.think")
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
      let needed = shortestWay(path)
      let hops = zip(needed, needed.dropFirst())
      let inside = hops.reduce(0) { $0 + leastLatency($1.0, $1.1, network) }
      let service = needed.reduce(0) { $0 + tiers[$1].service(of: kind).least }
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

  /// The tiers that a request passes before it can be answered.
  private func shortestWay(_ path: FlowPath) -> ArraySlice<Int> {
    let end = path.tiers.indices.first { step in
      if path.branches[step] != nil { return true }
      if case .cache = tiers[path.tiers[step]].operation { return true }
      return false
    }
    return path.tiers[...(end ?? path.tiers.count - 1)]
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

extension Tier {
  /// The service time of a kind of request.
  func service(of kind: RequestKind) -> Distribution { serviceByKind[kind] ?? service }
}

extension Fault {
  /// True when nodes of the tier stop.
  fileprivate func crashes(_ tier: Int, of tiers: [Tier]) -> Bool {
    switch kind {
    case .crash(let selection): selection.tier == tier
    case .placeLost(let place): tiers[tier].places.contains { place.matches($0) }
    case .slow, .latency, .loss, .errors: false
    }
  }
}
