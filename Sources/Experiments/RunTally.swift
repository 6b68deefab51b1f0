import ClusterModel
import Synchronization

/// How far runs side by side are, whether they may go on, and why one of them could not be made.
final class RunTally<Failure: Error>: Sendable {
  private struct State {
    var done: Int
    var events: UInt64 = 0
    var isStopped = false
    var failure: Failure?
  }

  private let state: Mutex<State>

  /// - Parameter done: runs that were done before, for the progress.
  init(done: Int) { state = Mutex(State(done: done)) }

  /// True when a run was stopped before its end.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// False once a run was stopped or failed.
  var mayGoOn: Bool { state.withLock { !$0.isStopped && $0.failure == nil } }

  /// Lets no further run begin.
  func stop() { state.withLock { $0.isStopped = true } }

  /// Notes why a run could not be made; the first one counts.
  func fail(_ failure: Failure) { state.withLock { $0.failure = $0.failure ?? failure } }

  /// Throws what was noted.
  func check() throws(Failure) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Counts a run; one that was stopped, or after which nothing is wanted, stops the others.
  func add(events: UInt64, mayGoOn: Bool) {
    state.withLock { state in
      state.done += 1
      state.events += events
      if !mayGoOn { state.isStopped = true }
    }
  }

  /// Tells how far a run is, or without one all of them, by one thread at a time; answers whether
  /// it may go on.
  func tell(
    _ run: RunProgress? = nil, planned: Int, _ progress: (ReplicationRunner.Progress) -> Bool
  ) -> Bool {
    state.withLock { state in
      let told = ReplicationRunner.Progress(
        done: state.done, planned: planned, events: state.events + (run?.events ?? 0),
        run: planned == 1 ? run : nil)
      if !progress(told) { state.isStopped = true }
      return !state.isStopped
    }
  }
}
