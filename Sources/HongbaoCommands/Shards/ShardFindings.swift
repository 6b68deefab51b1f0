import Experiments

/// What is wrong with the replications of some shards, all of it at once.
struct ShardFindings {
  /// A file that can be used.
  struct Found {
    var path: String
    var bytes: RecordFile
  }

  private let members: [ShardCollection.Member]
  private var damaged: [String] = []
  private var unequal: [String] = []
  private var missing: [Int] = []
  /// Missing or damaged.
  private var again: Set<Int> = []

  init(collection: ShardCollection) { members = collection.members }

  /// True as long as nothing was found.
  var areNone: Bool { damaged.isEmpty && unequal.isEmpty && missing.isEmpty }

  /// The file to use for a replication; nil when there is none. Files that hold it too must say
  /// the same.
  mutating func files(_ paths: [String], of number: Int, key: String) -> Found? {
    var found: Found?
    for path in paths {
      guard let bytes = AtomicFile.read(path) else {
        damage(path, number, "it cannot be read")
        continue
      }
      do throws(RecordError) {
        let file = try RecordFile(bytes: bytes)
        guard file.study == key else { throw RecordError("it belongs to another study") }
        guard try file.number() == number else { throw RecordError("it is another replication") }
        if let found, !found.bytes.hasSameFigures(as: file) {
          unequal.append("replication \(number): `\(found.path)` and `\(path)`")
        }
        found = found ?? Found(path: path, bytes: file)
      } catch {
        damage(path, number, error.description)
      }
    }
    if paths.isEmpty {
      missing.append(number)
      again.insert(number)
    }
    return found
  }

  /// Notes a file that cannot be used.
  mutating func damage(_ path: String, _ number: Int, _ reason: String) {
    again.insert(number)
    damaged.append("`\(path)`: \(reason)")
  }

  /// The worst of what was found, with all of the rest in its notes; nil without any.
  var problem: ShardProblem? {
    let gaps = missing.isEmpty ? [] : ["missing: replications \(NumberRanges.text(missing))"]
    if !unequal.isEmpty {
      return ShardProblem(
        status: .invalidInput, code: CommandCatalog.unequalReplications,
        message: "two files hold the same replication with other figures",
        notes: unequal + damaged + gaps,
        help: ["remove the folder that you do not trust; see hongbao explain H0004"])
    }
    if !damaged.isEmpty {
      return ShardProblem(
        status: .invalidInput, code: CommandCatalog.damagedShard,
        message: damaged.count == 1 ? "a file is damaged" : "\(damaged.count) files are damaged",
        notes: damaged + gaps,
        help: ["run the shard again: it makes again what it cannot read"] + commands)
    }
    guard !missing.isEmpty else { return nil }
    let total = members.first?.manifest.study.replications ?? 0
    return ShardProblem(
      status: .missingInput, code: CommandCatalog.missingReplications,
      message: "\(missing.count) of \(total) replications are missing: "
        + NumberRanges.text(missing),
      help: ["run what is missing; what is done is not run again"] + commands)
  }

  /// The lines that make what is missing, while all shards are of one number of parts.
  private var commands: [String] {
    let counts = Set(members.map(\.manifest.shards))
    guard counts.count == 1, let count = counts.first, let first = members.first else { return [] }
    let shards = Set(again.map { $0 % count }).sorted()
    let lines = shards.prefix(8).map { "\(first.manifest.command) --shard \($0)/\(count)" }
    return lines + (shards.count > 8 ? ["and \(shards.count - 8) more shards"] : [])
  }
}
