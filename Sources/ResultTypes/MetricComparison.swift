/// One figure of all variants, and how it differs from the baseline.
public struct MetricComparison: Codable, Hashable, Sendable {
  public var name: String
  public var unit: String
  /// `lower` or `higher`, whichever is better; null for figures that are neither.
  public var direction: String?
  /// In the order of the variants, the baseline first.
  public var variants: [MetricOfVariant]
  /// That of the first variant after the baseline; `comparisons` has those of all.
  public var difference: DifferenceInterval
  /// `better`, `worse`, `no_difference` or `within_noise`; of a figure that is neither good nor bad
  /// also `different`. That of the first variant after the baseline.
  public var verdict: String
  /// One for each variant after the baseline.
  public var comparisons: [VariantComparison]

  public init(
    name: String, unit: String, direction: String?, variants: [MetricOfVariant],
    difference: DifferenceInterval, verdict: String, comparisons: [VariantComparison]
  ) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.variants = variants
    self.difference = difference
    self.verdict = verdict
    self.comparisons = comparisons
  }
}

/// The value of a figure in one variant.
public struct MetricOfVariant: Codable, Hashable, Sendable {
  public var name: String
  /// The mean over replications, or the ratio of their sums; null when nothing was measured.
  public var value: Double?
  /// Ends of the 95 % interval; null where none can be given.
  public var low: Double?
  public var high: Double?
  /// The value of each replication; empty for stored results.
  public var values: [Double?]

  public init(
    name: String, value: Double?, low: Double?, high: Double?, values: [Double?]
  ) {
    self.name = name
    self.value = value
    self.low = low
    self.high = high
    self.values = values
  }
}

/// A difference with its interval: the variant minus the baseline.
public struct DifferenceInterval: Codable, Hashable, Sendable {
  /// Null when one of the two has no value.
  public var mean: Double?
  /// Ends of the interval; null where none can be given.
  public var low: Double?
  public var high: Double?

  public init(mean: Double? = nil, low: Double? = nil, high: Double? = nil) {
    self.mean = mean
    self.low = low
    self.high = high
  }
}

/// How one variant's figure differs from the baseline's.
public struct VariantComparison: Codable, Hashable, Sendable {
  public var variant: String
  public var difference: DifferenceInterval
  public var verdict: String
  /// Coverage of the interval: at least 0.95; more where the correction for many metrics asks it.
  public var confidence: Double
  /// The chance of a difference this large by luck alone, before the correction.
  public var pValue: Double?
  /// Replications that both have; 0 without pairs.
  public var pairs: Int
  /// Correlation of the two over the pairs; null without pairs, or when one of them is constant.
  public var correlation: Double?
  /// Why there is no interval, or what is special.
  public var note: String?

  enum CodingKeys: String, CodingKey {
    case variant, difference, verdict, confidence
    case pValue = "p_value"
    case pairs, correlation, note
  }

  public init(
    variant: String, difference: DifferenceInterval, verdict: String, confidence: Double,
    pValue: Double?, pairs: Int, correlation: Double?, note: String?
  ) {
    self.variant = variant
    self.difference = difference
    self.verdict = verdict
    self.confidence = confidence
    self.pValue = pValue
    self.pairs = pairs
    self.correlation = correlation
    self.note = note
  }
}

/// A series over time: variant minus baseline at each interval, with the 95 % interval of the mean
/// difference there; null where fewer than two pairs have a value.
public struct DifferenceBand: Codable, Hashable, Sendable {
  public var name: String
  public var unit: String
  public var variant: String
  public var mean: [Double?]
  public var low: [Double?]
  public var high: [Double?]

  public init(
    name: String, unit: String, variant: String, mean: [Double?], low: [Double?],
    high: [Double?]
  ) {
    self.name = name
    self.unit = unit
    self.variant = variant
    self.mean = mean
    self.low = low
    self.high = high
  }
}
