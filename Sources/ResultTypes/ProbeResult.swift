/// The cluster at one instant, after everything that happens at it.
public struct ProbeResult: Codable, Hashable, Sendable {
  public var seconds: Double
  /// Requests in each tier, in the order of `RunResult.tiers`.
  public var inTier: [UInt64]
  /// Nodes up in each tier, in the same order.
  public var nodesUp: [UInt64]

  enum CodingKeys: String, CodingKey {
    case seconds
    case inTier = "in_tier"
    case nodesUp = "nodes_up"
  }

  public init(seconds: Double, inTier: [UInt64], nodesUp: [UInt64]) {
    self.seconds = seconds
    self.inTier = inTier
    self.nodesUp = nodesUp
  }
}
