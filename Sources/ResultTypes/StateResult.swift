/// The number of requests in a tier over the statistics window, where the scenario asks for it
/// (`states`). Exact: every arrival and departure counts at its instant.
public struct StateResult: Codable, Hashable, Sendable {
  /// Share of time with 0, 1, 2, … requests in the whole tier; the last entry holds that number and
  /// all above.
  public var shares: [Double]
  /// The same for one node, mean over the nodes.
  public var nodeShares: [Double]
  /// Variance over time of the number in the whole tier.
  public var variance: Double
  /// Busy periods of the whole tier (from an arrival that finds it empty to the departure that
  /// leaves it empty) that began and ended in the window.
  public var busyPeriods: UInt64
  /// Their mean length in milliseconds; null without any.
  public var busyPeriodMilliseconds: Double?
  /// Mean number of requests served in one of them; null without any.
  public var busyPeriodRequests: Double?
  /// When the tier became empty for the first time in the run, in seconds; null: never.
  public var firstEmptySeconds: Double?

  enum CodingKeys: String, CodingKey {
    case shares
    case nodeShares = "node_shares"
    case variance
    case busyPeriods = "busy_periods"
    case busyPeriodMilliseconds = "busy_period_ms"
    case busyPeriodRequests = "busy_period_requests"
    case firstEmptySeconds = "first_empty_seconds"
  }

  public init(
    shares: [Double], nodeShares: [Double], variance: Double, busyPeriods: UInt64,
    busyPeriodMilliseconds: Double?, busyPeriodRequests: Double?, firstEmptySeconds: Double?
  ) {
    self.shares = shares
    self.nodeShares = nodeShares
    self.variance = variance
    self.busyPeriods = busyPeriods
    self.busyPeriodMilliseconds = busyPeriodMilliseconds
    self.busyPeriodRequests = busyPeriodRequests
    self.firstEmptySeconds = firstEmptySeconds
  }
}
