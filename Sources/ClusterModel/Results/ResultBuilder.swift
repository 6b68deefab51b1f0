import Quantities
import ResultTypes
import ScenarioTypes
import SimulationStatistics

/// Reads the recorders of a finished world and says what they hold, in the words of the contract.
struct ResultBuilder {
  let scenario: Scenario
  /// The intervals of the result: of a run that was stopped the whole ones, whose counts are
  /// exactly those of the whole run.
  let clock: IntervalClock
  /// Intervals that were recorded, ahead of a stop too: counts cover them all.
  let recorded: Int
  /// The end of all that was simulated, in nanoseconds.
  let stop: Int64
  /// By tier.
  let recorders: [TierRecorder]
  /// By tier; nil where it is no cache.
  let caches: [CacheResult?]
  /// Requests answered by each cache tier, by kind.
  let answeredByCache: [[UInt64]]
  /// By tier; nil where they are not measured.
  let states: [StateResult?]
  /// By tier; nil where nothing breaks at random.
  let breakdowns: [BreakdownResult?]
  /// By probe and tier.
  let nodesUp: [[UInt64]]
  /// By kind.
  let clients: [ClientRecorder]
  /// Intervals that lie wholly inside the statistics window.
  let window: Range<Int>
  /// Length of those intervals in seconds.
  let windowSeconds: Double

  init(_ scenario: Scenario, _ world: borrowing ClusterWorld, isPartial: Bool = false) {
    self.scenario = scenario
    clock = isPartial ? world.clock.ofWholeIntervals : world.clock
    recorded = world.clock.count
    stop = world.clock.end
    recorders = (0..<world.poolCount).map { world.pools[$0].recorder }
    caches = (0..<world.poolCount).map { Self.cache(world.pools[$0]) }
    answeredByCache = (0..<world.poolCount).map { tier in
      let answered = world.pools[tier].keyed.pointee.answered
      return [answered.0, answered.1, answered.2]
    }
    // Stays and states were measured until the stop.
    let measured = world.clock
    states = (0..<world.poolCount).map {
      let pool = world.pools[$0]
      return Self.states(pool.managed.pointee.states, nodes: pool.nodes, clock: measured)
    }
    breakdowns = (0..<world.poolCount).map {
      let tier = world.pools[$0].managed
      guard tier.pointee.hasBreakdowns else { return nil }
      return Self.breakdowns(tier.pointee.nodesUp, clock: measured)
    }
    nodesUp = (0..<world.probes.count).map { probe in
      (0..<world.poolCount).map { world.probes.nodesUp[probe * world.poolCount + $0] }
    }
    clients = (0..<3).map { world.clients[$0] }
    window = Self.window(clock)
    windowSeconds = Self.seconds(window, clock)
  }

  /// A reader of what objectives are about, and of nothing else.
  ///
  /// - Parameter clock: of the whole intervals until now.
  init(
    _ scenario: Scenario, clock: IntervalClock, recorders: [TierRecorder],
    clients: [ClientRecorder]
  ) {
    self.scenario = scenario
    self.clock = clock
    recorded = clock.count
    stop = clock.end
    self.recorders = recorders
    self.clients = clients
    caches = []
    answeredByCache = []
    states = []
    breakdowns = []
    nodesUp = []
    window = Self.window(clock)
    windowSeconds = Self.seconds(window, clock)
  }

  private static func window(_ clock: IntervalClock) -> Range<Int> {
    let first = Int((clock.warmup + clock.length - 1) / clock.length)
    return min(first, clock.count - 1)..<clock.count
  }

  private static func seconds(_ window: Range<Int>, _ clock: IntervalClock) -> Double {
    Double(clock.end - Int64(window.lowerBound) * clock.length) / 1e9
  }

  private static func cache(_ pool: StationPool) -> CacheResult? {
    guard pool.duty == .cache else { return nil }
    let counts = pool.keyed.pointee.counts
    let asked = counts.hits + counts.fetches + counts.joins
    return CacheResult(
      hits: counts.hits, fetches: counts.fetches, joins: counts.joins,
      hitShare: asked > 0 ? Double(counts.hits) / Double(asked) : nil, expiries: counts.expiries)
  }

  typealias Column = TierRecorder.Column

  /// A counter of a tier by interval, over some kinds.
  func counter(_ tier: Int, _ column: Int, kinds: Range<Int> = 0..<3) -> [UInt64] {
    counter(tier, column, kinds: kinds, intervals: clock.count)
  }

  private func counter(
    _ tier: Int, _ column: Int, kinds: Range<Int>, intervals: Int
  ) -> [UInt64] {
    let recorder = recorders[tier]
    return (0..<intervals).map { interval in
      kinds.reduce(0) { $0 + UInt64(recorder.row(interval, UInt8($1))[column]) }
    }
  }

  func total(_ tier: Int, _ column: Int, kinds: Range<Int> = 0..<3) -> UInt64 {
    counter(tier, column, kinds: kinds, intervals: recorded).reduce(0, +)
  }

  /// A counter of the clients of a kind by interval.
  func counter(_ kind: RequestKind, _ column: Int) -> [UInt64] {
    counter(kind, column, intervals: clock.count)
  }

  private func counter(_ kind: RequestKind, _ column: Int, intervals: Int) -> [UInt64] {
    let recorder = clients[Int(kind.rawValue)]
    return (0..<intervals).map {
      UInt64(recorder.counters[$0 * ClientRecorder.Column.width + column])
    }
  }

  func total(_ kind: RequestKind, _ column: Int) -> UInt64 {
    counter(kind, column, intervals: recorded).reduce(0, +)
  }

  /// Mean and best whole second over the statistics window.
  func rate(_ counts: [UInt64]) -> RateSummary {
    let inside = counts[window]
    let mean = Double(inside.reduce(0, +)) / max(windowSeconds, 1e-12)
    return RateSummary(mean: mean, peak: peak(counts) ?? mean)
  }

  /// The best whole second of the window; nil when there is none. Intervals longer than a second
  /// give their mean rate.
  private func peak(_ counts: [UInt64]) -> Double? {
    let second: Int64 = 1_000_000_000
    if clock.length >= second {
      let whole = window.filter { Int64($0 + 1) * clock.length <= clock.end }
      return whole.map { Double(counts[$0]) * Double(second) / Double(clock.length) }.max()
    }
    let perSecond = Int(second / clock.length)
    guard Int64(perSecond) * clock.length == second else { return nil }
    var best: Double?
    var start = (window.lowerBound + perSecond - 1) / perSecond * perSecond
    while Int64(start + perSecond) * clock.length <= clock.end {
      let sum = counts[start..<start + perSecond].reduce(0, +)
      best = max(best ?? 0, Double(sum))
      start += perSecond
    }
    return best
  }

  /// Names and counts of the reasons that occurred, over some kinds.
  func reasons(_ tier: Int, failures: Bool, kinds: Range<Int> = 0..<3) -> [String: UInt64] {
    var result: [String: UInt64] = [:]
    for outcome in Self.outcomes(failures: failures) {
      let count = total(tier, Column.outcomes + Int(outcome.code), kinds: kinds)
      if count > 0 { result[Self.name(outcome)] = count }
    }
    return result
  }

  static func outcomes(failures: Bool) -> [Outcome] {
    failures
      ? FailureReason.allCases.map { .failed($0) } : RejectionReason.allCases.map { .rejected($0) }
  }

  static func name(_ outcome: Outcome) -> String {
    outcome.rejection?.name ?? outcome.failure?.name ?? "served"
  }

  func inFlight(_ tier: Int, _ kind: RequestKind) -> UInt64 {
    UInt64(recorders[tier].totals[TierRecorder.Total.inFlight + Int(kind.rawValue)])
  }

  /// A histogram in milliseconds.
  static func summary(_ histogram: HistogramHandle) -> LatencySummary {
    func milliseconds(_ nanoseconds: Int64?) -> Double? { nanoseconds.map { Double($0) / 1e6 } }
    return LatencySummary(
      count: histogram.count, mean: histogram.mean.map { $0 / 1e6 },
      sd: deviation(histogram),
      p50: milliseconds(histogram.quantile(0.5)), p90: milliseconds(histogram.quantile(0.9)),
      p95: milliseconds(histogram.quantile(0.95)), p99: milliseconds(histogram.quantile(0.99)),
      p999: milliseconds(histogram.quantile(0.999)), max: milliseconds(histogram.maximum))
  }

  /// All kinds of a tier's sojourns together.
  func sojourn(_ tier: Int) -> LatencySummary {
    let all = LatencyHistogram()
    for kind in 0..<3 { all.handle.merge(recorders[tier].sojourn[kind]) }
    return Self.summary(all.handle)
  }
}
