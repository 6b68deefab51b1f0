import Digest
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioTypes

/// Where a sweep keeps its points and its result: `<out>/sweeps/<scenario>-<key>/`.
///
/// A finished replication is a file below `points/`, named by the content of its scenario, in place
/// in one step when it is whole: a killed sweep loses the replications under way and nothing else.
/// The same point of the same version is found again whatever else was varied in the same folder.
struct SweepFolder {
  let path: String
  private var points: String { "\(path)/points" }

  /// - Parameters:
  ///   - facts: what the sweep is, from which the key comes.
  init(scenario: LoadedScenario, facts: [String], out: String) {
    let text = ([scenario.digest, String(scenario.scenario.seed)] + facts).joined(separator: "\n")
    let key = SHA256.hexDigest(of: text.utf8).prefix(8)
    path = "\(out)/sweeps/\(ResultFolderName.slug(of: scenario.scenario.name))-\(key)"
  }

  /// The key of a point: its effective scenario, seed, and the version of the tool. How many
  /// replications there are to be is no part of it.
  static func key(of loaded: LoadedScenario) -> String {
    var study = Study(ReplicationPlan(loaded: loaded, toolVersion: ToolVersion.current))
    study.replications = 0
    return study.key
  }

  /// Makes the folder and holds it, so that only one process tidies up.
  func open() throws(OutputFailure) -> FolderLock {
    try FolderMaking.makeAll(points)
    let lock = FolderLock(points)
    if lock.isHeld { AtomicFile.removeRemains(in: points) }
    return lock
  }

  private func file(_ key: String, _ number: Int) -> String {
    "\(points)/\(key.prefix(16))-\(String(number)).bin"
  }

  /// A finished replication; nil when there is none, or its file is damaged.
  func record(_ key: String, _ number: Int) -> ReplicationRecord? {
    guard let bytes = AtomicFile.read(file(key, number)) else { return nil }
    do throws(RecordError) {
      let file = try RecordFile(bytes: bytes)
      guard file.study == key, try file.number() == number else { return nil }
      return try file.record { try? ResultDocument.result(fromJSON: $0) }
    } catch {
      return nil
    }
  }

  /// True when a finished replication is there and whole.
  func has(_ key: String, _ number: Int) -> Bool {
    guard let bytes = AtomicFile.read(file(key, number)), let file = try? RecordFile(bytes: bytes)
    else { return false }
    return file.study == key && (try? file.number()) == number
  }

  /// Keeps a finished replication.
  func keep(_ record: ReplicationRecord, _ key: String) throws(OutputFailure) {
    let file = RecordFile(record, study: key) { ResultDocument.json($0) }
    try AtomicFile.write(file.bytes, to: self.file(key, record.number), in: points)
  }

  /// Writes the result beside the points, each file in one step.
  ///
  /// - Parameter json: the result as JSON.
  func write(_ result: SweepResult, json: String, _ record: RunRecord) throws {
    let files = [
      ("sweep.json", json), ("sweep.csv", SweepDocument.csv(result)),
      ("report.html", SweepDocument.html(result, command: record.command)),
      (RunRecord.name, try record.json()),
    ]
    for (name, text) in files {
      try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)", in: path)
    }
  }
}
