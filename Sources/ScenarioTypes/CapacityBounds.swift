import Quantities

/// How large a tier may be, what a node costs, and what a node can hold beside its work.
public struct CapacityBounds: Hashable, Sendable {
  /// Index into `Scenario.tiers`.
  public var tier: Int
  /// Numbers of nodes to choose from; nil: the default, or `servers` are chosen instead.
  public var nodes: CapacityRange?
  /// Numbers of servers per node to choose from, instead of nodes.
  public var servers: CapacityRange?
  /// What a node costs (a server, where `servers` are chosen), in any unit.
  public var cost: Double
  /// Memory of a node for records.
  public var memory: ByteSize?
  /// Connections that a node can hold.
  public var connections: Int?
  /// Bytes per second of a node, both directions together.
  public var bandwidth: ByteSize?
  /// Connections that each node of the tier before keeps to each node of this one.
  public var pool: Int

  public init(
    tier: Int, nodes: CapacityRange? = nil, servers: CapacityRange? = nil, cost: Double = 1,
    memory: ByteSize? = nil, connections: Int? = nil, bandwidth: ByteSize? = nil, pool: Int = 1
  ) {
    self.tier = tier
    self.nodes = nodes
    self.servers = servers
    self.cost = cost
    self.memory = memory
    self.connections = connections
    self.bandwidth = bandwidth
    self.pool = pool
  }
}
