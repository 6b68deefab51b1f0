import ClusterModel
import ResultTypes
import ScenarioTypes
import SimulationStatistics
import Synchronization

/// Runs the replications of a plan on several threads; what comes out does not depend on how many.
public final class ReplicationRunner: Sendable {
  /// How far the runner is.
  public struct Progress: Sendable {
    public var done: Int
    /// Replications planned so far: the next checkpoint with a demand for precision.
    public var planned: Int
    public var events: UInt64
    /// The run under way when there is only one.
    public var run: RunProgress?
  }

  /// What all replications together say.
  public struct Output: Sendable {
    /// The result of replication 0 with the statistics of all.
    public var result: RunResult
    public var claims: UInt64?
    public var events: UInt64
    /// The histograms of all replications merged.
    public var histograms: HistogramSet
    public var isComplete: Bool
  }

  private struct State {
    var replications: [Int: Replication] = [:]
    var first: RunOutput?
    var histograms: HistogramSet?
    var error: RunFailure?
    var done = 0
    var events: UInt64 = 0
    var isStopped = false
  }

  private let plan: ReplicationPlan
  private let isSteady: Bool
  private let state = Mutex(State())

  public init(_ plan: ReplicationPlan) {
    self.plan = plan
    isSteady = Steadiness.objection(plan.loaded.scenario) == nil
  }

  /// What a caller wants to know and to keep of the runs.
  private struct Watch: Sendable {
    let progress: @Sendable (Progress) -> Bool
    let atBorder: @Sendable (inout ClusterSimulation) -> Void
    let checkpoint: @Sendable () -> [UInt8]?
  }

  /// Runs everything.
  ///
  /// - Parameters:
  ///   - progress: called now and then, by one thread at a time; answers whether to go on.
  ///   - checkpoint: asked once where the run goes on; only for one run. Nil: at the beginning.
  ///   - atBorder: offered each run between two slices, to take a checkpoint.
  /// - Throws: `RunFailure`, when the scenario needs more than the model can hold or does not go
  ///   on from the checkpoint.
  public func run(
    progress: @Sendable (Progress) -> Bool = { _ in true },
    from checkpoint: @Sendable () -> [UInt8]? = { nil },
    atBorder: @Sendable (inout ClusterSimulation) -> Void = { _ in }
  ) throws(RunFailure) -> Output {
    // Typed errors do not pass through the closures of the standard library.
    let outcome = withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(atBorder) { atBorder in
        withoutActuallyEscaping(checkpoint) { checkpoint in
          Result { () throws(RunFailure) in
            try self.run(Watch(progress: progress, atBorder: atBorder, checkpoint: checkpoint))
          }
        }
      }
    }
    return try outcome.get()
  }

  private func run(_ watch: Watch) throws(RunFailure) -> Output {
    var count = plan.replications
    var precision: PrecisionResult?
    if let wish = plan.precision {
      var held = false
      for checkpoint in wish.checkpoints {
        try run(through: checkpoint, watch)
        count = checkpoint
        if state.withLock({ $0.isStopped }) { break }
        let verdict = Decision(wish, plan.loaded.scenario, statistics(count).metrics)
        precision = verdict.result(isReached: held && verdict.isHeld)
        if held && verdict.isHeld { break }
        held = verdict.isHeld
      }
    } else {
      try run(through: count, watch)
    }
    return output(count, precision)
  }

  private func output(_ count: Int, _ precision: PrecisionResult?) -> Output {
    let (first, merged, stopped, events) = state.withLock {
      ($0.first, $0.histograms, $0.isStopped, $0.events)
    }
    guard let first, let merged else { preconditionFailure("no replication was run") }
    var result = first.result
    if !stopped {
      result.statistics = count > 1 ? statistics(count) : single(first)
      result.statistics?.precision = precision
      let more = state.withLock { state in
        (1..<max(count, 1)).flatMap { number in
          (state.replications[number]?.violations ?? []).map { "replication \(number): \($0)" }
        }
      }
      result.audit.violations += more
    }
    let claims = state.withLock { state in
      (0..<count).compactMap { state.replications[$0]?.claims }.reduce(nil) { ($0 ?? 0) + $1 }
    }
    return Output(
      result: result, claims: claims, events: events, histograms: merged, isComplete: !stopped)
  }

  // MARK: Running

  private func run(through count: Int, _ watch: Watch) throws(RunFailure) {
    let start = state.withLock { $0.replications.count }
    let next = Mutex(start)
    let threads = max(1, min(plan.threads, count - start))
    WorkerThreads.run(threads) {
      while true {
        let number = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard number < count, self.mayGoOn else { return }
        self.runOne(number, of: count, watch)
      }
    }
    if let error = state.withLock({ $0.error }) { throw error }
  }

  private var mayGoOn: Bool { state.withLock { !$0.isStopped && $0.error == nil } }

  private func runOne(_ number: Int, of count: Int, _ watch: Watch) {
    var loaded = plan.loaded
    loaded.scenario.seed = SeedSequence.seed(plan.loaded.scenario.seed, replication: number)
    do throws(RunFailure) {
      var simulation = try simulation(of: loaded, from: watch)
      let output = simulation.run(
        parts: parts, threads: threadsOfRun, ranks: ranksOfRun,
        progress: { self.tell($0, of: count, watch.progress) }, atBorder: watch.atBorder)
      let replication = Replication(output, keepsBands: count > 1 || plan.precision != nil)
      state.withLock { keep(replication, output, number, in: &$0) }
    } catch {
      state.withLock { $0.error = error }
    }
  }

  /// Replications side by side have a thread each; one alone may use all of them.
  private var threadsOfRun: Int { isOneRun ? plan.threads : 1 }

  /// One run may use all ranks.
  private var ranksOfRun: any RankGroup { isOneRun ? plan.ranks : SingleRank() }

  private var isOneRun: Bool { plan.replications == 1 && plan.precision == nil }

  /// Does this rank's share of what rank 0 runs with the same plan; to be called on all others.
  ///
  /// - Throws: `RunFailure`, where rank 0 does.
  public func follow() throws(RunFailure) {
    guard isOneRun else { return }
    var loaded = plan.loaded
    loaded.scenario.seed = SeedSequence.seed(plan.loaded.scenario.seed, replication: 0)
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: plan.toolVersion)
      simulation.follow(parts: parts, threads: threadsOfRun, ranks: plan.ranks)
    } catch {
      throw .model(error)
    }
  }

  private func simulation(
    of loaded: LoadedScenario, from watch: Watch
  ) throws(RunFailure) -> ClusterSimulation {
    var simulation: ClusterSimulation
    do throws(ModelError) {
      simulation = try ClusterSimulation(loaded, toolVersion: plan.toolVersion)
    } catch {
      throw .model(error)
    }
    guard isOneRun, let checkpoint = watch.checkpoint() else {
      return simulation
    }
    do throws(CheckpointError) {
      try simulation.restore(from: checkpoint, parts: parts, threads: threadsOfRun)
    } catch {
      throw .checkpoint(error)
    }
    return simulation
  }

  /// Steady runs are cut into parts; a warm-up is looked for from the start.
  private var parts: Int {
    if plan.detectsWarmup { return BatchEstimation.warmupParts }
    return isSteady && isOneRun ? BatchEstimation.parts : 0
  }

  private func keep(
    _ replication: Replication, _ output: RunOutput, _ number: Int, in state: inout State
  ) {
    state.replications[number] = replication
    if number == 0 { state.first = output }
    if let histograms = state.histograms {
      histograms.merge(output.histograms)
    } else {
      state.histograms = HistogramSet(copying: output.histograms)
    }
    state.done += 1
    state.events += replication.events
    if !output.isComplete { state.isStopped = true }
  }

  private func tell(
    _ run: RunProgress, of count: Int, _ progress: @Sendable (Progress) -> Bool
  ) -> Bool {
    state.withLock { state in
      let told = Progress(
        done: state.done, planned: count, events: state.events + run.events,
        run: count == 1 ? run : nil)
      if !progress(told) { state.isStopped = true }
      return !state.isStopped
    }
  }

  // MARK: Statistics

  /// Batch means of one run; nil where they cannot hold.
  private func single(_ output: RunOutput) -> StatisticsResult? {
    guard let batches = output.batches, plan.detectsWarmup || isSteady else { return nil }
    return StatisticsResult(
      method: "batch means", replications: 1,
      metrics: BatchEstimation.estimates(batches, detectsWarmup: plan.detectsWarmup))
  }

  private func statistics(_ count: Int) -> StatisticsResult {
    let (all, merged) = state.withLock { state in
      ((0..<count).compactMap { state.replications[$0] }, state.histograms)
    }
    var metrics =
      all.first?.metrics.entries.enumerated().compactMap { place, entry in
        estimate(entry, place, all, merged)
      } ?? []
    if plan.detectsWarmup { Self.replace(&metrics, by: all.compactMap(\.batches)) }
    return StatisticsResult(
      method: "replications", replications: count, metrics: metrics, bands: Bands.of(all))
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
      weights: entry.isRatio ? entries.map { $0?.trials ?? $0?.values } : [],
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
      guard
        var estimate = Estimation.estimate(
          name: figures[0].name, unit: figures[0].unit, values: values,
          trials: values.map { _ in nil })
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
