import Foundation
import ResultStore
import ResultTypes
import ScenarioTypes
import Synchronization

/// Keeps the replications of a study while it is under way, so that a kill leaves those that are
/// done: marked as partial, until the finished run takes their place.
///
/// One transaction a replication; those that end within a second of each other share one, so that
/// short ones do not wait for the disk. A database that cannot be written is let be: the end of the
/// run says why.
final class StudyRecorder: Sendable {
  private struct State {
    var waiting: [ReplicationFigures] = []
    var kept = 0
    var id: String?
    var isBroken = false
    var last = ContinuousClock.now
  }

  private let shelf: RunShelf
  private let run: KeptRunSummary
  private let tiers: [String]
  private let state = Mutex(State())

  /// A recorder of a study with the options and the command given.
  init(_ loaded: LoadedScenario, options: String, command: String, shelf: RunShelf) {
    self.shelf = shelf
    let file = String(loaded.file.split(separator: "/").last ?? "")
    run = KeptRunSummary(
      storedSeconds: 0, scenario: loaded.scenario.name, file: file,
      topology: loaded.topology ?? file, digest: loaded.digest, seed: loaded.scenario.seed,
      toolVersion: ToolVersion.current, options: options, replications: 0, verdict: .partial,
      wallSeconds: nil, fingerprint: nil, command: command)
    tiers = loaded.scenario.tiers.map(\.name)
  }

  /// Keeps a replication, at once or with the next ones.
  func keep(_ replication: ReplicationFigures) {
    state.withLock { state in
      state.waiting.append(replication)
      if ContinuousClock.now - state.last >= .seconds(1) { write(&state) }
    }
  }

  /// Writes what is waiting.
  ///
  /// - Returns: how many replications are kept, and as what; nil when none are.
  func flush() -> (count: Int, id: String)? {
    state.withLock { state in
      if !state.waiting.isEmpty { write(&state) }
      return state.id.map { (state.kept, $0) }
    }
  }

  private func write(_ state: inout State) {
    defer { state.last = .now }
    guard !state.isBroken else { return }
    var run = run
    run.storedSeconds = Int64(Date().timeIntervalSince1970)
    do {
      try FolderMaking.makeAll(shelf.folder)
      let store = try ResultStore.writable(at: shelf.path)
      let waiting = state.waiting.sorted { $0.number < $1.number }
      state.id = try store.keep(
        waiting, of: run, tiers: tiers, stem: RunShelf.stem(run.scenario))
      state.kept += waiting.count
      state.waiting = []
    } catch {
      state.isBroken = true
    }
  }
}
