/// How a study was made.
public struct CapacityMethod: Codable, Hashable, Sendable {
  /// What loads are counted in: `claims`, or `requests` where there are no claims.
  public var counts: String
  /// Simulated seconds before the window of a point.
  public var warmupSeconds: Double
  /// Simulated seconds that a point is judged by.
  public var windowSeconds: Double
  /// Seeds by which a load is shown to hold, the same for all loads.
  public var replications: Int
  /// One-sided confidence of each objective.
  public var confidence: Double
  /// Largest width of the bracket around the largest load, relative.
  public var precision: Double
  /// Second of the scenario whose traffic the points have all the time.
  public var peakSeconds: Double

  enum CodingKeys: String, CodingKey {
    case counts
    case warmupSeconds = "warmup_seconds"
    case windowSeconds = "window_seconds"
    case replications
    case confidence
    case precision
    case peakSeconds = "peak_seconds"
  }

  public init(
    counts: String, warmupSeconds: Double, windowSeconds: Double, replications: Int,
    confidence: Double, precision: Double, peakSeconds: Double
  ) {
    self.counts = counts
    self.warmupSeconds = warmupSeconds
    self.windowSeconds = windowSeconds
    self.replications = replications
    self.confidence = confidence
    self.precision = precision
    self.peakSeconds = peakSeconds
  }
}
