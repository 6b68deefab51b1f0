import Experiments
import Foundation

/// `shard.json`: what the replications in a shard's folder are part of.
struct ShardManifest: Codable, Hashable {
  /// The file's name in the folder.
  static let name = "shard.json"
  /// The newest layout that this code reads and writes.
  static let layout = 1

  var schemaVersion = ShardManifest.layout
  var study: Study
  /// From 0.
  var shard: Int
  var shards: Int
  /// The line that makes the result of all shards in one run.
  var command: String
  /// The file of the topology; nil when the scenario has its own tiers.
  var topology: String?

  init(study: Study, shard: Shard, command: String, topology: String?) {
    self.study = study
    self.shard = shard.index
    shards = shard.count
    self.command = command
    self.topology = topology
  }

  /// What a file says; nil when it is damaged or of another layout.
  init?(json: [UInt8]) {
    guard let read = try? JSONDecoder().decode(ShardManifest.self, from: Data(json)),
      read.schemaVersion == Self.layout
    else { return nil }
    self = read
  }

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers only: nothing that JSON cannot hold.
    guard let data = try? encoder.encode(self) else { preconditionFailure("\(self)") }
    return Array(data) + [UInt8(ascii: "\n")]
  }
}
