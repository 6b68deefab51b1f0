/// One line of the list of runs that are kept.
public struct KeptRunSummary: Codable, Hashable, Sendable {
  /// Short, readable and unique in its database: `new-year-peak-5f0c1c`. Empty before it is kept.
  public var id: String
  /// When it was kept, in seconds since 1970 (UTC).
  public var storedSeconds: Int64
  /// The scenario's name.
  public var scenario: String
  /// The scenario's file without folders.
  public var file: String
  /// The topology's file without folders; that of the scenario when it has its own tiers.
  public var topology: String
  /// SHA-256 (hex) of the effective scenario.
  public var digest: String
  public var seed: UInt64
  /// The version of the tool that made it.
  public var toolVersion: String
  /// The options beside scenario and seed that shape the result: `--replications 10`.
  public var options: String
  /// Replications that are there.
  public var replications: Int
  public var verdict: KeptVerdict
  /// Wall seconds of the run; nil for one that was stopped.
  public var wallSeconds: Double?
  /// SHA-256 (hex) of the result; nil without one.
  public var fingerprint: String?
  /// The line that makes the result again.
  public var command: String

  enum CodingKeys: String, CodingKey {
    case id
    case storedSeconds = "stored_seconds"
    case scenario, file, topology, digest, seed
    case toolVersion = "tool_version"
    case options, replications, verdict
    case wallSeconds = "wall_seconds"
    case fingerprint, command
  }

  public init(
    id: String = "", storedSeconds: Int64, scenario: String, file: String, topology: String,
    digest: String, seed: UInt64, toolVersion: String, options: String, replications: Int,
    verdict: KeptVerdict, wallSeconds: Double?, fingerprint: String?, command: String
  ) {
    self.id = id
    self.storedSeconds = storedSeconds
    self.scenario = scenario
    self.file = file
    self.topology = topology
    self.digest = digest
    self.seed = seed
    self.toolVersion = toolVersion
    self.options = options
    self.replications = replications
    self.verdict = verdict
    self.wallSeconds = wallSeconds
    self.fingerprint = fingerprint
    self.command = command
  }
}
