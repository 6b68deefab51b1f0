import ResultTypes

/// Every figure of a result under a stable name, in a fixed order.
public struct MetricList: Sendable {
  /// One figure.
  public struct Entry: Sendable {
    /// For example `tiers.cache.wait_ms.p99`.
    public var name: String
    public var unit: String
    /// Nil when there was nothing to measure.
    public var value: Double?
    /// How many things a share is a share of; nil for other figures.
    public var trials: UInt64?
    /// How many things a mean is of, or how many times another figure of times was taken from; nil
    /// for other figures.
    public var values: UInt64?

    /// How many things a mean or a share is of: it is a ratio of two sums then. Nil for quantiles
    /// and the like, and for time averages.
    var weight: UInt64? {
      if let trials { return trials }
      let isOther =
        Estimation.probability(name) != nil || name.hasSuffix(".sd") || name.hasSuffix(".max")
      return isOther ? nil : values
    }
  }

  /// Pools with more nodes have no figure for each number of nodes up.
  static var mostNodesUp: Int { 100 }

  /// The figures of one run.
  public private(set) var entries: [Entry] = []

  /// Figures that were read before.
  init(entries: [Entry]) { self.entries = entries }

  /// Reads all figures of a result. Those of the peak second and of the time over an objective are
  /// read from its series.
  public init(_ result: RunResult) {
    for tier in result.tiers { append(tier) }
    for (kind, request) in result.requests.sorted(by: { $0.key < $1.key }) {
      append(request, kind)
    }
    append(result.probes, result.tiers.map(\.name))
    appendPeaks(result)
  }

  private mutating func add(
    _ name: String, _ unit: String, _ value: Double?, trials: UInt64? = nil, values: UInt64? = nil
  ) {
    entries.append(Entry(name: name, unit: unit, value: value, trials: trials, values: values))
  }

  private mutating func append(_ times: LatencySummary, _ name: String) {
    for (figure, value) in [
      ("mean", times.mean), ("sd", times.sd), ("p50", times.p50), ("p90", times.p90),
      ("p95", times.p95), ("p99", times.p99), ("p999", times.p999), ("max", times.max),
    ] {
      entries.append(
        Entry(name: "\(name).\(figure)", unit: "ms", value: value, values: times.count))
    }
  }

  private mutating func append(_ tier: TierResult) {
    let name = "tiers.\(tier.name)"
    add(name + ".offered_per_second", "1/s", tier.offeredPerSecond.mean)
    add(name + ".throughput", "1/s", tier.answeredPerSecond.mean)
    add(name + ".offered_peak", "1/s", tier.offeredPerSecond.peak)
    add(name + ".rejected", "requests", Double(tier.rejected.values.reduce(0, +)))
    add(name + ".failed", "requests", Double(tier.failed.values.reduce(0, +)))
    add(name + ".rejected_share", "1", share(tier.rejected, tier.offered), trials: tier.offered)
    add(name + ".failed_share", "1", share(tier.failed, tier.offered), trials: tier.offered)
    add(name + ".utilization", "1", tier.utilization.mean)
    add(name + ".busy_servers", "servers", tier.meanBusyServers)
    add(name + ".queue_length", "requests", tier.queueLength.mean)
    add(name + ".in_tier", "requests", tier.meanInTier)
    add(name + ".waited_share", "1", tier.waitedShare, trials: tier.waitMilliseconds.count)
    append(tier.waitMilliseconds, name + ".wait_ms")
    append(tier.sojournMilliseconds, name + ".sojourn_ms")
    for (kind, part) in tier.kinds.sorted(by: { $0.key < $1.key }) where tier.kinds.count > 1 {
      add("\(name).\(kind).offered_per_second", "1/s", part.offeredPerSecond.mean)
      for (word, counts) in [("rejected", part.rejected), ("failed", part.failed)] {
        add(
          "\(name).\(kind).\(word)_share", "1", share(counts, part.offered), trials: part.offered)
      }
      append(part.sojournMilliseconds, "\(name).\(kind).sojourn_ms")
    }
    if let cache = tier.cache {
      add(
        name + ".cache.hit_share", "1", cache.hitShare,
        trials: cache.hits + cache.fetches + cache.joins)
      add(name + ".cache.hits", "requests", Double(cache.hits))
      add(name + ".cache.fetches", "requests", Double(cache.fetches))
      add(name + ".cache.joins", "requests", Double(cache.joins))
      add(name + ".cache.expiries", "requests", Double(cache.expiries))
    }
    if let breakdowns = tier.breakdowns {
      add(name + ".availability", "1", breakdowns.availability)
      add(name + ".failures", "breakdowns", Double(breakdowns.failures))
      add(name + ".first_all_down", "s", breakdowns.firstAllDownSeconds)
      for (number, share) in breakdowns.upShares.enumerated() where tier.nodes <= Self.mostNodesUp {
        add("\(name).up.\(number)", "1", share)
      }
    }
    if let states = tier.states { append(states, name) }
  }

  private mutating func append(_ states: StateResult, _ name: String) {
    for (number, share) in states.shares.enumerated() {
      add("\(name).states.\(number)", "1", share)
    }
    for (number, share) in states.nodeShares.enumerated() {
      add("\(name).node_states.\(number)", "1", share)
    }
    add(name + ".states.variance", "1", states.variance)
    let periods = states.busyPeriods
    add(name + ".busy_period_ms", "ms", states.busyPeriodMilliseconds, values: periods)
    add(name + ".busy_period_requests", "requests", states.busyPeriodRequests, values: periods)
    add(name + ".first_empty", "s", states.firstEmptySeconds)
  }

  private func share(_ counts: [String: UInt64], _ whole: UInt64) -> Double? {
    whole > 0 ? Double(counts.values.reduce(0, +)) / Double(whole) : nil
  }

  private mutating func append(_ request: RequestResult, _ kind: String) {
    let name = "requests.\(kind)"
    let tries = request.firstTries
    func part(_ count: UInt64) -> Double? { tries > 0 ? Double(count) / Double(tries) : nil }
    add(name + ".first_tries", "requests", Double(tries))
    add(name + ".tries_per_request", "1", part(tries + request.retries), values: tries)
    add(name + ".told_yes_share", "1", part(request.toldYes), trials: tries)
    add(
      name + ".yes_at_first_share", "1", part(request.toldYesAtFirstTry), trials: tries)
    add(name + ".told_no_share", "1", part(request.toldNo), trials: tries)
    add(name + ".gave_up_share", "1", part(request.gaveUp), trials: tries)
    add(name + ".saw_error_share", "1", part(request.usersWhoSawAnError), trials: tries)
    add(name + ".between_tries", "clients", request.meanBetweenTries)
    add(name + ".last_outcome", "s", request.lastOutcomeSeconds)
    append(request.latencyMilliseconds, name + ".latency_ms")
  }

  private mutating func append(_ probes: [ProbeResult], _ tiers: [String]) {
    for probe in probes {
      let instant = Self.seconds(probe.seconds)
      for (tier, count) in zip(tiers, probe.inTier) {
        add("probes.\(instant).\(tier).in_tier", "requests", Double(count))
      }
      for (tier, count) in zip(tiers, probe.nodesUp) {
        add("probes.\(instant).\(tier).nodes_up", "nodes", Double(count))
      }
    }
  }

  /// `10s`, `0.5s`.
  static func seconds(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))s" : "\(value)s"
  }

  // MARK: Peaks

  /// The worst interval of a run, and how long an objective was broken: what a peak is judged by.
  private mutating func appendPeaks(_ result: RunResult) {
    let first = firstInterval(result)
    func largest(_ values: [Double?]) -> Double? { values.dropFirst(first).compactMap { $0 }.max() }
    for tier in result.series.tiers {
      add("peaks.tiers.\(tier.tier).sojourn_p99_ms", "ms", largest(tier.sojournP99))
      add("peaks.tiers.\(tier.tier).utilization", "1", largest(tier.utilization))
      add("peaks.tiers.\(tier.tier).queue_length", "requests", largest(tier.queueLength))
    }
    for (kind, series) in result.series.requests.sorted(by: { $0.key < $1.key }) {
      add("peaks.requests.\(kind).latency_p99_ms", "ms", largest(series.latencyP99))
    }
    for objective in result.objectives {
      append(objective)
      guard let seconds = ObjectiveClock.secondsBroken(objective, in: result, from: first) else {
        continue
      }
      add("objectives.\(objective.expression).seconds_broken", "s", seconds)
    }
  }

  /// The value of an objective, with the weight of the figure that it is about.
  private mutating func append(_ objective: ObjectiveResult) {
    var figure: Entry?
    for name in ObjectiveFigure.ratios(objective.expression) where figure == nil {
      figure = entries.first { $0.name == name }
    }
    add(
      Self.value(of: objective.expression), objective.unit, objective.value,
      trials: figure?.trials, values: figure?.values)
  }

  /// The name of the value that an objective is compared by.
  static func value(of expression: String) -> String { "objectives.\(expression).value" }

  private func firstInterval(_ result: RunResult) -> Int {
    guard result.series.intervalSeconds > 0 else { return 0 }
    return Int((result.warmupSeconds / result.series.intervalSeconds).rounded(.up))
  }
}
