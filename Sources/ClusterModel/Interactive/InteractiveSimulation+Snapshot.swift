import RedPackets
import ResultTypes
import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// Looking at a run under way, without changing what happens. There are no tallies to add up: the
/// straight path of claims is not used (`ClusterBuilder.isInteractive`).
extension InteractiveSimulation {
  /// The last interval that is over, from 0; -1 before the first one is.
  public var lastInterval: Int {
    let clock = simulation.world.clock
    // The last interval has an end of its own.
    return isOver ? clock.count - 1 : clock.current - 1
  }

  /// Now, and the rates of an interval that is over; of the last one if none is named.
  ///
  /// Cost: a few hundred numbers, whatever the length of the run, and a step for each node.
  public func snapshot(of wanted: Int? = nil) -> LiveSnapshot {
    let clock = simulation.world.clock
    let interval = min(wanted ?? lastInterval, lastInterval)
    let start = Double(max(interval, 0)) * Double(clock.length) / 1e9
    let stop = min(start + Double(clock.length) / 1e9, Double(clock.end) / 1e9)
    let seconds = max(stop - start, 1e-9)
    return LiveSnapshot(
      simulatedSeconds: Double(reached) / 1e9, totalSeconds: Double(end) / 1e9, events: events,
      interval: interval, intervalStartSeconds: start, intervalSeconds: seconds,
      tiers: loaded.scenario.tiers.indices.map { tier($0, interval, seconds) },
      requests: RequestKind.allCases.compactMap { requests($0, interval, seconds) },
      money: money, faults: faults, requestRecords: simulation.world.requests.live)
  }

  /// What users have waited, by kind; kinds that nobody asked for are left out. The histograms are
  /// those of the report.
  public func latencies() -> [LiveLatency] {
    RequestKind.allCases.compactMap { kind in
      let summary = ResultBuilder.summary(simulation.world.clients[Int(kind.rawValue)].latency)
      return summary.count > 0 ? LiveLatency(kind: kind.name, milliseconds: summary) : nil
    }
  }

  /// The funnel so far; what is still inside a layer is missing from its losses.
  public func funnel() -> [FunnelLayer] {
    ResultBuilder(loaded.scenario, simulation.world).funnel()
  }

  /// Counts everything again, one by one: linear in the requests and packets there are.
  public mutating func audit() -> LiveAudit {
    let inFlight = simulation.world.countExternalInFlight()
    var audit = LiveAudit(
      requests: RequestKind.allCases.map { kind in
        let row = Int(kind.rawValue) * Outcome.count
        let ended = simulation.world.external.ended
        return LiveAudit.Requests(
          kind: kind.name, asked: simulation.world.external.asked[Int(kind.rawValue)],
          served: ended[row],
          rejected: reasons(failures: false) { ended[row + $0] },
          failed: reasons(failures: true) { ended[row + $0] },
          inFlight: inFlight[Int(kind.rawValue)])
      }, money: money, openCentsInPackets: simulation.world.countOpenCents(), violations: [])
    for requests in audit.requests where !requests.balances {
      audit.violations.append(
        "\(requests.asked) \(requests.kind)s came from outside, but "
          + "\(requests.asked - requests.inFlight) is not what ended")
    }
    if audit.openCentsInPackets != audit.money.openCents {
      audit.violations.append(
        "the packets hold \(audit.openCentsInPackets) cents, but the books have "
          + "\(audit.money.openCents) open")
    }
    audit.violations += simulation.world.books.books.violations
    return audit
  }

  private var money: LiveSnapshot.Money {
    let totals = simulation.world.books.books.totals
    return LiveSnapshot.Money(
      packets: totals.packets, settlements: totals.settlements, issuedCents: totals.issuedCents,
      settledCents: totals.settledCents, refundedCents: totals.refundedCents,
      openCents: simulation.world.books.books.openCents)
  }

  private func tier(_ index: Int, _ interval: Int, _ seconds: Double) -> LiveSnapshot.Tier {
    let tier = loaded.scenario.tiers[index]
    let recorder = simulation.world.pools[index].recorder
    let count = { (column: Int) -> Double in
      guard interval >= 0 else { return 0 }
      return (0..<3).reduce(0.0) { $0 + Double(recorder.row(interval, UInt8($1))[column]) }
    }
    let integral = { (column: UnsafeMutablePointer<Int128>) -> Double in
      interval < 0 ? 0 : Double(column[interval]) / 1e9 / seconds
    }
    let summaries = recorder.sojournOverTime.pointee.summaries
    let quantiles = interval >= 0 && interval < summaries.count ? summaries[interval] : nil
    let busy = tier.hasUnboundedServers ? 0 : integral(recorder.busy)
    return LiveSnapshot.Tier(
      name: tier.name, operation: tier.operation.name, nodes: tier.nodes,
      nodesUp: simulation.world.nodesUp(tier: index, at: reached),
      offered: count(TierRecorder.Column.offered) / seconds,
      served: count(TierRecorder.Column.outcomes) / seconds,
      rejected: reasons(failures: false) { count(TierRecorder.Column.outcomes + $0) / seconds },
      failed: reasons(failures: true) { count(TierRecorder.Column.outcomes + $0) / seconds },
      utilization: busy / Double(max(recorder.nodes * recorder.servers, 1)),
      queueLength: integral(recorder.queued),
      p50Milliseconds: quantiles?.p50.map { Double($0) / 1e6 },
      p99Milliseconds: quantiles?.p99.map { Double($0) / 1e6 })
  }

  private func requests(
    _ kind: RequestKind, _ interval: Int, _ seconds: Double
  ) -> LiveSnapshot.Requests? {
    guard loaded.scenario.flow.paths[kind] != nil else { return nil }
    let recorder = simulation.world.clients[Int(kind.rawValue)]
    let rate = { (column: Int) -> Double in
      guard interval >= 0 else { return 0 }
      return Double(recorder.counters[interval * ClientRecorder.Column.width + column]) / seconds
    }
    let noes = RejectionReason.allCases.reduce(0.0) {
      $0 + rate(ClientRecorder.Column.noes + Int($1.rawValue))
    }
    let summaries = recorder.latencyOverTime.pointee.summaries
    let quantiles = interval >= 0 && interval < summaries.count ? summaries[interval] : nil
    return LiveSnapshot.Requests(
      kind: kind.name, firstTries: rate(ClientRecorder.Column.firstTries),
      retries: rate(ClientRecorder.Column.retries), toldYes: rate(ClientRecorder.Column.toldYes),
      toldNo: noes, gaveUp: rate(ClientRecorder.Column.gaveUp),
      p50Milliseconds: quantiles?.p50.map { Double($0) / 1e6 },
      p99Milliseconds: quantiles?.p99.map { Double($0) / 1e6 })
  }

  /// The reasons that are not 0, by name; `value` of the code of an outcome.
  private func reasons<Number: Numeric>(
    failures: Bool, _ value: (Int) -> Number
  ) -> [String: Number] {
    var result: [String: Number] = [:]
    for outcome in ResultBuilder.outcomes(failures: failures) {
      let number = value(Int(outcome.code))
      if number != 0 { result[ResultBuilder.name(outcome)] = number }
    }
    return result
  }
}
