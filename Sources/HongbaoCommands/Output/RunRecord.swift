import Digest
import Foundation
import ResultTypes

/// `run.json`: what is true of one execution and not of its result.
///
/// `result.json` is the same wherever it is made; machine, command and date stand here.
/// Comparisons, sweeps and capacity studies have one, too.
struct RunRecord: Codable {
  /// The file's name in a folder of results.
  static let name = "run.json"
  /// The newest layout that this code reads and writes.
  static let layout = 1

  /// The version of this layout; 1 today.
  var schemaVersion = RunRecord.layout
  var tool: ToolIdentity
  /// The line that makes the result again.
  var command: String
  /// When the run ended, ISO 8601 in UTC.
  var date: String
  /// The fingerprint of the result beside it; of other documents SHA-256 (hex) of their JSON.
  var fingerprint: String
  var machine: MachineResult
  /// Of a run: the options beside scenario and seed that shape its result, as `docs/store.md` has
  /// them.
  var options: String?
  /// Of a run: the topology's file without folders; nil when the scenario has its own tiers.
  var topology: String?
  /// Of a run of several replications: the wall seconds of each, in the order of
  /// `replications.json`.
  var replicationSeconds: [Double]?

  enum CodingKeys: String, CodingKey {
    case schemaVersion, tool, command, date, fingerprint, machine, options, topology
    case replicationSeconds = "replication_seconds"
  }

  /// That of a study that has just ended.
  ///
  /// - Parameter json: its document.
  init(
    of tool: ToolIdentity, command: String, json: String, since start: ContinuousClock.Instant,
    threads: Int, ranks: Int
  ) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    self.init(
      tool: tool, command: command, date: RecordDate.text,
      fingerprint: SHA256.hexDigest(of: json.utf8),
      machine: MachineResult(
        wallSeconds: seconds, loopSeconds: seconds, claimsPerWallSecond: nil,
        eventsPerWallSecond: 0, threads: threads, ranks: ranks,
        peakMemoryBytes: MachineProbe.peakMemoryBytes()))
  }

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// What a file says; nil when it is damaged or of another layout.
  init?(json: [UInt8]) {
    guard let read = try? JSONDecoder().decode(RunRecord.self, from: Data(json)),
      read.schemaVersion == Self.layout
    else { return nil }
    self = read
  }

  init(
    tool: ToolIdentity, command: String, date: String, fingerprint: String, machine: MachineResult,
    options: String? = nil, topology: String? = nil, replicationSeconds: [Double]? = nil
  ) {
    self.tool = tool
    self.command = command
    self.date = date
    self.fingerprint = fingerprint
    self.machine = machine
    self.options = options
    self.topology = topology
    self.replicationSeconds = replicationSeconds
  }
}
