import ClusterModel
import ResultTypes
import ScenarioTypes
import Synchronization

/// Runs numbered replications of a plan on several threads and hands each over when it is done.
public final class ReplicationWorkers: Sendable {
  private let plan: ReplicationPlan
  private let tally: RunTally<RunFailure>
  private let endsWithFirst: Bool
  /// The smallest number of a replication that an objective has ended; those after it are not
  /// wanted.
  private let last = Atomic(Int.max)

  /// Workers that run nothing yet.
  ///
  /// - Parameters:
  ///   - done: replications that were done before, for the progress.
  ///   - endsWithFirst: whether no replication is run whose number is above that of one that an
  ///     objective has ended; false where whoever gathers them decides.
  public init(_ plan: ReplicationPlan, done: Int = 0, endsWithFirst: Bool = false) {
    self.plan = plan
    self.endsWithFirst = endsWithFirst
    tally = RunTally(done: done)
  }

  /// True when a run was stopped before its end.
  public var isStopped: Bool { tally.isStopped }

  /// Lets no further replication begin.
  func stop() { tally.stop() }

  /// Runs the replications with the given numbers.
  ///
  /// - Parameters:
  ///   - planned: how many there are in all, with those done before.
  ///   - progress: called now and then, by one thread at a time; answers whether to go on.
  ///   - keep: called by the thread that ran a replication, maybe by several at a time; answers
  ///     whether to go on.
  /// - Throws: `RunFailure` when the scenario needs more than the model can hold.
  public func run(
    _ numbers: [Int], planned: Int, progress: @Sendable (ReplicationRunner.Progress) -> Bool,
    keep: @Sendable (ReplicationRecord) -> Bool
  ) throws(RunFailure) {
    // Typed errors do not pass through the closures of the standard library.
    let outcome = withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(keep) { keep in
        Result { () throws(RunFailure) in
          let watch = RunWatch(
            progress: progress, atBorder: { _ in }, checkpoint: { nil }, keep: { _ in })
          try self.run(numbers, planned: planned, watch, keep: keep)
        }
      }
    }
    try outcome.get()
  }

  /// The same with all that a caller may want of a run.
  func run(
    _ numbers: [Int], planned: Int, _ watch: RunWatch,
    keep: @escaping @Sendable (ReplicationRecord) -> Bool
  ) throws(RunFailure) {
    WorkerThreads.each(numbers, on: plan.threads, while: { self.tally.mayGoOn }) { number in
      if self.isWanted(number) { self.runOne(number, planned, watch, keep) }
    }
    try tally.check()
  }

  private func isWanted(_ number: Int) -> Bool { number <= last.load(ordering: .relaxed) }

  private func runOne(
    _ number: Int, _ planned: Int, _ watch: RunWatch, _ keep: (ReplicationRecord) -> Bool
  ) {
    let start = ContinuousClock.now
    var loaded = plan.loaded
    loaded.scenario.seed = SeedSequence.seed(plan.loaded.scenario.seed, replication: number)
    do throws(RunFailure) {
      var simulation = try simulation(of: loaded, watch)
      let output = simulation.run(
        parts: plan.parts, threads: threads(of: simulation), ranks: ranksOfRun, endsEarly: true,
        progress: {
          self.tally.tell($0, planned: planned, watch.progress) && self.isWanted(number)
        }, atBorder: watch.atBorder)
      guard output.isComplete || isWanted(number) else {
        tally.add(events: output.result.events, mayGoOn: true)
        return
      }
      let record = ReplicationRecord(
        number: number, replication: Replication(output, keepsBands: plan.keepsBands),
        histograms: output.histograms, result: number == 0 ? output.result : nil,
        seconds: (ContinuousClock.now - start) / .seconds(1), isComplete: output.isComplete)
      if endsWithFirst, record.early != nil { _ = last.min(number, ordering: .relaxed) }
      let mayGoOn = keep(record)
      tally.add(events: record.events, mayGoOn: record.isComplete && mayGoOn)
    } catch {
      tally.fail(error)
    }
  }

  /// Replications side by side have a thread each; one alone may use all of them.
  private var threadsOfRun: Int { plan.isOfOneRun ? plan.threads : 1 }

  /// Of these, those that are worth it: a run with little to do in a round stays on one.
  private func threads(of simulation: borrowing ClusterSimulation) -> Int {
    plan.ranks.count > 1 || simulation.isWorthThreads ? threadsOfRun : 1
  }

  /// One run may use all ranks.
  private var ranksOfRun: any RankGroup { plan.isOfOneRun ? plan.ranks : SingleRank() }

  private func simulation(
    of loaded: LoadedScenario, _ watch: RunWatch
  ) throws(RunFailure) -> ClusterSimulation {
    var simulation: ClusterSimulation
    do throws(ModelError) {
      simulation = try ClusterSimulation(loaded, toolVersion: plan.toolVersion)
    } catch {
      throw .model(error)
    }
    guard plan.isOfOneRun, let checkpoint = watch.checkpoint() else { return simulation }
    do throws(CheckpointError) {
      try simulation.restore(from: checkpoint, parts: plan.parts, threads: threadsOfRun)
    } catch {
      throw .checkpoint(error)
    }
    return simulation
  }
}
