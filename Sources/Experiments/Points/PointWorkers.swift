import ClusterModel
import ScenarioTypes
import Synchronization

/// Runs replications of several scenarios on several threads, each replication on one of them.
///
/// Pieces are handed out in the order of the list and handed over in any order: what is made of
/// them must not depend on it.
public final class PointWorkers: Sendable {
  /// One replication of one scenario.
  public struct Piece: Hashable, Sendable {
    /// The scenario's place in the list.
    public var point: Int
    /// The number of the replication.
    public var number: Int

    public init(point: Int, number: Int) {
      self.point = point
      self.number = number
    }
  }

  /// Why a piece could not be run.
  public struct Failure: Error, Sendable {
    public var point: Int
    public var reason: RunFailure
  }

  private struct State {
    var done = 0
    var events: UInt64 = 0
    var isStopped = false
    var failure: Failure?
  }

  private let scenarios: [LoadedScenario]
  private let toolVersion: String
  private let threads: Int
  private let keepsBands: Bool
  private let state: Mutex<State>

  /// - Parameters:
  ///   - keepsBands: keeps the series of every replication.
  ///   - done: pieces that were done before, for the progress.
  public init(
    _ scenarios: [LoadedScenario], toolVersion: String, threads: Int, keepsBands: Bool = true,
    done: Int = 0
  ) {
    self.scenarios = scenarios
    self.toolVersion = toolVersion
    self.threads = threads
    self.keepsBands = keepsBands
    state = Mutex(State(done: done))
  }

  /// True when a run was stopped before its end.
  public var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Runs the pieces.
  ///
  /// - Parameters:
  ///   - planned: how many there are in all, with those done before.
  ///   - progress: called now and then, by one thread at a time; answers whether to go on.
  ///   - keep: called by the thread that ran a piece, maybe by several at a time, only with
  ///     complete replications; answers whether to go on.
  /// - Throws: `Failure` when a scenario needs more than the model can hold.
  public func run(
    _ pieces: [Piece], planned: Int, progress: @Sendable (ReplicationRunner.Progress) -> Bool,
    keep: @Sendable (Piece, ReplicationRecord) -> Bool
  ) throws(Failure) {
    withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(keep) { keep in
        let next = Mutex(0)
        WorkerThreads.run(max(1, min(threads, pieces.count))) {
          while true {
            let place = next.withLock { next in
              defer { next += 1 }
              return next
            }
            guard place < pieces.count, self.mayGoOn else { return }
            self.runOne(pieces[place], planned, progress, keep)
          }
        }
      }
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private var mayGoOn: Bool { state.withLock { !$0.isStopped && $0.failure == nil } }

  private func runOne(
    _ piece: Piece, _ planned: Int,
    _ progress: @Sendable (ReplicationRunner.Progress) -> Bool,
    _ keep: (Piece, ReplicationRecord) -> Bool
  ) {
    let start = ContinuousClock.now
    var loaded = scenarios[piece.point]
    loaded.scenario.seed = SeedSequence.seed(loaded.scenario.seed, replication: piece.number)
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: toolVersion)
      let output = simulation.run(
        progress: { self.tell($0, planned, progress) }, atBorder: { _ in })
      let record = ReplicationRecord(
        number: piece.number, replication: Replication(output, keepsBands: keepsBands),
        histograms: HistogramSet(names: []), result: piece.number == 0 ? output.result : nil,
        seconds: (ContinuousClock.now - start) / .seconds(1), isComplete: output.isComplete)
      let mayGoOn = record.isComplete && keep(piece, record)
      state.withLock { state in
        state.done += 1
        state.events += record.events
        if !mayGoOn { state.isStopped = true }
      }
    } catch {
      state.withLock {
        $0.failure = $0.failure ?? Failure(point: piece.point, reason: .model(error))
      }
    }
  }

  private func tell(
    _ run: RunProgress, _ planned: Int,
    _ progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) -> Bool {
    state.withLock { state in
      let told = ReplicationRunner.Progress(
        done: state.done, planned: planned, events: state.events + run.events, run: nil)
      if !progress(told) { state.isStopped = true }
      return !state.isStopped
    }
  }
}
