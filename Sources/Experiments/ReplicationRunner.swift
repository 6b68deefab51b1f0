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
    public var isComplete: Bool
  }

  private let plan: ReplicationPlan
  private let workers: ReplicationWorkers
  private let gathered: Mutex<GatheredReplications>

  public init(_ plan: ReplicationPlan) {
    self.plan = plan
    workers = ReplicationWorkers(plan)
    gathered = Mutex(GatheredReplications(detectsWarmup: plan.detectsWarmup))
  }

  /// Runs everything.
  ///
  /// - Parameter progress: called now and then, by one thread at a time; answers whether to go on.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public func run(
    progress: @Sendable (Progress) -> Bool = { _ in true }
  ) throws(ModelError) -> Output {
    var count = plan.replications
    var precision: PrecisionResult?
    if let wish = plan.precision {
      var held = false
      for checkpoint in wish.checkpoints {
        try run(through: checkpoint, progress)
        count = checkpoint
        if workers.isStopped { break }
        let metrics = gathered.withLock { $0.statistics(count).metrics }
        let verdict = Decision(wish, plan.loaded.scenario, metrics)
        precision = verdict.result(isReached: held && verdict.isHeld)
        if held && verdict.isHeld { break }
        held = verdict.isHeld
      }
    } else {
      try run(through: count, progress)
    }
    return gathered.withLock {
      $0.output(count: count, precision: precision, isComplete: !workers.isStopped)
    }
  }

  private func run(
    through count: Int, _ progress: @Sendable (Progress) -> Bool
  ) throws(ModelError) {
    let start = gathered.withLock { $0.count }
    let numbers = Array(start..<max(start, count))
    try workers.run(numbers, planned: count, progress: progress) { record in
      gathered.withLock { $0.add(record) }
      return true
    }
  }
}
