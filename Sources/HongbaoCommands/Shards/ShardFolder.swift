import Experiments
import Foundation
import Glibc
import Reports

/// Where one shard keeps its replications: `<out>/<scenario>/<run>.shards/<i>-of-<n>/`.
///
/// One file a replication, put in place in one step when it is whole and on the disk, and
/// `shard.json` beside them. A killed shard loses the replications under way and nothing else.
struct ShardFolder {
  /// What became of a replication.
  enum State: Hashable {
    case done, missing
    case damaged(String)
  }

  /// Ends the name of a study's folder.
  static let suffix = ".shards"

  let study: Study
  let shard: Shard
  private let key: String
  /// The folder of all shards of the study.
  let parent: String

  init(study: Study, shard: Shard, out: String) {
    self.study = study
    self.shard = shard
    key = study.key
    parent = Self.parent(of: study, out: out)
  }

  /// The folder of all shards of a study below `out`.
  static func parent(of study: Study, out: String) -> String {
    let run = ResultFolderName.run(
      seed: study.seed, digest: study.digest, replications: study.replications)
    return "\(out)/\(ResultFolderName.slug(of: study.scenario))/\(run)\(suffix)"
  }

  /// The shard's own folder.
  var path: String { "\(parent)/\(shard.index)-of-\(shard.count)" }

  /// The file of a replication.
  func path(of number: Int) -> String { "\(path)/\(Self.fileName(of: number))" }

  /// `replication-000003.bin`.
  static func fileName(of number: Int) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.utf8.count))
    return "replication-\(zeros)\(digits).bin"
  }

  /// The number in such a name; nil for other names.
  static func number(ofFile name: String) -> Int? {
    guard let match = name.wholeMatch(of: /replication-([0-9]{6,18})\.bin/) else { return nil }
    return Int(match.output.1)
  }

  // MARK: Opening

  /// Makes the folder, or finds it as this shard left it.
  ///
  /// - Parameters:
  ///   - command: the line that makes the whole result.
  ///   - topology: the file of the topology, if there is one.
  /// - Throws: `ShardProblem` when other work lies there, `OutputFailure`.
  func open(command: String, topology: String?) throws -> FolderLock {
    try FolderMaking.makeAll(parent)
    try checkNeighbours()
    try FolderMaking.makeAll(path)
    let lock = FolderLock(path)
    // What nobody else is at work on may be tidied up.
    if lock.isHeld { AtomicFile.removeRemains(in: path) }
    let manifest = "\(path)/\(ShardManifest.name)"
    if let bytes = AtomicFile.read(manifest) {
      guard let found = ShardManifest(json: bytes) else {
        throw ShardProblem(
          status: .invalidInput, code: CommandCatalog.damagedShard,
          message: "`\(manifest)` is damaged, or of another version of hongbao",
          help: ["remove the folder `\(path)`, or name another one with --out"])
      }
      try check(found, in: path)
    } else {
      let record = ShardManifest(
        study: study, shard: shard, command: command, topology: topology)
      try AtomicFile.write(record.json(), to: manifest, in: path)
      try FolderMaking.flush(parent)
    }
    return lock
  }

  /// Refuses when other shards here are parts of another whole.
  private func checkNeighbours() throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let neighbours = names.sorted().compactMap { name -> (name: String, count: Int)? in
      guard let match = name.wholeMatch(of: /[0-9]+-of-([0-9]+)/), let count = Int(match.output.1)
      else { return nil }
      return (name, count)
    }
    if let other = neighbours.first(where: { $0.count != shard.count }) {
      throw ShardProblem.otherStudy(
        "`\(parent)` holds shards of another number of parts",
        ["there is `\(other.name)`, and this is shard \(shard.text)"],
        "go on with --shard i/\(other.count), remove `\(parent)`, or name another folder with "
          + "--out")
    }
    // One of them stands for all: each was checked against one that was there before it.
    if let first = neighbours.first {
      let folder = "\(parent)/\(first.name)"
      if let bytes = AtomicFile.read("\(folder)/\(ShardManifest.name)"),
        let found = ShardManifest(json: bytes)
      {
        try check(found, in: folder)
      }
    }
  }

  private func check(_ found: ShardManifest, in folder: String) throws {
    let differences = study.differences(from: found.study)
    guard differences.isEmpty else {
      throw ShardProblem.otherStudy(
        "`\(folder)` holds replications of another study", differences,
        "finish that one with its own files and options, remove `\(parent)`, or name another "
          + "folder with --out")
    }
  }

  // MARK: Replications

  /// What the folder has of a replication.
  func state(of number: Int) -> State {
    guard let bytes = AtomicFile.read(path(of: number)) else { return .missing }
    do throws(RecordError) {
      let file = try RecordFile(bytes: bytes)
      guard file.study == key else { return .damaged("it belongs to another study") }
      guard try file.number() == number else { return .damaged("it is another replication") }
      return .done
    } catch {
      return .damaged(error.description)
    }
  }

  /// Writes a finished replication.
  func keep(_ record: ReplicationRecord) throws(OutputFailure) {
    let file = RecordFile(record, study: key) { ResultDocument.json($0) }
    try AtomicFile.write(file.bytes, to: path(of: record.number), in: path)
  }
}
