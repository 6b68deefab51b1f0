extension Elementary {
  /// The logarithm of the gamma function for `x` > 0, within 1e-12; not for hot paths.
  ///
  /// Stirling's series with seven terms from 10 upwards, reached by Γ(x + 1) = x Γ(x)
  /// (Abramowitz, Stegun, Handbook of Mathematical Functions, 6.1.40).
  public static func logGamma(_ x: Double) -> Double {
    var argument = x
    var product = 1.0
    while argument < 10 {
      product *= argument
      argument += 1
    }
    let inverse = 1 / argument
    let square = inverse * inverse
    var series = 1.0 / 156
    for term in [-691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12] {
      series = series * square + term
    }
    let halfLogTwoPi = 0.918_938_533_204_672_74
    return (argument - 0.5) * log(argument) - argument + halfLogTwoPi + series * inverse
      - log(product)
  }

  /// The gamma function for `x` > 0.
  public static func gamma(_ x: Double) -> Double { exp(logGamma(x)) }
}
