/// How long a run must be, from the variance that an average keeps however long it runs.
///
/// n Var(mean of n successive waits of M/M/1) tends to ρ(2 + 5ρ - 4ρ² + ρ³) / (1 - ρ)⁴ (D. J.
/// Daley, 1968), t Var(time average of the number there) to 2ρ(1 + ρ) / (1 - ρ)⁴ (W. Whitt,
/// "Planning queueing simulations", Management Science 35(11), 1989), both for unit service rate.
public enum RunLength {
  /// Limit of n Var(mean of n waits) in M/M/1 with unit service rate.
  public static func varianceOfWaits(utilization rho: Double) -> Double {
    rho * (2 + 5 * rho - 4 * rho * rho + rho * rho * rho) / fourthPower(1 - rho)
  }

  /// Limit of t Var(time average of the number in the system) in M/M/1 with unit service rate.
  public static func varianceOfNumber(utilization rho: Double) -> Double {
    2 * rho * (1 + rho) / fourthPower(1 - rho)
  }

  /// Observations that make the half-width of the 95 % interval of a mean `share` of it.
  ///
  /// - Parameters:
  ///   - variance: limit of n Var(mean of n).
  ///   - mean: the value that is estimated.
  public static func observations(variance: Double, mean: Double, share: Double) -> Double {
    let z = Quantiles.normal(0.975)
    return z * z * variance / (share * mean * (share * mean))
  }

  private static func fourthPower(_ value: Double) -> Double {
    (value * value) * (value * value)
  }
}
