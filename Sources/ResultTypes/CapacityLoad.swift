/// A largest load with the bracket that simulation has shown.
public struct CapacityLoad: Codable, Hashable, Sendable {
  /// The largest load at which every objective was shown to hold with 95 % confidence, as a
  /// multiple of the scenario's; 0 when none was.
  public var multiple: Double
  /// The same in claims (or requests) per second.
  public var claimsPerSecond: Double
  /// The lower end of the bracket: the same as `multiple`.
  public var low: Double
  /// The smallest load at which an objective was not shown to hold; null when none failed.
  public var high: Double?
  /// The tier that limits at `high`.
  public var tier: String?
  /// What failed at `high`, with the numbers.
  public var evidence: [CapacityEvidence]
  /// Busy share of the limiting tier at `multiple`.
  public var utilization: Double?

  enum CodingKeys: String, CodingKey {
    case multiple
    case claimsPerSecond = "claims_per_second"
    case low
    case high
    case tier
    case evidence
    case utilization
  }

  public init(
    multiple: Double, claimsPerSecond: Double, low: Double, high: Double?, tier: String?,
    evidence: [CapacityEvidence], utilization: Double?
  ) {
    self.multiple = multiple
    self.claimsPerSecond = claimsPerSecond
    self.low = low
    self.high = high
    self.tier = tier
    self.evidence = evidence
    self.utilization = utilization
  }
}

/// One condition with its numbers.
public struct CapacityEvidence: Codable, Hashable, Sendable {
  /// The words of an objective, or `keeps up(settlement)`: the share of arrivals that stay there.
  public var condition: String
  /// Mean over seeds; null when there was nothing to measure.
  public var value: Double?
  /// The end of its one-sided 95 % interval towards the limit; null below three
  /// seeds.
  public var bound: Double?
  /// The value of the seed that is worst.
  public var worst: Double?
  /// Floors of rates in proportion to the load.
  public var limit: Double
  /// `ms`, `1/s` or `1`.
  public var unit: String
  public var holds: Bool

  public init(
    condition: String, value: Double?, bound: Double?, worst: Double? = nil, limit: Double,
    unit: String, holds: Bool
  ) {
    self.condition = condition
    self.value = value
    self.bound = bound
    self.worst = worst
    self.limit = limit
    self.unit = unit
    self.holds = holds
  }
}
