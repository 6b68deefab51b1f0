/// A smallest fleet.
public struct CapacityFleet: Codable, Hashable, Sendable {
  /// `plan`, `node lost` or `zone lost`.
  public var purpose: String
  public var cost: Double
  public var tiers: [CapacityFleetTier]
  /// True when simulation has shown every objective to hold at the plan with 95 % confidence.
  public var confirmed: Bool
  /// True when simulation has shown that no tier can do with a step less.
  public var smallest: Bool
  /// The objectives with their values.
  public var evidence: [CapacityEvidence]

  public init(
    purpose: String, cost: Double, tiers: [CapacityFleetTier], confirmed: Bool, smallest: Bool,
    evidence: [CapacityEvidence]
  ) {
    self.purpose = purpose
    self.cost = cost
    self.tiers = tiers
    self.confirmed = confirmed
    self.smallest = smallest
    self.evidence = evidence
  }
}

/// One tier of a fleet.
public struct CapacityFleetTier: Codable, Hashable, Sendable {
  public var name: String
  public var nodes: Int
  /// Servers per node.
  public var servers: Int
  /// Nodes (or servers, where those are chosen) as the scenario has them.
  public var now: Int
  public var cost: Double
  /// Busy share at the plan, as simulated.
  public var utilization: Double?
  /// What needs so many: `time`, `memory`, `bandwidth`, `connections` or `bounds`.
  public var reason: String

  public init(
    name: String, nodes: Int, servers: Int, now: Int, cost: Double, utilization: Double?,
    reason: String
  ) {
    self.name = name
    self.nodes = nodes
    self.servers = servers
    self.now = now
    self.cost = cost
    self.utilization = utilization
    self.reason = reason
  }
}
