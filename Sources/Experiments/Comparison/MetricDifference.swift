import ResultTypes
import SimulationStatistics

/// The difference of one figure between two variants, before the correction for many metrics.
///
/// With replications of the same seeds it is the t interval of the paired differences; for ratios
/// of sums that of their linearised differences (the delta method; A. M. Law, Simulation Modeling
/// and Analysis, 9.5.3 and 10.2.1). Otherwise it is Welch's interval with Satterthwaite's degrees
/// of freedom (Law, 10.2.2).
public struct MetricDifference: Hashable, Sendable {
  /// Variant minus baseline; nil when one has no value.
  public var mean: Double?
  /// Standard error of the mean and its degrees of freedom; nil without an interval.
  public var standardError: Double?
  public var degrees: Double
  /// Replications that both have; 0 for Welch's.
  public var pairs: Int
  public var correlation: Double?
  /// Every replication has the same value in both.
  public var isIdentical: Bool
  public var note: String?

  /// Differences that are all the same tell no spread: fewer pairs than this prove nothing.
  public static var fewestEqualPairs: Int { 5 }

  private init(
    mean: Double? = nil, standardError: Double? = nil, degrees: Double = 0, pairs: Int = 0,
    correlation: Double? = nil, isIdentical: Bool = false, note: String? = nil
  ) {
    self.mean = mean
    self.standardError = standardError
    self.degrees = degrees
    self.pairs = pairs
    self.correlation = correlation
    self.isIdentical = isIdentical
    self.note = note
  }

  /// The chance of a difference this large, either way, when there is none; nil without interval.
  public var pValue: Double? {
    guard !isIdentical else { return 1 }
    guard let mean, let standardError else { return nil }
    if standardError == 0 { return mean == 0 ? 1 : 0 }
    let t = mean / standardError
    // The tail itself: 1 - P(T <= t) would lose all digits of a small one.
    return Quantiles.incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
  }

  /// Half the width of the interval with the coverage given; nil without interval.
  public func halfWidth(confidence: Double) -> Double? {
    guard let standardError else { return nil }
    if standardError == 0 { return 0 }
    return Quantiles.studentT(0.5 + confidence / 2, degrees: degrees) * standardError
  }

  // MARK: Making

  /// The difference between a figure of the baseline and of another variant; pairs are made only of
  /// replications of the same seed.
  public init(
    from baseline: VariantFigures.Metric, to variant: VariantFigures.Metric, arePaired: Bool
  ) {
    if arePaired, !baseline.values.isEmpty, !variant.values.isEmpty {
      self = Self.paired(baseline, variant)
    } else {
      self = Self.welch(baseline, variant)
    }
    guard !isIdentical, standardError != nil else { return }
    // A figure that has no interval of its own for a reason has no difference that is known.
    for metric in [baseline, variant] where !metric.isConstant {
      if let own = metric.own, own.low == nil, let reason = own.note {
        standardError = nil
        note = reason
      }
    }
  }

  private static func paired(
    _ baseline: VariantFigures.Metric, _ variant: VariantFigures.Metric
  ) -> MetricDifference {
    let count = min(baseline.values.count, variant.values.count)
    let isRatio = baseline.weights.count >= count && variant.weights.count >= count && count > 0
    var rows: [(a: Double, b: Double, aWeight: Double, bWeight: Double)] = []
    for row in 0..<count {
      let weights = isRatio ? (baseline.weights[row], variant.weights[row]) : (1, 1)
      // No request: nothing in either sum.
      let a = baseline.values[row] ?? (isRatio && weights.0 == 0 ? 0 : nil)
      let b = variant.values[row] ?? (isRatio && weights.1 == 0 ? 0 : nil)
      guard let a, let b else { continue }
      rows.append((a, b, Double(weights.0), Double(weights.1)))
    }
    let aWhole = rows.reduce(0) { $0 + $1.aWeight }
    let bWhole = rows.reduce(0) { $0 + $1.bWeight }
    guard !rows.isEmpty, aWhole > 0, bWhole > 0 else {
      return MetricDifference(note: "no replication has a value in both")
    }
    if baseline.values == variant.values, !isRatio || baseline.weights == variant.weights {
      return MetricDifference(
        mean: 0, standardError: 0, degrees: Double(max(count - 1, 1)), pairs: count,
        isIdentical: true, note: "the same in every replication")
    }
    let aMean = rows.reduce(0) { $0 + $1.a * $1.aWeight } / aWhole
    let bMean = rows.reduce(0) { $0 + $1.b * $1.bWeight } / bWhole
    let pairs = Double(rows.count)
    var result = MetricDifference(
      mean: bMean - aMean, degrees: pairs - 1, pairs: rows.count,
      correlation: correlation(rows.map(\.a), rows.map(\.b)))
    guard rows.count > 1 else {
      result.note = "one replication has no interval: use --replications"
      return result
    }
    let parts = rows.map { row in
      (row.b - bMean) * row.bWeight * pairs / bWhole - (row.a - aMean) * row.aWeight * pairs
        / aWhole
    }
    let squares = parts.reduce(0) { $0 + $1 * $1 }
    let isSame = !rows.contains { $0.b - $0.a != rows[0].b - rows[0].a }
    if isSame, result.mean == 0 {
      result.isIdentical = true
      result.standardError = 0
      result.note = "the same in every replication"
      return result
    }
    result.standardError = isSame ? 0 : (squares / (pairs - 1) / pairs).squareRoot()
    if isSame {
      result.note = "the same difference in every replication"
      if rows.count < fewestEqualPairs {
        result.standardError = nil
        result.note = "the same difference in only \(rows.count) replications"
      }
    }
    return result
  }

  private static func welch(
    _ baseline: VariantFigures.Metric, _ variant: VariantFigures.Metric
  ) -> MetricDifference {
    guard let a = baseline.own, let b = variant.own else {
      return MetricDifference(note: "one of the two has no value")
    }
    var result = MetricDifference(mean: b.mean - a.mean)
    guard let aError = error(baseline, a), let bError = error(variant, b) else {
      result.note = a.note ?? b.note ?? "one run has no interval: use --replications"
      return result
    }
    let parts = [(aError, Double(a.observations)), (bError, Double(b.observations))]
    let variance = parts.reduce(0) { $0 + $1.0 * $1.0 }
    guard variance > 0 else {
      if a.mean == b.mean {
        return MetricDifference(
          mean: 0, standardError: 0, degrees: 1, isIdentical: true,
          note: "the same in every replication")
      }
      if min(a.observations, b.observations) >= fewestEqualPairs { result.standardError = 0 }
      result.degrees = 1
      result.note = "the same in every replication of each"
      return result
    }
    let quarters = parts.reduce(0) { sum, part in
      sum + part.0 * part.0 * part.0 * part.0 / max(part.1 - 1, 1)
    }
    result.standardError = variance.squareRoot()
    result.degrees = variance * variance / quarters
    return result
  }

  /// The standard error that an interval was made of; nil without one.
  private static func error(
    _ metric: VariantFigures.Metric, _ estimate: MetricEstimate
  ) -> Double? {
    if metric.isConstant { return 0 }
    guard estimate.observations > 1 else { return nil }
    let half: Double
    if let relative = estimate.relativeHalfWidth {
      half = relative * abs(estimate.mean)
    } else if let low = estimate.low, let high = estimate.high {
      half = max(high - estimate.mean, estimate.mean - low)
    } else {
      return nil
    }
    return half / Quantiles.studentT(0.975, degrees: Double(estimate.observations - 1))
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    guard a.count > 2 else { return nil }
    let aMean = a.reduce(0, +) / Double(a.count)
    let bMean = b.reduce(0, +) / Double(b.count)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - aMean) * (y - bMean)
      aa += (x - aMean) * (x - aMean)
      bb += (y - bMean) * (y - bMean)
    }
    guard aa > 0, bb > 0 else { return nil }
    return min(1, max(-1, ab / (aa * bb).squareRoot()))
  }
}
