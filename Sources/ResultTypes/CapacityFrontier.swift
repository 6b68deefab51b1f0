/// A fleet that was simulated at the plan.
public struct CapacityFrontierPoint: Codable, Hashable, Sendable {
  public var cost: Double
  /// The fleet in words: `gateway 24, cache 16`.
  public var fleet: String
  /// Of claims (or of the first kind), in milliseconds.
  public var p99: Double?
  /// Largest share of any tier refused for want of room.
  public var rejected: Double
  public var holds: Bool
  public var seeds: Int
  /// True when no cheaper fleet has a p99 and a rejected share as small.
  public var efficient: Bool

  enum CodingKeys: String, CodingKey {
    case cost
    case fleet
    case p99 = "p99_ms"
    case rejected
    case holds
    case seeds
    case efficient
  }

  public init(
    cost: Double, fleet: String, p99: Double?, rejected: Double, holds: Bool, seeds: Int,
    efficient: Bool
  ) {
    self.cost = cost
    self.fleet = fleet
    self.p99 = p99
    self.rejected = rejected
    self.holds = holds
    self.seeds = seeds
    self.efficient = efficient
  }
}

/// What one step of one tier changes, from the smallest fleet on.
public struct CapacityStep: Codable, Hashable, Sendable {
  public var tier: String
  /// Nodes (or servers) more, negative for less.
  public var change: Int
  /// Difference of the cost.
  public var cost: Double
  /// Of the tier then.
  public var utilization: Double
  /// Mean wait at the tier then in milliseconds, by the formula; null where it has none.
  public var meanWait: Double?
  /// As simulated; null when it was not.
  public var p99: Double?
  /// As simulated.
  public var rejected: Double?
  /// As simulated; null when it was not.
  public var holds: Bool?
  /// What does not hold then.
  public var failed: [String]

  enum CodingKeys: String, CodingKey {
    case tier
    case change
    case cost
    case utilization
    case meanWait = "mean_wait_ms"
    case p99 = "p99_ms"
    case rejected
    case holds
    case failed
  }

  public init(
    tier: String, change: Int, cost: Double, utilization: Double, meanWait: Double?,
    p99: Double?, rejected: Double?, holds: Bool?, failed: [String]
  ) {
    self.tier = tier
    self.change = change
    self.cost = cost
    self.utilization = utilization
    self.meanWait = meanWait
    self.p99 = p99
    self.rejected = rejected
    self.holds = holds
    self.failed = failed
  }
}
