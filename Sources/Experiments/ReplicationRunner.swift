import ClusterModel
import ResultTypes
import ScenarioTypes
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
    /// The figures of each replication, in the order of their numbers.
    public var replications: [ReplicationFigures]
    /// False when it was stopped; the result is partial then.
    public var isComplete: Bool

    /// True where the result has figures: a run that was stopped before its statistics began, or
    /// before a whole interval of them had passed, has none.
    public var hasFigures: Bool {
      guard let partial = result.partial else { return true }
      if let replications = partial.replications { return replications > 0 }
      let end = result.simulatedSeconds
      return end <= partial.reachedSeconds && end > result.warmupSeconds
    }
  }

  let plan: ReplicationPlan
  let workers: ReplicationWorkers
  let gathered: Mutex<GatheredReplications>

  public init(_ plan: ReplicationPlan) {
    self.plan = plan
    workers = ReplicationWorkers(plan, endsWithFirst: true)
    let mayEndEarly = plan.loaded.scenario.objectives.contains { $0.abortGrace != nil }
    gathered = Mutex(
      GatheredReplications(detectsWarmup: plan.detectsWarmup, keepsOrder: mayEndEarly))
  }

  /// Runs everything.
  ///
  /// - Parameters:
  ///   - progress: called now and then, by one thread at a time; answers whether to go on.
  ///   - checkpoint: asked once where the run goes on; only for one run. Nil: at the beginning.
  ///   - atBorder: offered each run between two slices, to take a checkpoint.
  ///   - keep: given each replication that is done, by the thread that ran it, maybe several at a
  ///     time.
  /// - Throws: `RunFailure`, when the scenario needs more than the model can hold or does not go
  ///   on from the checkpoint.
  public func run(
    progress: @Sendable (Progress) -> Bool = { _ in true },
    from checkpoint: @Sendable () -> [UInt8]? = { nil },
    atBorder: @Sendable (inout ClusterSimulation) -> Void = { _ in },
    keep: @Sendable (ReplicationRecord) -> Void = { _ in }
  ) throws(RunFailure) -> Output {
    // Typed errors do not pass through the closures of the standard library.
    let outcome = withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(atBorder) { atBorder in
        withoutActuallyEscaping(checkpoint) { checkpoint in
          withoutActuallyEscaping(keep) { keep in
            Result { () throws(RunFailure) in
              try self.run(
                RunWatch(
                  progress: progress, atBorder: atBorder, checkpoint: checkpoint, keep: keep))
            }
          }
        }
      }
    }
    return try outcome.get()
  }

  private func run(_ watch: RunWatch) throws(RunFailure) -> Output {
    defer { endRanks() }
    var count = plan.replications
    var precision: PrecisionResult?
    if let wish = plan.precision {
      var held = false
      for checkpoint in wish.checkpoints {
        try run(through: checkpoint, watch)
        count = checkpoint
        if workers.isStopped || gathered.withLock({ $0.early != nil }) { break }
        let metrics = gathered.withLock { $0.statistics(count).metrics }
        let verdict = Decision(wish, plan.loaded.scenario, metrics)
        precision = verdict.result(isReached: held && verdict.isHeld)
        if held && verdict.isHeld { break }
        held = verdict.isHeld
      }
    } else {
      try run(through: count, watch)
    }
    return gathered.withLock { gathered in
      if !plan.isOfOneRun, gathered.early != nil {
        return gathered.earlyOutput(planned: plan.precision == nil ? count : nil)
      }
      guard workers.isStopped else { return gathered.output(count: count, precision: precision) }
      if plan.isOfOneRun { return gathered.output(count: 1, isComplete: false) }
      return gathered.partialOutput(planned: plan.precision == nil ? count : nil)
    }
  }

  /// Does this rank's share of what rank 0 runs with the same plan; to be called on all others.
  ///
  /// - Parameter mayGoOn: asked now and then while replications run here; false stops them, and so
  ///   the study. One run that is shared is stopped by rank 0 alone.
  /// - Throws: `RunFailure`, where rank 0 does.
  public func follow(mayGoOn: @escaping @Sendable () -> Bool = { true }) throws(RunFailure) {
    guard plan.isOfOneRun else { return try followReplications(mayGoOn: mayGoOn) }
    var loaded = plan.loaded
    loaded.scenario.seed = SeedSequence.seed(plan.loaded.scenario.seed, replication: 0)
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: plan.toolVersion)
      simulation.follow(parts: plan.parts, threads: plan.threads, ranks: plan.ranks)
    } catch {
      throw .model(error)
    }
  }

  private func run(through count: Int, _ watch: RunWatch) throws(RunFailure) {
    let start = gathered.withLock { $0.count }
    if isSpread { return try spread(start..<max(start, count), watch) }
    try workers.run(Array(start..<max(start, count)), planned: count, watch) { record in
      self.take(record, watch)
      return true
    }
  }

  /// Takes what was run in this process. Of several runs, those that were stopped midway count for
  /// nothing.
  func take(_ record: ReplicationRecord, _ watch: RunWatch) {
    gathered.withLock { gathered in
      if record.isComplete || plan.isOfOneRun {
        gathered.add(record)
      } else {
        gathered.note(stopped: record)
      }
    }
    if record.isComplete { watch.keep(record) }
  }
}
