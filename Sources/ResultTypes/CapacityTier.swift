/// What the screening says of a tier.
public struct CapacityTier: Codable, Hashable, Sendable {
  public var name: String
  /// As the scenario has them.
  public var nodes: Int
  public var servers: Int
  /// Requests at the tier per claim (or request).
  public var visitsPerClaim: Double
  /// Server time of a request: its service, and waiting for locks and commits.
  public var serviceMilliseconds: Double
  /// At the plan.
  public var utilization: Double
  /// Multiple of the scenario's load at which its servers are all busy; null without load.
  public var limit: Double?
  /// Memory, bandwidth and connections at the plan, as far as the scenario gives them.
  public var resources: [CapacityResource]

  enum CodingKeys: String, CodingKey {
    case name
    case nodes
    case servers
    case visitsPerClaim = "visits_per_claim"
    case serviceMilliseconds = "service_ms"
    case utilization
    case limit
    case resources
  }

  public init(
    name: String, nodes: Int, servers: Int, visitsPerClaim: Double, serviceMilliseconds: Double,
    utilization: Double, limit: Double?, resources: [CapacityResource]
  ) {
    self.name = name
    self.nodes = nodes
    self.servers = servers
    self.visitsPerClaim = visitsPerClaim
    self.serviceMilliseconds = serviceMilliseconds
    self.utilization = utilization
    self.limit = limit
    self.resources = resources
  }
}

/// A limit of a node beside its time.
public struct CapacityResource: Codable, Hashable, Sendable {
  /// `memory`, `bandwidth` or `connections`.
  public var resource: String
  /// What a node uses at the plan: bytes, bytes per second, connections.
  public var used: Double
  /// What a node has.
  public var available: Double
  /// Nodes that are needed for it.
  public var nodes: Int

  public init(resource: String, used: Double, available: Double, nodes: Int) {
    self.resource = resource
    self.used = used
    self.available = available
    self.nodes = nodes
  }
}
