/// What ranks agree upon once a round.
@frozen
public struct WindowReport: BitwiseCopyable, Sendable, Equatable {
  /// Nothing is pending or under way before this staged time in nanoseconds; `Int64.max` when
  /// nothing is at all.
  public var earliest: Int64
  /// Somebody wants to stop.
  public var stops: Bool

  /// A report of these values.
  public init(earliest: Int64, stops: Bool) {
    self.earliest = earliest
    self.stops = stops
  }

  /// What holds for two ranks together.
  public func joined(with other: WindowReport) -> WindowReport {
    WindowReport(earliest: min(earliest, other.earliest), stops: stops || other.stops)
  }
}
