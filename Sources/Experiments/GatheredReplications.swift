import ClusterModel
import ResultTypes
import SimulationStatistics

/// Replications of one study that are done, in any order and from anywhere, and what they say
/// together.
public struct GatheredReplications: Sendable {
  private var replications: [Int: Replication] = [:]
  /// Wall seconds of each: of the machine, not of the result.
  private var seconds: [Int: Double] = [:]
  private var first: RunResult?
  /// Those of all replications merged; an object that copies of this value share.
  private var histograms: HistogramSet?
  private let detectsWarmup: Bool
  /// Replication 0, when it was stopped midway.
  private var remains: ReplicationRecord?
  private let keepsOrder: Bool
  /// Those that came before one with a smaller number, where the order matters.
  private var waiting: [Int: ReplicationRecord] = [:]

  /// Which objective ended the first replication, by number, that one has ended; those after it do
  /// not count.
  public private(set) var early: EarlyEnd?

  /// Events of all replications.
  public private(set) var events: UInt64 = 0
  /// How many there are.
  public var count: Int { replications.count }

  /// Nothing yet.
  ///
  /// - Parameters:
  ///   - detectsWarmup: as in the plan of the replications.
  ///   - keepsOrder: whether an objective may end a replication; else those that are added in
  ///     another order than that of their numbers must not have been ended.
  public init(detectsWarmup: Bool, keepsOrder: Bool = false) {
    self.detectsWarmup = detectsWarmup
    self.keepsOrder = keepsOrder
  }

  /// Adds one. The order does not matter; each number comes once, all from the same study.
  public mutating func add(_ record: ReplicationRecord) {
    guard keepsOrder else { return take(record) }
    waiting[record.number] = record
    while early == nil, let next = waiting.removeValue(forKey: replications.count) { take(next) }
  }

  /// One that an objective has ended is none of those that make the intervals, but replication 0
  /// is what the result shows.
  private mutating func take(_ record: ReplicationRecord) {
    guard early == nil else { return }
    if var early = record.early {
      early.replication = record.number
      self.early = early
      if record.number > 0 { return }
    }
    replications[record.number] = record.replication
    seconds[record.number] = record.seconds
    if record.number == 0 { first = record.result }
    if let histograms {
      precondition(
        histograms.names == record.histograms.names, "histograms of another scenario")
      histograms.merge(record.histograms)
    } else {
      histograms = HistogramSet(copying: record.histograms)
    }
    events += record.events
  }

  /// Notes a replication that was stopped: it is no part of what comes out, but there must be
  /// something when no other one is done.
  mutating func note(stopped record: ReplicationRecord) {
    if record.number == 0 { remains = record }
  }

  /// What those say that are done of several, when the others were stopped; without replication 0
  /// a result of none.
  ///
  /// - Parameter planned: how many there were to be; nil when a precision was to decide.
  func partialOutput(planned: Int?) -> ReplicationRunner.Output {
    var done = self
    for number in waiting.keys.sorted() {
      if let record = done.waiting.removeValue(forKey: number) { done.take(record) }
    }
    let count = done.first == nil ? 0 : done.replications.count
    if done.first == nil, let remains {
      done = GatheredReplications(detectsWarmup: detectsWarmup)
      done.add(remains)
    }
    var output = done.output(count: (done.replications.keys.max() ?? 0) + 1)
    output.isComplete = false
    let seconds = output.result.simulatedSeconds
    let partial = PartialResult(
      reachedSeconds: seconds, plannedSeconds: seconds, replications: count,
      plannedReplications: planned)
    output.result.partial = partial
    output.result.warnings.insert(partial.sentence, at: 0)
    return output
  }

  /// What those say that come before the first replication that an objective ended.
  ///
  /// - Parameter planned: how many there were to be; nil when a precision was to decide.
  public func earlyOutput(planned: Int?) -> ReplicationRunner.Output {
    guard var early, let number = early.replication else {
      preconditionFailure("no replication was ended")
    }
    early.plannedReplications = planned
    var output = self.output(count: max(number, 1))
    if number > 0 {
      output.result.warnings.insert(early.sentence, at: 0)
      let place = output.result.objectives.firstIndex {
        $0.line == early.line && $0.expression == early.objective
      }
      // Of this one the value that ended the study is shown.
      if let place {
        output.result.objectives[place].value = early.value
        output.result.objectives[place].passed = false
      }
    } else if let place = output.result.warnings.firstIndex(
      of: output.result.endedEarly?.sentence ?? "")
    {
      output.result.warnings[place] = early.sentence
    }
    output.result.endedEarly = early
    return output
  }

  /// The result of replications 0 to `count` - 1, which must all have been added.
  ///
  /// - Parameter isComplete: false when a run was stopped: the result then has no statistics.
  public func output(
    count: Int, precision: PrecisionResult? = nil, isComplete: Bool = true
  ) -> ReplicationRunner.Output {
    guard var result = first, let histograms else {
      preconditionFailure("replication 0 was not run")
    }
    if isComplete {
      result.statistics = count > 1 && self.count > 1 ? statistics(count) : single()
      result.statistics?.precision = precision
      result.audit.violations += (1..<max(count, 1)).flatMap { number in
        (replications[number]?.violations ?? []).map { "replication \(number): \($0)" }
      }
    }
    let claims = (0..<count).compactMap { replications[$0]?.claims }
      .reduce(nil) { ($0 ?? 0) + $1 }
    return ReplicationRunner.Output(
      result: result, claims: claims, events: events, histograms: histograms,
      replications: (0..<count).compactMap { number in
        replications[number]?.figures(
          number, seed: result.seed, seconds: seconds[number] ?? 0)
      }, isComplete: isComplete)
  }

  /// Batch means of one run; nil where they cannot hold.
  private func single() -> StatisticsResult? {
    guard let batches = replications[0]?.batches else { return nil }
    return StatisticsResult(
      method: "batch means", replications: 1,
      metrics: BatchEstimation.estimates(batches, detectsWarmup: detectsWarmup))
  }

  /// Intervals over the first `count` replications.
  func statistics(_ count: Int) -> StatisticsResult {
    let all = (0..<count).compactMap { replications[$0] }
    var metrics =
      all.first?.metrics.entries.enumerated().compactMap { place, entry in
        estimate(entry, place, all, histograms)
      } ?? []
    if detectsWarmup { Self.replace(&metrics, by: all.compactMap(\.batches)) }
    return StatisticsResult(
      method: "replications", replications: all.count, metrics: metrics, bands: Bands.of(all))
  }

  private func estimate(
    _ entry: MetricList.Entry, _ place: Int, _ all: [Replication], _ merged: HistogramSet?
  ) -> MetricEstimate? {
    // Probes, tiers and kinds are the same in each; a kind that nobody sent in one may be missing.
    let entries = all.map { replication -> MetricList.Entry? in
      let list = replication.metrics.entries
      if list.indices.contains(place), list[place].name == entry.name { return list[place] }
      return list.first { $0.name == entry.name }
    }
    return Estimation.estimate(
      name: entry.name, unit: entry.unit, values: entries.map { $0?.value },
      trials: entries.map { $0?.trials },
      leastCount: entries.compactMap { $0?.values }.min(),
      weights: entry.weight == nil ? [] : entries.map { $0.map { $0.weight } ?? 0 },
      center: merged.flatMap { Self.center(entry.name, $0) })
  }

  /// The quantile of the merged histogram, in milliseconds.
  private static func center(_ name: String, _ merged: HistogramSet) -> Double? {
    guard let dot = name.lastIndex(of: "."), let probability = Estimation.probability(name),
      let histogram = merged[String(name[..<dot])]
    else { return nil }
    return histogram.quantile(probability).map { Double($0) / 1e6 }
  }

  /// Figures that have parts are estimated again, each replication after the cut that MSER-5 makes
  /// in the mean over the replications (P. D. Welch's averaging; K. P. White's rule).
  private static func replace(_ metrics: inout [MetricEstimate], by runs: [BatchSeries]) {
    guard let first = runs.first else { return }
    // Quantiles and largest values have no parts: the start is still in them.
    for place in metrics.indices
    where metrics[place].unit == "ms" && !metrics[place].name.hasPrefix("peaks.") {
      metrics[place].low = nil
      metrics[place].high = nil
      metrics[place].relativeHalfWidth = nil
      metrics[place].note = "no warm-up can be found for this figure: cut it with `warmup`"
    }
    for place in first.figures.indices {
      let figures = runs.map { $0.figures[place] }
      let cut = BatchEstimation.cut(figures, first)
      let values = figures.map { figure -> Double? in
        guard let sum = figure.sums.last, let weight = figure.weights.last,
          weight > figure.weights[cut]
        else { return nil }
        return (sum - figure.sums[cut]) / (weight - figure.weights[cut])
      }
      let weights = figures.map { UInt64(max(($0.weights.last ?? 0) - $0.weights[cut], 0)) }
      // Time averages have the same weight in each.
      let isRatio = weights.contains { $0 != weights[0] }
      guard
        var estimate = Estimation.estimate(
          name: figures[0].name, unit: figures[0].unit, values: values,
          trials: values.map { _ in nil }, weights: isRatio ? weights : [])
      else { continue }
      estimate.warmupSeconds = first.borders[cut]
      if let old = metrics.firstIndex(where: { $0.name == estimate.name }) {
        metrics[old] = estimate
      } else {
        metrics.append(estimate)
      }
    }
  }
}
