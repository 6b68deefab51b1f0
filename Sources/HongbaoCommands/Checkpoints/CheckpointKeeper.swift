import ClusterModel
import Quantities

/// Keeps the checkpoints of one run: when one is due, and what is said about it.
struct CheckpointKeeper: ~Copyable {
  private var file: CheckpointFile
  /// Of the run; simulated and wall seconds are filled in.
  private var header: CheckpointHeader
  /// Wall seconds between two checkpoints; nil: none are kept.
  private let interval: Double?
  private let start = ContinuousClock.now
  private var due: Double
  /// A signal writes a last one: checkpoints were asked for, or there is one already.
  private var keepsLast: Bool
  /// The simulated seconds of the checkpoint on disk that is this run's.
  private(set) var keptSeconds: Double?
  /// What the run goes on from, until it has.
  private var state: [UInt8]?
  private var warned: Set<String> = []
  private let log: MessageLog

  init(
    file: consuming CheckpointFile, header: CheckpointHeader, interval: CheckpointInterval,
    isWanted: Bool, log: MessageLog
  ) {
    self.file = file
    self.header = header
    switch interval {
    case .off: self.interval = nil
    case .every(let span): self.interval = span.seconds
    }
    due = self.interval ?? .infinity
    keepsLast = isWanted
    self.log = log
  }

  var path: String { file.path }
  /// Wall seconds that the run took before this process.
  var earlierSeconds: Double { header.wallSeconds }
  var hasFile: Bool { file.exists }

  /// Reads the state to go on from, for `takeState()`; nil when there is no checkpoint.
  mutating func resume() throws(CheckpointFailure) -> CheckpointHeader? {
    guard let checkpoint = try file.read() else { return nil }
    if let objection = checkpoint.header.objection(to: header) {
      throw .mismatch(objection, file.path)
    }
    header.wallSeconds = checkpoint.header.wallSeconds
    keptSeconds = checkpoint.header.simulatedSeconds
    keepsLast = true
    state = checkpoint.state
    return checkpoint.header
  }

  /// The state to go on from, once: it may be large.
  mutating func takeState() -> [UInt8]? { state.take() }

  /// Writes a checkpoint if one is due, or the last one of a run that is to stop.
  mutating func offer(_ simulation: inout ClusterSimulation, isStopping: Bool) {
    guard let interval else { return }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard seconds >= due || (isStopping && keepsLast) else { return }
    var header = header
    header.simulatedSeconds = simulation.progress.simulatedSeconds
    header.totalSeconds = simulation.progress.totalSeconds
    header.wallSeconds += seconds
    if header.simulatedSeconds != keptSeconds {
      write(Checkpoint(header: header, state: simulation.checkpoint()))
    }
    due = (ContinuousClock.now - start) / .seconds(1) + interval
  }

  /// A run goes on when it cannot be kept: it may well end before anything kills it.
  private mutating func write(_ checkpoint: Checkpoint) {
    do throws(OutputFailure) {
      guard try file.write(checkpoint) else {
        keptSeconds = nil
        return warn("another run keeps its checkpoints in `\(file.path)`; this one keeps none")
      }
      keptSeconds = checkpoint.header.simulatedSeconds
      keepsLast = true
    } catch {
      warn("no checkpoint was kept: \(error)")
    }
  }

  private mutating func warn(_ text: String) {
    guard warned.insert(text).inserted else { return }
    log.warn(text)
  }

  /// Removes the checkpoint of a run that is done.
  mutating func finish() { file.remove() }
}
