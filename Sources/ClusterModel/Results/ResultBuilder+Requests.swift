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
      toldYes: total(kind, Told.toldYes), toldNo: noes.values.reduce(0, +),
      gaveUp: total(kind, Told.gaveUp), stillTryingAtEnd: UInt64(recorder.stillTrying.pointee),
      usersWhoSawAnError: total(kind, Told.sawError), noes: noes,
      latencyMilliseconds: Self.summary(recorder.latency))
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
    let word = kind.name + "s"
    let range = Int(kind.rawValue)..<Int(kind.rawValue) + 1
    var layers: [FunnelLayer] = []
    let tries = total(kind, Told.firstTries) + total(kind, Told.retries)
    let first = total(path.tiers[0], Column.offered, kinds: range)
    layers.append(
      FunnelLayer(
        layer: "\(word): clients", in: tries, out: first,
        lost: Self.some(["in flight": Self.minus(tries, first)])))
    for (place, tier) in path.tiers.enumerated() {
      let entered = total(tier, Column.offered, kinds: range)
      let served = total(tier, Column.outcomes, kinds: range)
      var lost = reasons(tier, failures: false, kinds: range)
      for (reason, count) in reasons(tier, failures: true, kinds: range) { lost[reason] = count }
      var inFlight = self.inFlight(tier, kind)
      var out = served
      if place + 1 < path.tiers.count {
        let next = path.tiers[place + 1]
        out = total(next, Column.offered, kinds: range)
        let gone = UInt64(
          recorders[next].totals[TierRecorder.Total.lostOnTheWay + Int(kind.rawValue)])
        if gone > 0 { lost["lost", default: 0] += gone }
        inFlight += Self.minus(served, out + gone)
      }
      if inFlight > 0 { lost["in flight", default: 0] += inFlight }
      layers.append(
        FunnelLayer(
          layer: "\(word): \(scenario.tiers[tier].name)", in: entered, out: out, lost: lost))
    }
    let answered = layers[layers.count - 1].out
    let told = total(kind, Told.toldYes)
    layers.append(
      FunnelLayer(
        layer: "\(word): answered yes", in: answered, out: told,
        lost: Self.some(["too late or in flight": Self.minus(answered, told)])))
    return layers
  }

  private static func minus(_ a: UInt64, _ b: UInt64) -> UInt64 { a > b ? a - b : 0 }

  private static func some(_ counts: [String: UInt64]) -> [String: UInt64] {
    counts.filter { $0.value > 0 }
  }
}
