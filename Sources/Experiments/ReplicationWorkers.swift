import ClusterModel
import ScenarioTypes
import Synchronization

/// Runs numbered replications of a plan on several threads and hands each over when it is done.
public final class ReplicationWorkers: Sendable {
  private struct State {
    var done = 0
    var events: UInt64 = 0
    var isStopped = false
    var error: RunFailure?
  }

  private let plan: ReplicationPlan
  private let state: Mutex<State>

  /// Workers that run nothing yet.
  ///
  /// - Parameter done: replications that were done before, for the progress.
  public init(_ plan: ReplicationPlan, done: Int = 0) {
    self.plan = plan
    state = Mutex(State(done: done))
  }

  /// True when a run was stopped before its end.
  public var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Lets no further replication begin.
  func stop() { state.withLock { $0.isStopped = true } }

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
    let next = Mutex(0)
    let threads = max(1, min(plan.threads, numbers.count))
    WorkerThreads.run(threads) {
      while true {
        let place = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard place < numbers.count, self.mayGoOn else { return }
        self.runOne(numbers[place], planned, watch, keep)
      }
    }
    if let error = state.withLock({ $0.error }) { throw error }
  }

  private var mayGoOn: Bool { state.withLock { !$0.isStopped && $0.error == nil } }

  private func runOne(
    _ number: Int, _ planned: Int, _ watch: RunWatch, _ keep: (ReplicationRecord) -> Bool
  ) {
    let start = ContinuousClock.now
    var loaded = plan.loaded
    loaded.scenario.seed = SeedSequence.seed(plan.loaded.scenario.seed, replication: number)
    do throws(RunFailure) {
      var simulation = try simulation(of: loaded, watch)
      let output = simulation.run(
        parts: plan.parts, threads: threadsOfRun, ranks: ranksOfRun,
        progress: { self.tell($0, planned, watch.progress) }, atBorder: watch.atBorder)
      let record = ReplicationRecord(
        number: number, replication: Replication(output, keepsBands: plan.keepsBands),
        histograms: output.histograms, result: number == 0 ? output.result : nil,
        seconds: (ContinuousClock.now - start) / .seconds(1), isComplete: output.isComplete)
      let mayGoOn = keep(record)
      state.withLock { state in
        state.done += 1
        state.events += record.events
        if !record.isComplete || !mayGoOn { state.isStopped = true }
      }
    } catch {
      state.withLock { $0.error = error }
    }
  }

  /// Replications side by side have a thread each; one alone may use all of them.
  private var threadsOfRun: Int { plan.isOfOneRun ? plan.threads : 1 }

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

  private func tell(
    _ run: RunProgress, _ planned: Int,
    _ progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) -> Bool {
    state.withLock { state in
      let told = ReplicationRunner.Progress(
        done: state.done, planned: planned, events: state.events + run.events,
        run: planned == 1 ? run : nil)
      if !progress(told) { state.isStopped = true }
      return !state.isStopped
    }
  }
}
