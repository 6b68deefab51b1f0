import Quantities

/// A rate over simulated time: straight lines between points, jumps where two points share a time.
public struct RateCurve: Hashable, Sendable {
  /// One point of the curve.
  public struct Point: Hashable, Sendable {
    public var time: TimeSpan
    public var rate: Rate

    public init(time: TimeSpan, rate: Rate) {
      self.time = time
      self.rate = rate
    }
  }

  /// In order of time, the first at 0, at least one. After the last point the rate stays, or the
  /// curve begins again.
  public var points: [Point]
  /// The curve begins again after its last point.
  public var repeats: Bool
  /// The words of the file that stand for the points, if they are shorter: `sine(...)`.
  public var words: String?

  public init(points: [Point], repeats: Bool = false, words: String? = nil) {
    self.points = points
    self.repeats = repeats
    self.words = words
  }

  /// The same rate always.
  public static func constant(_ rate: Rate) -> RateCurve {
    RateCurve(points: [Point(time: .zero, rate: rate)])
  }

  /// The largest rate of any point.
  public var peak: Rate { points.map(\.rate).max() ?? Rate(perSecond: 0) }
}
