import Glibc

/// Quantiles of the distributions that inference needs. Not for simulated numbers: they use the C
/// library.
public enum Quantiles {
  /// The standard normal quantile, within 1e-14: bisection and Newton steps on `erfc`.
  public static func normal(_ probability: Double) -> Double {
    guard probability > 0 else { return probability == 0 ? -.infinity : .nan }
    guard probability < 1 else { return probability == 1 ? .infinity : .nan }
    if probability > 0.5 { return -normal(1 - probability) }
    return solve(probability, low: -40, high: 0) { 0.5 * erfc(-$0 / 2.0.squareRoot()) }
  }

  /// The quantile of Student's t with `degrees` of freedom.
  public static func studentT(_ probability: Double, degrees: Double) -> Double {
    guard degrees > 0, probability > 0, probability < 1 else { return .nan }
    if probability < 0.5 { return -studentT(1 - probability, degrees: degrees) }
    if probability == 0.5 { return 0 }
    var high = 1.0
    while studentTProbability(high, degrees: degrees) < probability, high < 1e300 { high *= 2 }
    return solve(probability, low: 0, high: high) { studentTProbability($0, degrees: degrees) }
  }

  /// P(T <= t) for Student's t: ½ I(ν/(ν + t²); ν/2, ½) is the tail.
  public static func studentTProbability(_ t: Double, degrees: Double) -> Double {
    let tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
    return t < 0 ? tail : 1 - tail
  }

  /// The regularised incomplete beta function I(x; a, b), by its continued fraction (W. H. Press et
  /// al., Numerical Recipes 6.4; modified Lentz steps).
  public static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
    var fraction = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d, tiny)
      c = nonzero(1 + even / c, tiny)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d, tiny)
      c = nonzero(1 + odd / c, tiny)
      fraction *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front * fraction / a
  }

  private static func nonzero(_ value: Double, _ tiny: Double) -> Double {
    abs(value) < tiny ? tiny : value
  }

  /// The argument in `low...high` where a rising function reaches `target`, by halving.
  private static func solve(
    _ target: Double, low: Double, high: Double, _ function: (Double) -> Double
  ) -> Double {
    var low = low
    var high = high
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if function(middle) < target { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
