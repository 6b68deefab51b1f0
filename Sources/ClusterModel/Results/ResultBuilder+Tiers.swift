import ResultTypes
import ScenarioTypes

extension ResultBuilder {
  func tierResults() -> [TierResult] { scenario.tiers.indices.map(tierResult) }

  private func tierResult(_ index: Int) -> TierResult {
    let tier = scenario.tiers[index]
    let recorder = recorders[index]
    let answered = answers(index)
    var kinds: [String: TierKindResult] = [:]
    for kind in RequestKind.allCases {
      if let result = kindResult(index, kind) { kinds[kind.name] = result }
    }
    return TierResult(
      name: tier.name, operation: tier.operation.name, nodes: tier.nodes, servers: tier.servers,
      offered: total(index, Column.offered), served: total(index, Column.outcomes),
      rejected: reasons(index, failures: false), failed: reasons(index, failures: true),
      inFlightAtEnd: RequestKind.allCases.reduce(0) { $0 + inFlight(index, $1) },
      operations: total(index, Column.operations),
      offeredPerSecond: rate(counter(index, Column.offered)), answeredPerSecond: rate(answered),
      utilization: utilization(index), waitMilliseconds: Self.summary(recorder.wait),
      sojournMilliseconds: sojourn(index), queueLength: queue(index), meanInTier: meanInTier(index),
      meanBusyServers: meanBusyServers(index), waitedShare: waitedShare(index),
      little: little(index), states: states[index], breakdowns: breakdowns[index],
      cache: caches[index], kinds: kinds)
  }

  /// Yeses and noes by interval, over some kinds.
  func answers(_ tier: Int, kinds: Range<Int> = 0..<3) -> [UInt64] {
    var sum = counter(tier, Column.outcomes, kinds: kinds)
    for outcome in Self.outcomes(failures: false) {
      let counts = counter(tier, Column.outcomes + Int(outcome.code), kinds: kinds)
      for interval in sum.indices { sum[interval] += counts[interval] }
    }
    return sum
  }

  private func kindResult(_ tier: Int, _ kind: RequestKind) -> TierKindResult? {
    let range = Int(kind.rawValue)..<Int(kind.rawValue) + 1
    let offered = counter(tier, Column.offered, kinds: range)
    let total = self.total(tier, Column.offered, kinds: range)
    guard total > 0 else { return nil }
    return TierKindResult(
      offered: total, served: self.total(tier, Column.outcomes, kinds: range),
      rejected: reasons(tier, failures: false, kinds: range),
      failed: reasons(tier, failures: true, kinds: range), inFlightAtEnd: inFlight(tier, kind),
      retries: self.total(tier, Column.retries, kinds: range), offeredPerSecond: rate(offered),
      sojournMilliseconds: Self.summary(recorders[tier].sojourn[Int(kind.rawValue)]))
  }

  func utilization(_ tier: Int) -> UtilizationSummary {
    let recorder = recorders[tier]
    let length = Double(stop - clock.warmup) * Double(recorder.servers)
    // Of servers without a bound nothing is busy.
    guard length > 0, !scenario.tiers[tier].hasUnboundedServers else {
      return UtilizationSummary(mean: 0, maxNode: 0)
    }
    var sum: Int128 = 0
    var most: Int128 = 0
    for node in 0..<recorder.nodes {
      sum += recorder.nodeBusyInWindow[node]
      most = max(most, recorder.nodeBusyInWindow[node])
    }
    return UtilizationSummary(
      mean: Double(sum) / length / Double(recorder.nodes), maxNode: Double(most) / length)
  }

  private func queue(_ tier: Int) -> QueueSummary {
    let length = Double(stop - clock.warmup)
    let recorder = recorders[tier]
    return QueueSummary(
      mean: length > 0 ? Double(recorder.queuedInWindow.pointee) / length : 0,
      max: Double(recorder.totals[TierRecorder.Total.longestQueue]))
  }
}
