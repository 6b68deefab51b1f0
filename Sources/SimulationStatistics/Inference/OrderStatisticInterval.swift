import Glibc

/// A distribution-free confidence interval of a quantile: two ranks of the sorted values.
///
/// For independent values only (replications, batches); pooled values of one run are correlated and
/// their interval covers far too little.
public struct OrderStatisticInterval: Hashable, Sendable {
  /// Rank of the lower end, from 1.
  public var lowerRank: Int
  /// Rank of the upper end, from 1.
  public var upperRank: Int
  /// P(lower end <= quantile < upper end) for continuous values.
  public var coverage: Double

  /// The ranks for the quantile of `probability` among `count` values: each side keeps at least
  /// half
  /// of the confidence; nil when there are too few values.
  ///
  /// With B binomial(count, probability): the lower rank is the largest r with P(B < r) at most
  /// α/2, the upper the smallest with P(B >= r) at most α/2.
  public init?(count: Int, probability: Double, confidence: Double = 0.95) {
    guard count >= 1, probability > 0, probability < 1 else { return nil }
    let side = (1 - confidence) / 2
    var below = 0.0
    var lower = 0
    var upper: Int?
    var beforeLower = 0.0
    var beforeUpper = 0.0
    for hits in 0...count {
      // `below` is P(B < hits).
      if hits >= 1, below <= side {
        lower = hits
        beforeLower = below
      }
      if hits >= 1, upper == nil, below >= 1 - side {
        upper = hits
        beforeUpper = below
      }
      below += Self.binomial(count, hits, probability)
    }
    guard lower >= 1, let upper, upper > lower else { return nil }
    lowerRank = lower
    upperRank = upper
    coverage = beforeUpper - beforeLower
  }

  /// P(B = hits).
  private static func binomial(_ count: Int, _ hits: Int, _ probability: Double) -> Double {
    let (n, k) = (Double(count), Double(hits))
    return exp(
      lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(probability)
        + (n - k) * log1p(-probability))
  }
}
