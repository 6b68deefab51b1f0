/// How sure a result is: intervals from independent replications, or from the batches of one long
/// run.
public struct StatisticsResult: Codable, Hashable, Sendable {
  /// `replications` or `batch means`.
  public var method: String
  /// Nominal coverage of the intervals: 0.95.
  public var confidence: Double
  /// Replications run; 1 for batch means.
  public var replications: Int
  /// What `--precision` asked for and got; null when nothing was asked for.
  public var precision: PrecisionResult?
  /// In a fixed order; the names are those of `docs/result.md`.
  public var metrics: [MetricEstimate]
  /// Per-interval bands over replications, in the order of the series; empty for one run.
  public var bands: [BandResult]

  public init(
    method: String, confidence: Double = 0.95, replications: Int,
    precision: PrecisionResult? = nil, metrics: [MetricEstimate], bands: [BandResult] = []
  ) {
    self.method = method
    self.confidence = confidence
    self.replications = replications
    self.precision = precision
    self.metrics = metrics
    self.bands = bands
  }
}

/// One figure with its interval.
public struct MetricEstimate: Codable, Hashable, Sendable {
  /// For example `tiers.cache.wait_ms.p99`.
  public var name: String
  /// `ms`, `s`, `1/s`, `1` (a share) or a noun.
  public var unit: String
  public var mean: Double
  /// Ends of the interval; null where none can be given, and `note` says why.
  public var low: Double?
  public var high: Double?
  /// Half the width of the interval by the mean; null without interval or for a mean of 0.
  public var relativeHalfWidth: Double?
  /// Replications or batches that gave a value.
  public var observations: Int
  /// Where the statistics of this metric begin, in seconds, if that was detected.
  public var warmupSeconds: Double?
  public var note: String?

  enum CodingKeys: String, CodingKey {
    case name, unit, mean, low, high
    case relativeHalfWidth = "relative_half_width"
    case observations
    case warmupSeconds = "warmup_seconds"
    case note
  }

  public init(
    name: String, unit: String, mean: Double, low: Double? = nil, high: Double? = nil,
    relativeHalfWidth: Double? = nil, observations: Int, warmupSeconds: Double? = nil,
    note: String? = nil
  ) {
    self.name = name
    self.unit = unit
    self.mean = mean
    self.low = low
    self.high = high
    self.relativeHalfWidth = relativeHalfWidth
    self.observations = observations
    self.warmupSeconds = warmupSeconds
    self.note = note
  }
}

/// A series over time with the interval of its mean over replications at each interval; null where
/// fewer than two replications have a value.
public struct BandResult: Codable, Hashable, Sendable {
  /// For example `tiers.cache.served` or `requests.claim.latency_p99_ms`.
  public var name: String
  public var unit: String
  public var mean: [Double?]
  /// The 95 % interval of the mean.
  public var low: [Double?]
  public var high: [Double?]
  /// The smallest and the largest value of any replication.
  public var least: [Double?]
  public var most: [Double?]

  public init(
    name: String, unit: String, mean: [Double?], low: [Double?], high: [Double?],
    least: [Double?], most: [Double?]
  ) {
    self.name = name
    self.unit = unit
    self.mean = mean
    self.low = low
    self.high = high
    self.least = least
    self.most = most
  }
}

/// What a demand for precision came to.
public struct PrecisionResult: Codable, Hashable, Sendable {
  /// Largest relative half-width asked for.
  public var target: Double
  /// True when every metric named was known that well at two checkpoints in a row.
  public var isReached: Bool
  /// The metrics that decided.
  public var metrics: [String]
  /// Those of them that were not known well enough when the budget was spent.
  public var notReached: [String]

  enum CodingKeys: String, CodingKey {
    case target
    case isReached = "reached"
    case metrics
    case notReached = "not_reached"
  }

  public init(target: Double, isReached: Bool, metrics: [String], notReached: [String]) {
    self.target = target
    self.isReached = isReached
    self.metrics = metrics
    self.notReached = notReached
  }
}
