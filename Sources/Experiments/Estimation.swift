import Glibc
import ResultTypes
import SimulationStatistics

/// Intervals from one value per replication.
enum Estimation {
  /// The t interval of a mean over replications (A. M. Law, Simulation Modeling and Analysis, 9.4).
  ///
  /// - Parameters:
  ///   - leastCount: from how many values the smallest replication has its figure.
  ///   - center: a better point estimate than the mean of the values, if there is one: the quantile
  ///     of the merged histogram.
  static func estimate(
    name: String, unit: String, values: [Double?], trials: [UInt64?], leastCount: UInt64? = nil,
    center: Double? = nil
  ) -> MetricEstimate? {
    let known = values.compactMap { $0 }
    guard !known.isEmpty else { return nil }
    let mean = known.reduce(0, +) / Double(known.count)
    var result = MetricEstimate(
      name: name, unit: unit, mean: center ?? mean, observations: known.count)
    if known.count < values.count {
      result.note = "\(values.count - known.count) of \(values.count) replications had no value"
    }
    guard let interval = ConfidenceInterval.ofIndependent(known) else {
      result.note = "one value has no interval: use --replications"
      return result
    }
    if name.hasSuffix(".max") || name.hasPrefix("peaks.") && known.count < 5 {
      result.note = "too few replications for the interval of a largest value: it needs 5"
      if name.hasSuffix(".max") { result.note = "a largest value grows with the run" }
      return result
    }
    if let leastCount, let probability = probability(name),
      Double(leastCount) * (1 - probability) < valuesBeyond
    {
      let needed = Int((valuesBeyond / (1 - probability)).rounded())
      result.note = "too few values for an interval: a replication needs some \(needed)"
      return result
    }
    if interval.halfWidth == 0 {
      bound(&result, trials.compactMap { $0 }.reduce(0, +))
      return result
    }
    result.low = result.mean - interval.halfWidth
    result.high = result.mean + interval.halfWidth
    clip(&result)
    if result.mean != 0 { result.relativeHalfWidth = interval.halfWidth / abs(result.mean) }
    return result
  }

  /// Values beyond a quantile that each replication needs: with fewer its own quantile is off by a
  /// sixth of its standard deviation and more, to the side of the mass (the k-th largest of n
  /// exponential values is off by some 1/2k, with a standard deviation of 1/√k).
  private static var valuesBeyond: Double { 10 }

  /// The probability of a figure that is a quantile of times.
  static func probability(_ name: String) -> Double? {
    switch name.split(separator: ".").last {
    case "p50": 0.5
    case "p90": 0.9
    case "p95": 0.95
    case "p99": 0.99
    case "p999": 0.999
    default: nil
    }
  }

  /// Shares stay between 0 and 1; counts, times and rates are not negative.
  private static func clip(_ result: inout MetricEstimate) {
    if let low = result.low, low < 0, result.mean >= 0 { result.low = 0 }
    if result.unit == "1", let high = result.high, high > 1, result.mean <= 1,
      result.name.hasSuffix("share") || result.name.hasSuffix("availability")
    {
      result.high = 1
    }
  }

  /// Every replication gave the same. A share of 0 or 1 has the exact binomial bound on the other
  /// side (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934); anything else has no interval.
  private static func bound(_ result: inout MetricEstimate, _ trials: UInt64) {
    result.note = "the same in every replication"
    guard trials > 0, result.mean == 0 || result.mean == 1 else { return }
    let room = -expm1(log(0.025) / Double(trials))
    result.low = result.mean == 0 ? 0 : 1 - room
    result.high = result.mean == 0 ? room : 1
    result.note = "the same in every replication: binomial bound over \(trials) requests"
  }
}
