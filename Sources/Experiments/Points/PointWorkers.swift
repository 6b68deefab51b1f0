import ClusterModel
import ScenarioTypes

/// Runs replications of several scenarios on several threads, each replication on one of them, and
/// on those of other ranks.
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

  private let scenarios: [LoadedScenario]
  private let toolVersion: String
  private let threads: Int
  private let keepsBands: Bool
  let ranks: PointRanks?
  let tally: RunTally<Failure>

  /// - Parameters:
  ///   - keepsBands: keeps the series of every replication.
  ///   - done: pieces that were done before, for the progress.
  ///   - ranks: those that share the work; nil: this process does all of it.
  public init(
    _ scenarios: [LoadedScenario], toolVersion: String, threads: Int, keepsBands: Bool = true,
    done: Int = 0, ranks: PointRanks? = nil
  ) {
    self.scenarios = scenarios
    self.toolVersion = toolVersion
    self.threads = threads
    self.keepsBands = keepsBands
    self.ranks = ranks
    tally = RunTally(done: done)
  }

  /// True when a run was stopped before its end.
  public var isStopped: Bool { tally.isStopped }

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
        if let ranks { return spread(pieces, ranks, planned, progress, keep) }
        WorkerThreads.each(pieces, on: threads, while: { self.tally.mayGoOn }) { piece in
          guard let record = self.record(piece, planned, progress) else { return }
          let mayGoOn = record.isComplete && keep(piece, record)
          self.tally.add(events: record.events, mayGoOn: mayGoOn)
        }
      }
    }
    try tally.check()
  }

  /// Runs a piece; nil when the model cannot hold it, which is noted.
  func record(
    _ piece: Piece, _ planned: Int, _ progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) -> ReplicationRecord? {
    let start = ContinuousClock.now
    var loaded = scenarios[piece.point]
    loaded.scenario.seed = SeedSequence.seed(loaded.scenario.seed, replication: piece.number)
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: toolVersion)
      let output = simulation.run(
        progress: { self.tally.tell($0, planned: planned, progress) }, atBorder: { _ in })
      return ReplicationRecord(
        number: piece.number, replication: Replication(output, keepsBands: keepsBands),
        histograms: HistogramSet(names: []), result: piece.number == 0 ? output.result : nil,
        seconds: (ContinuousClock.now - start) / .seconds(1), isComplete: output.isComplete)
    } catch {
      tally.fail(Failure(point: piece.point, reason: .model(error)))
      return nil
    }
  }
}
