/// A share of a whole, 0 to 1, written in per cent.
public struct Ratio: Hashable, Sendable, Codable, Comparable {
  /// The share as a fraction of one.
  public var fraction: Double

  /// Creates a ratio from a fraction of one.
  @inlinable public init(fraction: Double) { self.fraction = fraction }

  public static func < (left: Ratio, right: Ratio) -> Bool { left.fraction < right.fraction }
}
