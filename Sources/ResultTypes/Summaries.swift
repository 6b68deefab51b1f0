/// A rate per second over the statistics window.
public struct RateSummary: Codable, Hashable, Sendable {
  public var mean: Double
  /// The best whole simulated second.
  public var peak: Double

  public init(mean: Double, peak: Double) {
    self.mean = mean
    self.peak = peak
  }
}

/// Busy share of the servers over the statistics window, 0 to 1.
public struct UtilizationSummary: Codable, Hashable, Sendable {
  public var mean: Double
  /// The busiest node's.
  public var maxNode: Double

  enum CodingKeys: String, CodingKey {
    case mean
    case maxNode = "max_node"
  }

  public init(mean: Double, maxNode: Double) {
    self.mean = mean
    self.maxNode = maxNode
  }
}

/// Requests waiting per tier (all its nodes together) over the statistics window.
public struct QueueSummary: Codable, Hashable, Sendable {
  /// Time average.
  public var mean: Double
  /// The longest queue seen at one node.
  public var max: Double

  public init(mean: Double, max: Double) {
    self.mean = mean
    self.max = max
  }
}

/// A distribution of times in milliseconds; quantiles from a histogram whose values are at most
/// 0.8 % off. Null where nothing was counted.
public struct LatencySummary: Codable, Hashable, Sendable {
  public var count: UInt64
  public var mean: Double?
  /// Standard deviation.
  public var sd: Double?
  public var p50: Double?
  public var p90: Double?
  public var p95: Double?
  public var p99: Double?
  public var p999: Double?
  public var max: Double?

  public init(
    count: UInt64, mean: Double? = nil, sd: Double? = nil, p50: Double? = nil, p90: Double? = nil,
    p95: Double? = nil,
    p99: Double? = nil, p999: Double? = nil, max: Double? = nil
  ) {
    self.count = count
    self.mean = mean
    self.sd = sd
    self.p50 = p50
    self.p90 = p90
    self.p95 = p95
    self.p99 = p99
    self.p999 = p999
    self.max = max
  }
}
