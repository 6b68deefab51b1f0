import ClusterModel
import ScenarioTypes
import Synchronization

/// Runs numbered replications of a plan on several threads and hands each over when it is done.
public final class ReplicationWorkers: Sendable {
  private struct State {
    var done = 0
    var events: UInt64 = 0
    var isStopped = false
    var error: ModelError?
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

  /// Runs the replications with the given numbers.
  ///
  /// - Parameters:
  ///   - planned: how many there are in all, with those done before.
  ///   - progress: called now and then, by one thread at a time; answers whether to go on.
  ///   - keep: called by the thread that ran a replication, maybe by several at a time; answers
  ///     whether to go on.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public func run(
    _ numbers: [Int], planned: Int, progress: @Sendable (ReplicationRunner.Progress) -> Bool,
    keep: @Sendable (ReplicationRecord) -> Bool
  ) throws(ModelError) {
    let next = Mutex(0)
    let threads = max(1, min(plan.threads, numbers.count))
    withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(keep) { keep in
        WorkerThreads.run(threads) {
          while true {
            let place = next.withLock { next in
              defer { next += 1 }
              return next
            }
            guard place < numbers.count, self.mayGoOn else { return }
            self.runOne(numbers[place], planned, progress, keep)
          }
        }
      }
    }
    if let error = state.withLock({ $0.error }) { throw error }
  }

  private var mayGoOn: Bool { state.withLock { !$0.isStopped && $0.error == nil } }

  private func runOne(
    _ number: Int, _ planned: Int, _ progress: @Sendable (ReplicationRunner.Progress) -> Bool,
    _ keep: @Sendable (ReplicationRecord) -> Bool
  ) {
    let start = ContinuousClock.now
    var loaded = plan.loaded
    loaded.scenario.seed = SeedSequence.seed(plan.loaded.scenario.seed, replication: number)
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: plan.toolVersion)
      let output = simulation.run(parts: plan.parts) { run in
        self.tell(run, planned, progress)
      }
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
