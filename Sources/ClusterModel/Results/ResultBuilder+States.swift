import Quantities
import ResultTypes
import ScenarioTypes
import SimulationStatistics

/// Exact averages over time: Little's law, states, breakdowns, probes.
extension ResultBuilder {
  /// Length of the statistics window in nanoseconds.
  var windowLength: Double { Double(stop - clock.warmup) }

  /// L: time average of the number in a tier over the window.
  func meanInTier(_ tier: Int) -> Double {
    windowLength > 0 ? Double(recorders[tier].visits.pointee.windowStays) / windowLength : 0
  }

  /// Time average of the servers at work over the window.
  func meanBusyServers(_ tier: Int) -> Double {
    let recorder = recorders[tier]
    let busy = (0..<recorder.nodes).reduce(Int128(0)) {
      $0 + Int128(recorder.nodeBusyInWindow[$1])
    }
    return windowLength > 0 ? Double(busy) / windowLength : 0
  }

  /// Operations that waited and requests that left the queue without one, by all of both.
  func waitedShare(_ tier: Int) -> Double? {
    let totals = recorders[tier].totals
    let left = totals[TierRecorder.Total.leftQueue]
    let all = Int64(recorders[tier].wait.count) + left
    guard all > 0 else { return nil }
    return Double(all - totals[TierRecorder.Total.noWait]) / Double(all)
  }

  /// Little's law over the whole run: J. D. C. Little, Operations Research 9(3), 1961.
  func little(_ tier: Int) -> LittleCheck {
    let visits = recorders[tier].visits.pointee
    let length = Double(max(stop, 1))
    let arrived = total(tier, Column.offered)
    let integral = visits.integral(end: stop, present: present(tier))
    let mean = arrived > 0 ? Double(visits.stays) / Double(arrived) : nil
    let error = integral == 0 ? 0 : abs(Double(integral - visits.stays)) / Double(integral)
    return LittleCheck(
      number: Double(integral) / length, perSecond: Double(arrived) / length * 1e9,
      milliseconds: mean.map { $0 / 1e6 }, relativeError: error)
  }

  /// Of those who came, how many had not left when the run ended.
  private func present(_ tier: Int) -> UInt64 {
    var present = total(tier, Column.offered)
    for code in 0..<Outcome.count { present &-= total(tier, Column.outcomes + code) }
    return present
  }

  /// A sentence when the number in a tier does not follow from its visits; both are whole numbers
  /// of nanoseconds and must agree to the last.
  func littleViolations(_ tier: Int) -> [String] {
    let visits = recorders[tier].visits.pointee
    let difference = visits.integral(end: stop, present: present(tier)) - visits.stays
    if difference == 0 { return [] }
    return [
      "\(scenario.tiers[tier].name): arrivals minus departures add up to \(difference) request "
        + "nanoseconds more than the visits do"
    ]
  }

  // MARK: States and breakdowns

  static func states(
    _ recorder: StateRecorder, nodes: Int, clock: borrowing IntervalClock
  ) -> StateResult? {
    guard recorder.isKept else { return nil }
    let length = max(Double(clock.end - clock.warmup), 1)
    let states = 0...recorder.limit
    let mean = Double(recorder.sum) / length
    let periods = recorder.busyPeriods
    return StateResult(
      shares: states.map { Double(recorder.shares[$0]) / length },
      nodeShares: states.map { Double(recorder.nodeShares[$0]) / length / Double(nodes) },
      variance: Double(recorder.squares) / length - mean * mean, busyPeriods: periods,
      busyPeriodMilliseconds: periods > 0
        ? Double(recorder.busyTime) / Double(periods) / 1e6 : nil,
      busyPeriodRequests: periods > 0 ? Double(recorder.busyRequests) / Double(periods) : nil,
      firstEmptySeconds: recorder.firstEmpty < 0 ? nil : Double(recorder.firstEmpty) / 1e9)
  }

  static func breakdowns(
    _ recorder: NodesUpRecorder, clock: borrowing IntervalClock
  ) -> BreakdownResult {
    let length = max(Double(clock.end - clock.warmup), 1)
    let isFine = NodesUpRecorder.isFine(recorder.nodes)
    return BreakdownResult(
      failures: recorder.failures,
      availability: Double(recorder.upTime) / length / Double(recorder.nodes),
      upShares: isFine ? (0...recorder.nodes).map { Double(recorder.shares[$0]) / length } : [],
      firstAllDownSeconds: recorder.firstAllDown < 0 ? nil : Double(recorder.firstAllDown) / 1e9)
  }

  // MARK: Probes

  func probeResults() -> [ProbeResult] {
    let inTier = recorders.map(\.inTier)
    return nodesUp.enumerated().filter { scenario.probes[$0.offset].nanoseconds <= stop }
      .map { index, up in
        ProbeResult(
          seconds: scenario.probes[index].seconds, inTier: inTier.map { $0[index] }, nodesUp: up)
      }
  }

  // MARK: Spread

  /// Standard deviation of a histogram's values in milliseconds, each taken as the middle of its
  /// bucket. A bucket is at most 0.79 % wide, so the error is below 0.01 % for a smooth law, and at
  /// worst (all values close together) 0.4 % of the values.
  static func deviation(_ histogram: HistogramHandle) -> Double? {
    guard histogram.count > 0 else { return nil }
    var sum = 0.0
    var count = 0.0
    histogram.forEachBucket { values, number in
      sum += Self.middle(values) * Double(number)
      count += Double(number)
    }
    let mean = sum / count
    var squares = 0.0
    histogram.forEachBucket { values, number in
      let distance = Self.middle(values) - mean
      squares += distance * distance * Double(number)
    }
    return (squares / count).squareRoot() / 1e6
  }

  private static func middle(_ values: ClosedRange<Int64>) -> Double {
    (Double(values.lowerBound) + Double(values.upperBound)) / 2
  }
}
