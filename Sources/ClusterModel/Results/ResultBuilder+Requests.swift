import ResultTypes
import ScenarioTypes

extension ResultBuilder {
  typealias Told = ClientRecorder.Column

  func requestResults() -> [String: RequestResult] {
    var results: [String: RequestResult] = [:]
    for kind in RequestKind.allCases where scenario.flow.paths[kind] != nil {
      let firstTries = total(kind, Told.firstTries)
      if firstTries > 0 { results[kind.name] = requestResult(kind, firstTries) }
    }
    return results
  }

  private func requestResult(_ kind: RequestKind, _ firstTries: UInt64) -> RequestResult {
    let recorder = clients[Int(kind.rawValue)]
    var noes: [String: UInt64] = [:]
    for reason in RejectionReason.allCases {
      let count = total(kind, Told.noes + Int(reason.rawValue))
      if count > 0 { noes[reason.name] = count }
    }
    return RequestResult(
      firstTries: firstTries, retries: total(kind, Told.retries),
      toldYes: total(kind, Told.toldYes),
      toldYesAtFirstTry: total(kind, Told.toldYesAtFirst), toldNo: noes.values.reduce(0, +),
      gaveUp: total(kind, Told.gaveUp), stillTryingAtEnd: UInt64(recorder.stillTrying.pointee),
      usersWhoSawAnError: total(kind, Told.sawError), noes: noes,
      latencyMilliseconds: Self.summary(recorder.latency),
      meanBetweenTries: Double(recorder.pauses.pointee) / Double(max(stop - clock.warmup, 1)),
      lastOutcomeSeconds: recorder.lastOutcome.pointee < 0
        ? nil : Double(recorder.lastOutcome.pointee) / 1e9)
  }

  // MARK: Funnel

  /// From the first tap to the last answer: the layers of claims, then of opens, then of sends.
  func funnel() -> [FunnelLayer] {
    var layers: [FunnelLayer] = []
    for kind in [RequestKind.claim, .open, .send] {
      guard let path = scenario.flow.paths[kind], total(kind, Told.firstTries) > 0 else { continue }
      layers += funnel(kind, path)
    }
    return layers
  }

  private func funnel(_ kind: RequestKind, _ path: FlowPath) -> [FunnelLayer] {
    if !isStraight(path) { return plainFunnel(kind, path) }
    let word = kind.name + "s"
    let tries = total(kind, Told.firstTries) + total(kind, Told.retries)
    let first = offered(path.tiers[0], kind)
    var layers = winners(kind)
    layers.append(
      FunnelLayer(
        layer: "\(word): clients", in: tries, out: first,
        lost: Self.some(["in flight": Self.minus(tries, first)])))
    for (place, tier) in path.tiers.enumerated() {
      let next = place + 1 < path.tiers.count ? path.tiers[place + 1] : nil
      layers.append(layer("\(word): \(scenario.tiers[tier].name)", tier, kind, before: next))
    }
    // What caches answered did not pass the tiers behind them.
    let answered = layers[layers.count - 1].out + path.tiers.reduce(0) { $0 + hits($1, kind) }
    let told = total(kind, Told.toldYes)
    layers.append(
      FunnelLayer(
        layer: "\(word): answered yes", in: answered, out: told,
        lost: Self.some(["too late or in flight": Self.minus(answered, told)])))
    return layers
  }

  /// True when what leaves a tier is what comes to the next one, and each once.
  private func isStraight(_ path: FlowPath) -> Bool {
    path.isStraight && path.tiers.allSatisfy { scenario.tiers[$0].tries == 1 }
  }

  /// Where requests branch, are copied or called again, each layer is balanced on its own: out are
  /// those it served.
  private func plainFunnel(_ kind: RequestKind, _ path: FlowPath) -> [FunnelLayer] {
    let word = kind.name + "s"
    var layers = path.tiers.map { tier in
      layer("\(word): \(scenario.tiers[tier].name)", tier, kind, before: nil)
    }
    var lost: [String: UInt64] = [
      "gave up": total(kind, Told.gaveUp),
      "still trying": UInt64(max(clients[Int(kind.rawValue)].stillTrying.pointee, 0)),
    ]
    for reason in RejectionReason.allCases {
      lost[reason.name] = total(kind, Told.noes + Int(reason.rawValue))
    }
    layers.append(
      FunnelLayer(
        layer: "\(word): answered", in: total(kind, Told.firstTries),
        out: total(kind, Told.toldYes), lost: Self.some(lost)))
    return layers
  }

  /// Between the claims and the opens: who has won and has not tapped again yet.
  private func winners(_ kind: RequestKind) -> [FunnelLayer] {
    let opensComeAlone = scenario.populations.contains {
      switch $0.source {
      case .requests(let source): source.kind == .open
      case .clients(let source): source.kind == .open
      case .packets: false
      }
    }
    guard kind == .open, !opensComeAlone else { return [] }
    let won = total(.claim, Told.toldYes)
    let opened = total(.open, Told.firstTries)
    return [
      FunnelLayer(
        layer: "opens: winners", in: won, out: opened,
        lost: Self.some(["not opened yet": Self.minus(won, opened)]))
    ]
  }

  /// One tier of a way; reads that rebuild a counter are no step of it and left out.
  private func layer(_ name: String, _ tier: Int, _ kind: RequestKind, before next: Int?)
    -> FunnelLayer
  {
    let range = Int(kind.rawValue)..<Int(kind.rawValue) + 1
    var lost: [String: UInt64] = [:]
    for outcome in Self.outcomes(failures: false) + Self.outcomes(failures: true) {
      let code = Int(outcome.code)
      let count = Self.minus(
        total(tier, Column.outcomes + code, kinds: range),
        rebuilds(tier, kind, TierRecorder.Total.rebuilds + code))
      if count > 0 { lost[Self.name(outcome)] = count }
    }
    let served = Self.minus(
      total(tier, Column.outcomes, kinds: range),
      rebuilds(tier, kind, TierRecorder.Total.rebuilds))
    var inFlight = Self.minus(
      self.inFlight(tier, kind), rebuilds(tier, kind, TierRecorder.Total.rebuildsInFlight))
    var out = served
    if let next {
      out = offered(next, kind)
      let gone = UInt64(
        recorders[next].totals[TierRecorder.Total.lostOnTheWay + Int(kind.rawValue)])
      if gone > 0 { lost["lost", default: 0] += gone }
      let hits = hits(tier, kind)
      if hits > 0 { lost["hit"] = hits }
      inFlight += Self.minus(served, out + gone + hits)
    } else {
      out = Self.minus(served, hits(tier, kind))
      if hits(tier, kind) > 0 { lost["hit"] = hits(tier, kind) }
    }
    if inFlight > 0 { lost["in flight", default: 0] += inFlight }
    return FunnelLayer(layer: name, in: offered(tier, kind), out: out, lost: lost)
  }

  private func hits(_ tier: Int, _ kind: RequestKind) -> UInt64 {
    answeredByCache[tier][Int(kind.rawValue)]
  }

  /// Requests of a kind offered to a tier on their way.
  private func offered(_ tier: Int, _ kind: RequestKind) -> UInt64 {
    let range = Int(kind.rawValue)..<Int(kind.rawValue) + 1
    return Self.minus(
      total(tier, Column.offered, kinds: range),
      rebuilds(tier, kind, TierRecorder.Total.rebuildsOffered))
  }

  /// A count of the reads that rebuild counters; only claims cause them.
  private func rebuilds(_ tier: Int, _ kind: RequestKind, _ which: Int) -> UInt64 {
    kind == .claim ? UInt64(recorders[tier].totals[which]) : 0
  }

  /// A sentence for each layer that does not balance.
  func funnelViolations() -> [String] {
    funnel().compactMap { layer in
      let lost = layer.lost.values.reduce(0, +)
      if layer.in == layer.out + lost { return nil }
      return "funnel, \(layer.layer): \(layer.in) in, but \(layer.out) out and \(lost) lost"
    }
  }

  private static func minus(_ a: UInt64, _ b: UInt64) -> UInt64 { a > b ? a - b : 0 }

  private static func some(_ counts: [String: UInt64]) -> [String: UInt64] {
    counts.filter { $0.value > 0 }
  }
}
