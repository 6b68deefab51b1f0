/// What one uncertain input does to the largest load.
public struct CapacitySensitivity: Codable, Hashable, Sendable {
  /// `load`, `tiers.settlement.service`.
  public var input: String
  /// Multiples of what the scenario says.
  public var low: Double
  public var high: Double
  /// Largest load / load asked for, with the input at its low end and all else as planned.
  public var ratioAtLow: Double
  public var ratioAtHigh: Double
  /// The difference of the two, whatever its sign.
  public var swing: Double
  /// True when the range is a default of the study.
  public var assumed: Bool

  enum CodingKeys: String, CodingKey {
    case input
    case low
    case high
    case ratioAtLow = "ratio_at_low"
    case ratioAtHigh = "ratio_at_high"
    case swing
    case assumed
  }

  public init(
    input: String, low: Double, high: Double, ratioAtLow: Double, ratioAtHigh: Double,
    swing: Double, assumed: Bool
  ) {
    self.input = input
    self.low = low
    self.high = high
    self.ratioAtLow = ratioAtLow
    self.ratioAtHigh = ratioAtHigh
    self.swing = swing
    self.assumed = assumed
  }
}

/// How probable it is that the plan is held.
public struct CapacityProbability: Codable, Hashable, Sendable {
  /// Over the ranges of the uncertain inputs.
  public var meets: Double
  /// The load, as a multiple of the scenario's, that is held with a probability of 95 % over the
  /// ranges of all inputs but the load; null without any.
  public var largestLoad: Double?
  /// Drawn combinations of the inputs.
  public var samples: Int
  /// Corners that were simulated, to see whether the screening is right.
  public var confirmed: [CapacityCorner]

  enum CodingKeys: String, CodingKey {
    case meets
    case largestLoad = "largest_load"
    case samples, confirmed
  }

  public init(
    meets: Double, largestLoad: Double? = nil, samples: Int, confirmed: [CapacityCorner]
  ) {
    self.meets = meets
    self.largestLoad = largestLoad
    self.samples = samples
    self.confirmed = confirmed
  }
}

/// A combination of inputs that was simulated.
public struct CapacityCorner: Codable, Hashable, Sendable {
  /// In words.
  public var inputs: String
  /// Whether the screening says that it holds.
  public var predicted: Bool
  /// Whether it does.
  public var holds: Bool
  public var failed: [String]

  public init(inputs: String, predicted: Bool, holds: Bool, failed: [String]) {
    self.inputs = inputs
    self.predicted = predicted
    self.holds = holds
    self.failed = failed
  }
}
