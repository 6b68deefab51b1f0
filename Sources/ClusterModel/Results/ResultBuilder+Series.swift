import ResultTypes
import ScenarioTypes
import SimulationStatistics

extension ResultBuilder {
  func series() -> SeriesResult {
    var requests: [String: RequestSeries] = [:]
    for kind in RequestKind.allCases where total(kind, Told.firstTries) > 0 {
      requests[kind.name] = requestSeries(kind)
    }
    return SeriesResult(
      intervalSeconds: Double(clock.length) / 1e9, intervals: clock.count,
      tiers: scenario.tiers.indices.map(tierSeries), requests: requests)
  }

  private func tierSeries(_ tier: Int) -> TierSeries {
    let recorder = recorders[tier]
    let quantiles = recorder.sojournOverTime.pointee.summaries.prefix(clock.count)
    // Of servers without a bound nothing is busy.
    let isUnbounded = scenario.tiers[tier].hasUnboundedServers
    let capacity = isUnbounded ? Double.infinity : Double(recorder.nodes * recorder.servers)
    return TierSeries(
      tier: scenario.tiers[tier].name, offered: counter(tier, Column.offered),
      served: counter(tier, Column.outcomes), rejected: reasonSeries(tier, failures: false),
      failed: reasonSeries(tier, failures: true),
      queueLength: (0..<clock.count).map { share(recorder.queued[$0], $0, 1) },
      utilization: (0..<clock.count).map { share(recorder.busy[$0], $0, capacity) },
      sojournP50: quantiles.map { $0.p50.map { Double($0) / 1e6 } },
      sojournP99: quantiles.map { $0.p99.map { Double($0) / 1e6 } },
      nodeUtilization: isUnbounded
        ? heatMap(recorder).map { $0.map { _ in 0 } } : heatMap(recorder),
      nodeUtilizationNodes: nodesPerRow(recorder),
      nodeUtilizationSeconds: Double(clock.length) / 1e9 * Double(recorder.intervalsPerColumn))
  }

  /// An integral over an interval as a mean, by `capacity`, rounded to 6 digits after the point.
  private func share(_ integral: Int128, _ interval: Int, _ capacity: Double) -> Double {
    let length = intervalLength(interval..<interval + 1)
    guard length > 0 else { return 0 }
    return (Double(integral) / length / capacity * 1e6).rounded() / 1e6
  }

  private func intervalLength(_ intervals: Range<Int>) -> Double {
    let start = Int64(intervals.lowerBound) * clock.length
    let end = min(Int64(intervals.upperBound) * clock.length, clock.end)
    return Double(end - start)
  }

  private func reasonSeries(_ tier: Int, failures: Bool) -> [String: [UInt64]] {
    var result: [String: [UInt64]] = [:]
    for outcome in Self.outcomes(failures: failures) {
      let counts = counter(tier, Column.outcomes + Int(outcome.code))
      if counts.contains(where: { $0 > 0 }) { result[Self.name(outcome)] = counts }
    }
    return result
  }

  /// Large pools have a row for several nodes.
  private func nodesPerRow(_ recorder: TierRecorder) -> Int { (recorder.nodes + 1023) / 1024 }

  private func heatMap(_ recorder: TierRecorder) -> [[UInt16]] {
    let step = nodesPerRow(recorder)
    let columns = (clock.count + recorder.intervalsPerColumn - 1) / recorder.intervalsPerColumn
    return stride(from: 0, to: recorder.nodes, by: step).map { start in
      let nodes = start..<min(start + step, recorder.nodes)
      return (0..<columns).map { column in
        let first = column * recorder.intervalsPerColumn
        let last = min(first + recorder.intervalsPerColumn, clock.count)
        let length = intervalLength(first..<last) * Double(recorder.servers * nodes.count)
        guard length > 0 else { return 0 }
        let busy = nodes.reduce(0) { $0 + recorder.nodeBusy[column * recorder.nodes + $1] }
        let share = Double(busy) / length
        return UInt16(min(max((share * 1000).rounded(), 0), 65_535))
      }
    }
  }

  private func requestSeries(_ kind: RequestKind) -> RequestSeries {
    let quantiles = clients[Int(kind.rawValue)].latencyOverTime.pointee.summaries
      .prefix(clock.count)
    var noes = [UInt64](repeating: 0, count: clock.count)
    for reason in RejectionReason.allCases {
      let counts = counter(kind, Told.noes + Int(reason.rawValue))
      for interval in noes.indices { noes[interval] += counts[interval] }
    }
    return RequestSeries(
      firstTries: counter(kind, Told.firstTries), retries: counter(kind, Told.retries),
      toldYes: counter(kind, Told.toldYes), toldNo: noes, gaveUp: counter(kind, Told.gaveUp),
      latencyP50: quantiles.map { $0.p50.map { Double($0) / 1e6 } },
      latencyP99: quantiles.map { $0.p99.map { Double($0) / 1e6 } })
  }
}
