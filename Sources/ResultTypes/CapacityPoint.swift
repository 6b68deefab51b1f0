/// One finished point of a capacity study: a variant of the scenario at a load, with one seed. It
/// is kept under its key, so that a study goes on where it was stopped.
public struct CapacityPoint: Codable, Hashable, Sendable {
  /// One kind of request.
  public struct Kind: Codable, Hashable, Sendable {
    public var kind: String
    /// First tries per second of the window.
    public var firstTriesPerSecond: Double
    /// Latency that users see, in milliseconds.
    public var p50: Double?
    public var p99: Double?

    enum CodingKeys: String, CodingKey {
      case kind
      case firstTriesPerSecond = "first_tries_per_second"
      case p50 = "p50_ms"
      case p99 = "p99_ms"
    }

    public init(kind: String, firstTriesPerSecond: Double, p50: Double?, p99: Double?) {
      self.kind = kind
      self.firstTriesPerSecond = firstTriesPerSecond
      self.p50 = p50
      self.p99 = p99
    }
  }

  /// One tier in the window.
  public struct Tier: Codable, Hashable, Sendable {
    public var name: String
    /// Requests that came, per second.
    public var offeredPerSecond: Double
    /// How much of what came stayed there: 1 - what left / what came.
    public var growth: Double
    /// Requests that came in the window.
    public var offered: UInt64
    /// Busy share of all servers of all nodes, those that are lost included.
    public var utilization: Double
    /// Refused for want of room (queue full, limited, busy) of offered in the window.
    public var rejectedShare: Double
    /// Sojourn and wait in milliseconds.
    public var sojournP99: Double?
    public var meanWait: Double?

    enum CodingKeys: String, CodingKey {
      case name
      case offeredPerSecond = "offered_per_second"
      case growth, offered, utilization
      case rejectedShare = "rejected_share"
      case sojournP99 = "sojourn_p99_ms"
      case meanWait = "mean_wait_ms"
    }

    public init(
      name: String, offeredPerSecond: Double, growth: Double, offered: UInt64,
      utilization: Double, rejectedShare: Double, sojournP99: Double?, meanWait: Double?
    ) {
      self.name = name
      self.offeredPerSecond = offeredPerSecond
      self.growth = growth
      self.offered = offered
      self.utilization = utilization
      self.rejectedShare = rejectedShare
      self.sojournP99 = sojournP99
      self.meanWait = meanWait
    }
  }

  /// SHA-256 (hex) of the scenario's digest, the variant, the seed and the version of the tool.
  public var key: String
  /// The variant in words: `load 2.4, settlement x4 nodes`.
  public var variant: String
  /// Multiple of the scenario's load.
  public var load: Double
  public var seed: UInt64
  /// The values of the objectives in their order; null when there was nothing to measure.
  public var objectives: [Double?]
  public var kinds: [Kind]
  public var tiers: [Tier]
  public var events: UInt64
  /// Violations of the audit; a study with any is an error.
  public var violations: [String]

  public init(
    key: String, variant: String, load: Double, seed: UInt64, objectives: [Double?],
    kinds: [Kind], tiers: [Tier], events: UInt64, violations: [String]
  ) {
    self.key = key
    self.variant = variant
    self.load = load
    self.seed = seed
    self.objectives = objectives
    self.kinds = kinds
    self.tiers = tiers
    self.events = events
    self.violations = violations
  }
}
