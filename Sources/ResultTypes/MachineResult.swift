/// How the machine did: `run.json`, and the key `machine` on stdout. Never part of the fingerprint.
public struct MachineResult: Codable, Hashable, Sendable {
  public var wallSeconds: Double
  /// Wall seconds of the event loop alone.
  public var loopSeconds: Double
  /// Claims offered to the claim tier by the seconds of the event loop; null without a claim tier.
  public var claimsPerWallSecond: Double?
  public var eventsPerWallSecond: Double
  public var threads: Int
  public var ranks: Int
  public var peakMemoryBytes: Int64

  enum CodingKeys: String, CodingKey {
    case wallSeconds = "wall_seconds"
    case loopSeconds = "loop_seconds"
    case claimsPerWallSecond = "claims_per_wall_second"
    case eventsPerWallSecond = "events_per_wall_second"
    case threads, ranks
    case peakMemoryBytes = "peak_memory_bytes"
  }

  public init(
    wallSeconds: Double, loopSeconds: Double, claimsPerWallSecond: Double?,
    eventsPerWallSecond: Double, threads: Int, ranks: Int, peakMemoryBytes: Int64
  ) {
    self.wallSeconds = wallSeconds
    self.loopSeconds = loopSeconds
    self.claimsPerWallSecond = claimsPerWallSecond
    self.eventsPerWallSecond = eventsPerWallSecond
    self.threads = threads
    self.ranks = ranks
    self.peakMemoryBytes = peakMemoryBytes
  }
}
