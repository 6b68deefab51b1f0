/// Events per second.
public struct Rate: Hashable, Sendable, Codable, Comparable {
  /// Events per second; finite, not negative.
  public var perSecond: Double

  /// Creates a rate of so many events per second.
  @inlinable public init(perSecond: Double) { self.perSecond = perSecond }

  public static func < (left: Rate, right: Rate) -> Bool { left.perSecond < right.perSecond }
}
