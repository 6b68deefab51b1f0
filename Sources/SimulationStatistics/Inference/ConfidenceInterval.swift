/// A confidence interval of a mean: middle and half-width.
public struct ConfidenceInterval: Hashable, Sendable {
  /// The point estimate.
  public var mean: Double
  /// Half the width of the interval.
  public var halfWidth: Double

  /// Creates an interval.
  public init(mean: Double, halfWidth: Double) {
    self.mean = mean
    self.halfWidth = halfWidth
  }

  /// The lower end.
  public var lower: Double { mean - halfWidth }
  /// The upper end.
  public var upper: Double { mean + halfWidth }

  /// The t interval of independent values; nil below two.
  public static func ofIndependent(
    _ values: [Double], confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    let moments = RunningMoments(values)
    guard let mean = moments.mean, let variance = moments.sampleVariance else { return nil }
    let t = Quantiles.studentT(0.5 + confidence / 2, degrees: Double(values.count - 1))
    return ConfidenceInterval(
      mean: mean, halfWidth: t * (variance / Double(values.count)).squareRoot())
  }
}
