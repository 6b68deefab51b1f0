/// The planned peak.
public struct CapacityPlan: Codable, Hashable, Sendable {
  /// As a multiple of the scenario's own load.
  public var multiple: Double
  /// In claims (or requests) per second, first tries.
  public var claimsPerSecond: Double

  enum CodingKeys: String, CodingKey {
    case multiple
    case claimsPerSecond = "claims_per_second"
  }

  public init(multiple: Double, claimsPerSecond: Double) {
    self.multiple = multiple
    self.claimsPerSecond = claimsPerSecond
  }
}

/// How far the planned peak is from the limit.
public struct CapacityHeadroom: Codable, Hashable, Sendable {
  /// Largest load / plan.
  public var ratio: Double
  /// True when every objective holds at the plan with 95 % confidence.
  public var held: Bool
  /// Objectives that do not.
  public var failed: [String]

  public init(ratio: Double, held: Bool, failed: [String]) {
    self.ratio = ratio
    self.held = held
    self.failed = failed
  }
}
