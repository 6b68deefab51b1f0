import Foundation
import SimulationKernel
import SimulationStatistics

/// Moments of the samplers exactly, their quantiles and shares by drawing.
enum SamplerOracles {
  static func verdict(_ oracle: OracleRow, isQuick: Bool) -> Verdict {
    var tables = SamplerTables()
    defer { withExtendedLifetime(tables) {} }
    if oracle.name.hasPrefix("zipf") {
      return zipf(
        oracle, .zipf(exponent: 0.99, count: 1000, in: &tables), isQuick: isQuick)
    }
    guard let sampler = sampler(oracle.name) else {
      return Verdict(oracle, measured: .nan, status: .fail, reason: "unknown sampler")
    }
    switch oracle.metric {
    case "mean": return UnitOracles.exact(oracle, sampler.mean)
    case "scv":
      return UnitOracles.exact(oracle, sampler.variance / (sampler.mean * sampler.mean))
    default: return quantile(oracle, sampler, isQuick: isQuick)
    }
  }

  /// Means and deviations are those of the values; a sampler that took them for those of the
  /// logarithm would be off by factors.
  private static func sampler(_ name: String) -> Sampler? {
    if name.hasPrefix("dist_lognormal_m1_cv0.5") { return lognormal(mean: 1, cv: 0.5) }
    if name.hasPrefix("dist_lognormal_m0.005_cv2") { return lognormal(mean: 0.005, cv: 2) }
    if name.hasPrefix("dist_lognormal_p50") {
      let sigma = log(8.0) / Quantiles.normal(0.99)
      return .lognormal(mu: log(0.01), sigma: sigma)
    }
    if name.hasPrefix("dist_pareto") { return .pareto(shape: 2.5, minimum: 0.6) }
    if name.hasPrefix("dist_weibull") { return .weibull(shape: 0.5, scale: 1) }
    return nil
  }

  private static func lognormal(mean: Double, cv: Double) -> Sampler {
    let variance = log(1 + cv * cv)
    return .lognormal(mu: log(mean) - variance / 2, sigma: variance.squareRoot())
  }

  /// The share below the expected quantile, as a distance of the quantile by the density that the
  /// sample shows there.
  private static func quantile(
    _ oracle: OracleRow, _ sampler: Sampler, isQuick: Bool
  ) -> Verdict {
    let probability: Double
    switch oracle.metric {
    case "p50": probability = 0.5
    case "p95": probability = 0.95
    case "p99": probability = 0.99
    default: probability = 0.999
    }
    let count = isQuick ? 400_000 : 8_000_000
    let key = StreamKey(seed: 72)
    var values = (0..<count).map { number in
      var stream = key.stream(entity: UInt64(number), purpose: 3)
      return sampler.draw(&stream)
    }
    values.sort()
    let place = probability * Double(count)
    let spread = (place * (1 - probability)).squareRoot()
    let measured = values[Int(place)]
    let low = values[max(Int(place - 2 * spread), 0)]
    let high = values[min(Int(place + 2 * spread), count - 1)]
    return UnitOracles.sampled(oracle, measured, error: (high - low) / 4, isQuick: isQuick)
  }

  private static func zipf(_ oracle: OracleRow, _ sampler: Sampler, isQuick: Bool) -> Verdict {
    if oracle.metric == "mean_rank" { return UnitOracles.exact(oracle, sampler.mean) }
    let count = isQuick ? 1_000_000 : 40_000_000
    let key = StreamKey(seed: 73)
    var hits = 0
    for number in 0..<count {
      var stream = key.stream(entity: UInt64(number), purpose: 3)
      let rank = sampler.draw(&stream)
      switch oracle.metric {
      case "p1": hits += rank == 1 ? 1 : 0
      case "p10": hits += rank == 10 ? 1 : 0
      default: hits += rank <= 10 ? 1 : 0
      }
    }
    let share = Double(hits) / Double(count)
    return UnitOracles.sampled(
      oracle, share, error: (share * (1 - share) / Double(count)).squareRoot(), isQuick: isQuick,
      tolerance: 0.01)
  }
}
