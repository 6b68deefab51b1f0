/// An input of a capacity study that is not known well.
public struct UncertainInput: Hashable, Sendable {
  /// What is uncertain.
  public enum Input: Hashable, Sendable {
    /// The traffic at the planned peak.
    case load
    /// The service times of a tier (index into `Scenario.tiers`).
    case service(tier: Int)
  }

  /// What it may be, as multiples of what the scenario says.
  public enum Factors: Hashable, Sendable {
    /// One of these, with equal chances; rising, at least two.
    case values([Double])
    /// Any from 1 - half to 1 + half, uniformly; half is above 0 and below 1.
    case range(half: Double)
  }

  public var input: Input
  public var factors: Factors

  public init(input: Input, factors: Factors) {
    self.input = input
    self.factors = factors
  }

  /// The smallest multiple.
  public var low: Double {
    switch factors {
    case .values(let values): values.first ?? 1
    case .range(let half): 1 - half
    }
  }

  /// The largest multiple.
  public var high: Double {
    switch factors {
    case .values(let values): values.last ?? 1
    case .range(let half): 1 + half
    }
  }
}
