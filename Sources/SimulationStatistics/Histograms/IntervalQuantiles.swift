/// What one closed interval of a time series says.
public struct IntervalQuantiles: Hashable, Sendable {
  /// The interval, from 0.
  public var interval: Int
  /// How many values it has.
  public var count: UInt64
  /// The median in nanoseconds; nil without values.
  public var p50: Int64?
  /// The 99 % quantile in nanoseconds; nil without values.
  public var p99: Int64?

  /// Creates the summary of an interval.
  public init(interval: Int, count: UInt64, p50: Int64?, p99: Int64?) {
    self.interval = interval
    self.count = count
    self.p50 = p50
    self.p99 = p99
  }
}
