/// One load that was simulated.
public struct CapacityCurvePoint: Codable, Hashable, Sendable {
  public var multiple: Double
  public var claimsPerSecond: Double
  /// How many seeds.
  public var seeds: Int
  /// Latency of claims (or of the first kind) as users see it, in milliseconds, mean over seeds.
  public var p50: Double?
  public var p99: Double?
  /// The 95 % interval of the p99; null with one seed.
  public var p99Low: Double?
  public var p99High: Double?
  /// Latency of opens, if there are any.
  public var openP99: Double?
  /// Largest share of any tier refused for want of room.
  public var rejected: Double
  /// Largest share of arrivals that stayed in a tier: above 1 % it does not keep up.
  public var growth: Double
  /// Busy share of each tier, in the order of `tiers`.
  public var utilization: [Double]
  /// Every objective holds; with one seed, as far as that seed says.
  public var holds: Bool
  /// What does not hold.
  public var failed: [String]

  enum CodingKeys: String, CodingKey {
    case multiple
    case claimsPerSecond = "claims_per_second"
    case seeds
    case p50 = "p50_ms"
    case p99 = "p99_ms"
    case p99Low = "p99_low_ms"
    case p99High = "p99_high_ms"
    case openP99 = "open_p99_ms"
    case rejected
    case growth
    case utilization
    case holds
    case failed
  }

  public init(
    multiple: Double, claimsPerSecond: Double, seeds: Int, p50: Double?, p99: Double?,
    p99Low: Double?, p99High: Double?, openP99: Double?, rejected: Double, growth: Double,
    utilization: [Double], holds: Bool, failed: [String]
  ) {
    self.multiple = multiple
    self.claimsPerSecond = claimsPerSecond
    self.seeds = seeds
    self.p50 = p50
    self.p99 = p99
    self.p99Low = p99Low
    self.p99High = p99High
    self.openP99 = openP99
    self.rejected = rejected
    self.growth = growth
    self.utilization = utilization
    self.holds = holds
    self.failed = failed
  }
}
