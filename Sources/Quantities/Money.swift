/// An amount of money in whole cents (分, a hundredth of a yuan).
public struct Money: Hashable, Sendable, Codable, Comparable {
  /// Whole cents.
  public var cents: Int64

  /// Creates an amount of so many cents.
  @inlinable public init(cents: Int64) { self.cents = cents }

  public static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
}
