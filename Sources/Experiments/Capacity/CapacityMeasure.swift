import ResultTypes
import ScenarioTypes

/// What a point keeps of a run.
enum CapacityMeasure {
  static func point(
    _ result: RunResult, key: String, variant: String, load: Double
  ) -> CapacityPoint {
    let series = result.series
    let first = Int((result.warmupSeconds / series.intervalSeconds - 1e-6).rounded(.up))
    let seconds = result.simulatedSeconds - result.warmupSeconds
    let kinds = result.requests.sorted { $0.key < $1.key }.map { kind, request in
      let tries = series.requests[kind]?.firstTries.dropFirst(first).reduce(0, +) ?? 0
      return CapacityPoint.Kind(
        kind: kind, firstTriesPerSecond: Double(tries) / seconds,
        p50: request.latencyMilliseconds.p50, p99: request.latencyMilliseconds.p99)
    }
    let tiers = zip(result.tiers, series.tiers).map { tier, series in
      let offered = series.offered.dropFirst(first).reduce(0, +)
      let rejected = sum(series.rejected, from: first)
      // Who finds a packet empty was served: only want of room tells of a load.
      let refused = sum(series.rejected.filter { !finalNoes.contains($0.key) }, from: first)
      let left =
        series.served.dropFirst(first).reduce(0, +) + rejected + sum(series.failed, from: first)
      return CapacityPoint.Tier(
        name: tier.name, offeredPerSecond: Double(offered) / seconds,
        growth: offered == 0 ? 0 : 1 - Double(left) / Double(offered), offered: offered,
        utilization: tier.utilization.mean,
        rejectedShare: offered == 0 ? 0 : Double(refused) / Double(offered),
        sojournP99: tier.sojournMilliseconds.p99, meanWait: tier.waitMilliseconds.mean)
    }
    return CapacityPoint(
      key: key, variant: variant, load: load, seed: result.seed,
      objectives: result.objectives.map(\.value), kinds: kinds, tiers: tiers,
      events: result.events, violations: result.audit.violations)
  }

  private static let finalNoes = Set(RejectionReason.allCases.filter(\.isFinal).map(\.name))

  private static func sum(_ counts: [String: [UInt64]], from first: Int) -> UInt64 {
    counts.values.reduce(0) { $0 + $1.dropFirst(first).reduce(0, +) }
  }
}
