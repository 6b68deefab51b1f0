/// The run over time: every array has one entry per interval, from time 0.
public struct SeriesResult: Codable, Hashable, Sendable {
  /// Length of an interval in seconds; the last one may be shorter.
  public var intervalSeconds: Double
  /// Number of intervals.
  public var intervals: Int
  /// In the order of `RunResult.tiers`.
  public var tiers: [TierSeries]
  /// By kind: `send`, `claim`, `open`.
  public var requests: [String: RequestSeries]

  enum CodingKeys: String, CodingKey {
    case intervalSeconds = "interval_seconds"
    case intervals, tiers, requests
  }

  public init(
    intervalSeconds: Double, intervals: Int, tiers: [TierSeries],
    requests: [String: RequestSeries]
  ) {
    self.intervalSeconds = intervalSeconds
    self.intervals = intervals
    self.tiers = tiers
    self.requests = requests
  }
}

/// One tier over time. Counts are per interval, at the time of the arrival (offered) or of the
/// answer or failure (the others).
public struct TierSeries: Codable, Hashable, Sendable {
  public var tier: String
  public var offered: [UInt64]
  public var served: [UInt64]
  /// By reason; reasons that did not occur are left out.
  public var rejected: [String: [UInt64]]
  public var failed: [String: [UInt64]]
  /// Time average of requests waiting, all nodes together.
  public var queueLength: [Double]
  /// Busy share of all servers of all nodes, 0 to 1.
  public var utilization: [Double]
  /// Sojourn quantiles of requests that left in the interval, in milliseconds; null without any.
  public var sojournP50: [Double?]
  public var sojournP99: [Double?]
  /// Busy share in per mille by node (outer) and heat-map column (inner); in a pool of more than
  /// 1,024 nodes a row is the mean of several.
  public var nodeUtilization: [[UInt16]]
  /// Nodes per row of `nodeUtilization`.
  public var nodeUtilizationNodes: Int
  /// Seconds per column of `nodeUtilization`.
  public var nodeUtilizationSeconds: Double

  enum CodingKeys: String, CodingKey {
    case tier, offered, served, rejected, failed
    case queueLength = "queue_length"
    case utilization
    case sojournP50 = "sojourn_p50_ms"
    case sojournP99 = "sojourn_p99_ms"
    case nodeUtilization = "node_utilization_permille"
    case nodeUtilizationNodes = "node_utilization_nodes"
    case nodeUtilizationSeconds = "node_utilization_seconds"
  }

  public init(
    tier: String, offered: [UInt64], served: [UInt64], rejected: [String: [UInt64]],
    failed: [String: [UInt64]], queueLength: [Double], utilization: [Double],
    sojournP50: [Double?], sojournP99: [Double?], nodeUtilization: [[UInt16]],
    nodeUtilizationNodes: Int = 1, nodeUtilizationSeconds: Double
  ) {
    self.tier = tier
    self.offered = offered
    self.served = served
    self.rejected = rejected
    self.failed = failed
    self.queueLength = queueLength
    self.utilization = utilization
    self.sojournP50 = sojournP50
    self.sojournP99 = sojournP99
    self.nodeUtilization = nodeUtilization
    self.nodeUtilizationNodes = nodeUtilizationNodes
    self.nodeUtilizationSeconds = nodeUtilizationSeconds
  }
}

/// One kind of request over time, as the clients see it.
public struct RequestSeries: Codable, Hashable, Sendable {
  /// First tries by the time of the tap.
  public var firstTries: [UInt64]
  public var retries: [UInt64]
  /// Final outcomes by their time.
  public var toldYes: [UInt64]
  public var toldNo: [UInt64]
  public var gaveUp: [UInt64]
  /// Latency quantiles of final outcomes in the interval, in milliseconds; null without any.
  public var latencyP50: [Double?]
  public var latencyP99: [Double?]

  enum CodingKeys: String, CodingKey {
    case firstTries = "first_tries"
    case retries
    case toldYes = "told_yes"
    case toldNo = "told_no"
    case gaveUp = "gave_up"
    case latencyP50 = "latency_p50_ms"
    case latencyP99 = "latency_p99_ms"
  }

  public init(
    firstTries: [UInt64], retries: [UInt64], toldYes: [UInt64], toldNo: [UInt64],
    gaveUp: [UInt64], latencyP50: [Double?], latencyP99: [Double?]
  ) {
    self.firstTries = firstTries
    self.retries = retries
    self.toldYes = toldYes
    self.toldNo = toldNo
    self.gaveUp = gaveUp
    self.latencyP50 = latencyP50
    self.latencyP99 = latencyP99
  }
}
