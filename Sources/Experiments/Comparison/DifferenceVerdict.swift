import ResultTypes

/// What an interval of a difference says about a figure.
public enum DifferenceVerdict: String, Sendable, CaseIterable {
  case better, worse
  /// A figure that is neither good nor bad in itself differs.
  case different
  /// The interval holds 0, or there is none.
  case noDifference = "no_difference"
  /// The whole interval lies within the noise threshold around 0.
  case withinNoise = "within_noise"

  /// - Parameters:
  ///   - interval: variant minus baseline.
  ///   - baseline: the baseline's value, of which `noise` is a share.
  ///   - direction: which way is better; nil for neither.
  public static func of(
    _ interval: DifferenceInterval, baseline: Double?, noise: Double,
    direction: MetricDirection?
  ) -> DifferenceVerdict {
    guard let low = interval.low, let high = interval.high else { return .noDifference }
    if low == 0, high == 0 { return .noDifference }
    let limit = noise * abs(baseline ?? 0)
    if limit > 0, low >= -limit, high <= limit { return .withinNoise }
    if low <= 0, high >= 0 { return .noDifference }
    guard let direction else { return .different }
    return (low > 0) == (direction == .higher) ? .better : .worse
  }
}
