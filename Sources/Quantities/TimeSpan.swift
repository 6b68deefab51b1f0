/// A length of simulated time in whole nanoseconds.
public struct TimeSpan: Hashable, Sendable, Codable, Comparable {
  /// Whole nanoseconds; may be negative only as the result of a subtraction.
  public var nanoseconds: Int64

  /// Creates a span of so many nanoseconds.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// No time at all.
  public static let zero = TimeSpan(nanoseconds: 0)

  /// The span in seconds, rounded to the nearest `Double`.
  public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The span in milliseconds, rounded to the nearest `Double`.
  public var milliseconds: Double { Double(nanoseconds) / 1e6 }

  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
