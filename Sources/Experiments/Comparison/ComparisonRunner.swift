import ClusterModel
import ResultTypes
import ScenarioTypes
import Synchronization

/// Runs the variants of a comparison under the same random numbers; what comes out does not depend
/// on the number of threads and ranks.
public final class ComparisonRunner: Sendable {
  /// Run until the differences are known well enough.
  public struct Precision: Sendable {
    /// Largest half-width of a difference by the baseline's value.
    public var target: Double
    public var least: Int
    public var most: Int

    public init(target: Double, least: Int = 10, most: Int = 100) {
      self.target = target
      self.least = least
      self.most = most
    }
  }

  private let scenarios: [LoadedScenario]
  private let names: [String]
  private let saved: Comparing.Variant?
  private let wish: Comparing.Wish
  private let toolVersion: String
  private let workers: PointWorkers
  private let records: Mutex<[[Int: ReplicationRecord]]>

  /// - Parameters:
  ///   - scenarios: with the same seed, the baseline first unless `saved` is it.
  ///   - saved: figures that are the baseline without being run.
  ///   - ranks: those that share the work; nil: this process does all of it.
  public init(
    _ scenarios: [(name: String, loaded: LoadedScenario)], saved: Comparing.Variant? = nil,
    wish: Comparing.Wish, toolVersion: String, threads: Int, ranks: PointRanks? = nil
  ) {
    self.scenarios = scenarios.map(\.loaded)
    names = scenarios.map(\.name)
    self.saved = saved
    self.wish = wish
    self.toolVersion = toolVersion
    workers = PointWorkers(
      self.scenarios, toolVersion: toolVersion, threads: threads, ranks: ranks)
    records = Mutex(scenarios.map { _ in [:] })
  }

  /// True when a run was stopped before its end.
  public var isStopped: Bool { workers.isStopped }

  /// Runs a fixed number of replications of each; the variants, with the saved one first.
  public func run(
    replications: Int, progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) throws(PointWorkers.Failure) -> [Comparing.Variant] {
    try extend(to: replications, progress)
    return isStopped ? [] : variants(replications)
  }

  /// Runs until every difference is known, at fixed numbers of replications, and at two of them
  /// in a row, since a sequence that stops at its first small interval would stop too often by
  /// luck.
  public func run(
    _ precision: Precision, progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) throws(PointWorkers.Failure) -> (variants: [Comparing.Variant], precision: PrecisionResult)? {
    let plan = ReplicationPlan.Precision(
      target: precision.target, least: precision.least, most: precision.most)
    var held = false
    var last: (variants: [Comparing.Variant], precision: PrecisionResult)?
    for checkpoint in plan.checkpoints {
      try extend(to: checkpoint, progress)
      if isStopped { return nil }
      let variants = variants(checkpoint)
      let missing = DifferencePrecision.missing(
        Comparing(variants, wish), target: precision.target)
      let isReached = held && missing.notReached.isEmpty
      last = (
        variants,
        PrecisionResult(
          target: precision.target, isReached: isReached, metrics: missing.decided,
          notReached: missing.notReached)
      )
      if isReached { break }
      held = missing.notReached.isEmpty
    }
    return last
  }

  /// On the ranks other than 0: runs what rank 0 hands out, until it wants no more.
  ///
  /// - Parameter mayGoOn: asked now and then; false stops the work on all ranks.
  public func follow(mayGoOn: @escaping @Sendable () -> Bool) { workers.follow(mayGoOn: mayGoOn) }

  private func extend(
    to count: Int, _ progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) throws(PointWorkers.Failure) {
    let done = records.withLock { $0.first?.count ?? 0 }
    // Replication by replication: whoever looks at the progress sees pairs.
    let pieces = (done..<max(done, count)).flatMap { number in
      scenarios.indices.map { PointWorkers.Piece(point: $0, number: number) }
    }
    try workers.run(
      pieces, planned: count * scenarios.count, progress: progress,
      keep: { piece, record in
        self.records.withLock { $0[piece.point][piece.number] = record }
        return true
      })
  }

  private func variants(_ count: Int) -> [Comparing.Variant] {
    let all = records.withLock { $0 }
    return (saved.map { [$0] } ?? [])
      + scenarios.indices.map { place in
        Comparing.Variant(
          name: names[place],
          figures: VariantFigures(
            of: scenarios[place], (0..<count).compactMap { all[place][$0] },
            toolVersion: toolVersion))
      }
  }
}
