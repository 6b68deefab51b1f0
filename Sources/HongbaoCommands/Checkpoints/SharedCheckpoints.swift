import ClusterModel
import Synchronization

/// The checkpoints of a run, for the thread that simulates and the one that waits for it.
final class SharedCheckpoints: Sendable {
  private let keeper: Mutex<CheckpointKeeper>

  init(_ keeper: consuming sending CheckpointKeeper) { self.keeper = Mutex(keeper) }

  /// Reads the state to go on from; nil when there is no checkpoint.
  func resume() throws(CheckpointFailure) -> CheckpointHeader? {
    try keeper.withLock { keeper throws(CheckpointFailure) in try keeper.resume() }
  }

  /// The state that `resume` has read, once.
  func takeState() -> [UInt8]? { keeper.withLock { $0.takeState() } }

  /// Writes a checkpoint if one is due; called between two slices of the run.
  func offer(_ simulation: inout ClusterSimulation) {
    keeper.withLock { $0.offer(&simulation, isStopping: Interruption.status != nil) }
  }

  /// Removes the checkpoint of a run that is done.
  func finish() { keeper.withLock { $0.finish() } }

  /// The path of the file.
  var path: String { keeper.withLock { $0.path } }
  var hasFile: Bool { keeper.withLock { $0.hasFile } }
  /// The simulated seconds of the checkpoint that is this run's; nil when there is none.
  var keptSeconds: Double? { keeper.withLock { $0.keptSeconds } }
  /// Wall seconds that the run took before this process.
  var earlierSeconds: Double { keeper.withLock { $0.earlierSeconds } }
}
