import Glibc
import ResultTypes
import SimulationStatistics

/// Intervals from one value per replication.
enum Estimation {
  /// The t interval of a mean over replications (A. M. Law, Simulation Modeling and Analysis, 9.4).
  ///
  /// - Parameters:
  ///   - leastCount: from how many values the smallest replication has its figure.
  ///   - weights: how many requests the value of each replication is a mean or a share of; nil for
  ///     other figures. The estimate is then the ratio of the sums, with the interval of the delta
  ///     method (Law, 9.5.3): a mean of means of few requests each would be biased.
  ///   - center: a better point estimate than the mean of the values, if there is one: the quantile
  ///     of the merged histogram.
  static func estimate(
    name: String, unit: String, values: [Double?], trials: [UInt64?], leastCount: UInt64? = nil,
    weights: [UInt64?] = [], center: Double? = nil
  ) -> MetricEstimate? {
    let known = values.compactMap { $0 }
    guard !known.isEmpty else { return nil }
    let ratio = ratio(values, weights)
    let isConstant = !known.contains { $0 != known[0] }
    let mean =
      isConstant ? known[0] : ratio?.mean ?? known.reduce(0, +) / Double(known.count)
    var result = MetricEstimate(
      name: name, unit: unit, mean: center ?? mean, observations: known.count)
    if known.count < values.count {
      result.note = "\(values.count - known.count) of \(values.count) replications had no value"
    }
    guard var halfWidth = ConfidenceInterval.ofIndependent(known)?.halfWidth else {
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
    if halfWidth == 0 {
      bound(&result, trials.compactMap { $0 }.reduce(0, +))
      return result
    }
    if let ratio { halfWidth = ratio.halfWidth }
    result.low = result.mean - halfWidth
    result.high = result.mean + halfWidth
    clip(&result)
    if result.mean != 0 { result.relativeHalfWidth = halfWidth / abs(result.mean) }
    return result
  }

  /// The ratio of the sums over replications and half the width of its interval; nil without a
  /// weight for every value.
  private static func ratio(
    _ values: [Double?], _ weights: [UInt64?]
  ) -> (mean: Double, halfWidth: Double)? {
    guard weights.count == values.count, values.count > 1 else { return nil }
    var pairs: [(value: Double, weight: Double)] = []
    for (value, weight) in zip(values, weights) {
      guard let weight, value != nil || weight == 0 else { return nil }
      pairs.append((value ?? 0, Double(weight)))
    }
    let count = Double(pairs.count)
    let whole = pairs.reduce(0) { $0 + $1.weight }
    guard whole > 0 else { return nil }
    let mean = pairs.reduce(0) { $0 + $1.value * $1.weight } / whole
    let squares = pairs.reduce(0) { sum, pair in
      let deviation = (pair.value - mean) * pair.weight
      return sum + deviation * deviation
    }
    let t = Quantiles.studentT(0.975, degrees: count - 1)
    return (mean, t * (squares / (count - 1) / count).squareRoot() / (whole / count))
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
