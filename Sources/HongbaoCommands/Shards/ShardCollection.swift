import Experiments
import Foundation
import Reports

/// The folders of shards that are to be merged, and which file holds which replication.
struct ShardCollection {
  /// One shard's folder.
  struct Member {
    var path: String
    var manifest: ShardManifest
  }

  private(set) var members: [Member] = []
  /// The files of each replication, in the order in which they were found.
  private var files: [Int: [String]] = [:]

  /// Folders below the ones named that are looked into: results, scenario, study, shard.
  private static let deepest = 4

  /// Finds the shards in `folders`, which may be those of shards or lie above them.
  ///
  /// - Throws: `ShardProblem` when there are none, or they are of several studies.
  init(_ folders: [String]) throws(ShardProblem) {
    var damaged: [String] = []
    var seen: Set<String> = []
    for folder in folders {
      guard try find(folder, Self.deepest, &seen, &damaged) else {
        throw ShardProblem(
          status: .missingInput, code: CommandCatalog.missingReplications,
          message: "there is no shard in `\(folder)`",
          help: ["name a folder that `hongbao run FILE --replications N --shard i/n` wrote"])
      }
    }
    guard damaged.isEmpty else {
      throw ShardProblem(
        status: .invalidInput, code: CommandCatalog.damagedShard,
        message: "a shard's \(ShardManifest.name) is damaged, or of another version of hongbao",
        notes: damaged, help: ["remove its folder and run the shard again"])
    }
    try checkStudies()
    for member in members { list(member) }
  }

  private static func real(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// Answers whether there is any, also one that was found before.
  private mutating func find(
    _ folder: String, _ depth: Int, _ seen: inout Set<String>, _ damaged: inout [String]
  ) throws(ShardProblem) -> Bool {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      guard depth == Self.deepest else { return false }
      throw ShardProblem(
        status: .missingInput, code: CommandCatalog.missingReplications,
        message: "cannot read the folder `\(folder)`")
    }
    guard names.contains(ShardManifest.name) else {
      var hasAny = false
      for name in names where depth > 0 && !name.hasPrefix(".") {
        var isFolder: ObjCBool = false
        let path = "\(folder)/\(name)"
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
        {
          hasAny = try find(path, depth - 1, &seen, &damaged) || hasAny
        }
      }
      return hasAny
    }
    // The same folder may be named twice, or lie below another one that is named.
    guard seen.insert(Self.real(folder)).inserted else { return true }
    let path = "\(folder)/\(ShardManifest.name)"
    if let bytes = AtomicFile.read(path), let manifest = ShardManifest(json: bytes) {
      members.append(Member(path: folder, manifest: manifest))
    } else {
      damaged.append(path)
    }
    return true
  }

  private func checkStudies() throws(ShardProblem) {
    guard let first = members.first,
      let other = members.first(where: { $0.manifest.study != first.manifest.study })
    else { return }
    throw ShardProblem.otherStudy(
      "the shards belong to different studies",
      ["`\(first.path)` and `\(other.path)` differ:"]
        + first.manifest.study.differences(from: other.manifest.study),
      "name the folders of one study only; each has a folder that ends in \(ShardFolder.suffix)")
  }

  private mutating func list(_ member: Member) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: member.path)) ?? []
    for name in names.sorted() {
      guard let number = ShardFolder.number(ofFile: name) else { continue }
      files[number, default: []].append("\(member.path)/\(name)")
    }
  }

  // MARK: Reading

  /// The study of all of them.
  var study: Study {
    guard let first = members.first else { preconditionFailure("no shard") }
    return first.manifest.study
  }

  /// The line that makes the result in one run, as the shard with replication 0 knows it.
  var command: String {
    let path = files[0]?.first.map { String($0.dropLast(ShardFolder.fileName(of: 0).count + 1)) }
    return (members.first { $0.path == path } ?? members.first)?.manifest.command ?? ""
  }

  /// All replications together, and the seconds they took on their threads.
  ///
  /// - Parameter mayGoOn: asked before each replication.
  /// - Returns: nil when it may not.
  /// - Throws: `ShardProblem` that names what is missing, damaged or contradictory.
  func gather(
    mayGoOn: () -> Bool
  ) throws(ShardProblem) -> (replications: GatheredReplications, seconds: Double)? {
    var gathered = GatheredReplications(detectsWarmup: study.detectsWarmup)
    var seconds = 0.0
    var problems = ShardFindings(collection: self)
    let key = study.key
    for number in 0..<study.replications {
      guard mayGoOn() else { return nil }
      let found = problems.files(files[number] ?? [], of: number, key: key)
      guard let file = found else { continue }
      do throws(RecordError) {
        let record = try file.bytes.record {
          try? ResultDocument.result(fromJSON: $0)
        }
        if problems.areNone { gathered.add(record) }
        seconds += record.seconds
      } catch {
        problems.damage(file.path, number, error.description)
      }
    }
    if let problem = problems.problem { throw problem }
    return (gathered, seconds)
  }
}
