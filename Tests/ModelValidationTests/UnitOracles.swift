import Foundation
import SimulationKernel
import SimulationStatistics

/// Oracles on samplers, statistics and amounts: held against the units themselves.
enum UnitOracles {
  /// Verdicts of all of them; `isQuick` draws less.
  static func verdicts(isQuick: Bool = false) throws -> [Verdict] {
    try OracleRow.all().filter { $0.how == "unit" }.map { oracle in
      switch oracle.model.prefix(12) {
      case "double-mean ", "double-mean,": return AmountOracles.verdict(oracle, isQuick: isQuick)
      case "sampler of s", "Zipf popular": return SamplerOracles.verdict(oracle, isQuick: isQuick)
      default: return statistics(oracle, isQuick: isQuick)
      }
    }
  }

  /// A figure that must agree to nine digits.
  static func exact(_ oracle: OracleRow, _ measured: Double, digits: Double = 1e-9) -> Verdict {
    let isMet = abs(measured - oracle.expected) <= digits * max(abs(oracle.expected), 1e-3)
    return Verdict(
      oracle, measured: measured, status: isMet ? .pass : .fail, reason: isMet ? "" : "differs")
  }

  /// A figure from a sample with its standard error.
  static func sampled(
    _ oracle: OracleRow, _ measured: Double, error: Double, isQuick: Bool, tolerance: Double = 0.02
  ) -> Verdict {
    let z = (measured - oracle.expected) / error
    let half = 1.96 * error
    let isPrecise = isQuick || half <= tolerance * abs(oracle.expected)
    return Verdict(
      oracle, measured: measured, halfWidth: half, z: z,
      status: abs(z) <= 4.5 && isPrecise ? .pass : .fail,
      reason: abs(z) > 4.5 ? "too far" : isPrecise ? "" : "too wide")
  }

  /// The number in a name after a word: `rho` in `mm1_asymvar_rho0.5`.
  static func number(_ name: String, after word: String) -> Double {
    guard let range = name.range(of: word) else { return .nan }
    return Double(
      name[range.upperBound...].prefix { $0.isNumber || $0 == "." }
        .trimmingCharacters(in: CharacterSet(charactersIn: "."))) ?? .nan
  }

  // MARK: Statistics

  private static func statistics(_ oracle: OracleRow, isQuick: Bool) -> Verdict {
    switch oracle.metric {
    case "asym_var_wait":
      return exact(oracle, RunLength.varianceOfWaits(utilization: rho(oracle)))
    case "asym_var_L_timeavg":
      return exact(oracle, RunLength.varianceOfNumber(utilization: rho(oracle)))
    case "customers_for_1pct_95ci":
      let rho = rho(oracle)
      let variance = RunLength.varianceOfWaits(utilization: rho)
      return exact(
        oracle,
        RunLength.observations(variance: variance, mean: rho / (1 - rho), share: 0.01),
        digits: 1e-5)
    case "var", "asym_var_mean": return autoregression(oracle, isQuick: isQuick)
    case "t":
      let degrees = number(oracle.name, after: "df")
      return exact(oracle, Quantiles.studentT(0.975, degrees: degrees))
    case "min_hits", "max_hits": return hits(oracle)
    case "lower_rank", "upper_rank", "exact_coverage": return ranks(oracle)
    default: return series(oracle)
    }
  }

  private static func rho(_ oracle: OracleRow) -> Double { number(oracle.name, after: "rho") }

  private static func ranks(_ oracle: OracleRow) -> Verdict {
    let count = Int(number(oracle.name, after: "_n"))
    let probability = number(oracle.name, after: "_p")
    let interval = OrderStatisticInterval(count: count, probability: probability)
    switch oracle.metric {
    case "lower_rank": return exact(oracle, Double(interval?.lowerRank ?? 0))
    case "upper_rank": return exact(oracle, Double(interval?.upperRank ?? 0))
    default: return exact(oracle, interval?.coverage ?? 0)
    }
  }

  /// Central 99 % of the hits of n intervals that cover 95 %.
  private static func hits(_ oracle: OracleRow) -> Verdict {
    let count = Int(number(oracle.name, after: "_n"))
    let level = oracle.metric == "min_hits" ? 0.005 : 0.995
    var below = 0.0
    for hits in 0...count {
      let n = Double(count)
      let k = Double(hits)
      let chosen = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
      below += exp(chosen + k * log(0.95) + (n - k) * log(0.05))
      if below >= level { return exact(oracle, k) }
    }
    return exact(oracle, .nan)
  }

  /// AR(1) by our own normal sampler: its variance, and batch means of 20,000.
  private static func autoregression(_ oracle: OracleRow, isQuick: Bool) -> Verdict {
    let sampler = Sampler.normal(mean: 0, deviation: 1)
    var stream = StreamKey(seed: 71).stream(entity: 1, purpose: 1)
    var value = sampler.draw(&stream) / (1 - 0.81).squareRoot()
    var squares = RunningMoments()
    var means = RunningMoments()
    for _ in 0..<(isQuick ? 1000 : 80_000) {
      var sum = 0.0
      for step in 0..<20_000 {
        value = 0.9 * value + sampler.draw(&stream)
        sum += value
        if step % 100 == 0 { squares.add(value * value) }
      }
      means.add(sum / 20_000)
    }
    if oracle.metric == "var" {
      let error = ((squares.sampleVariance ?? 0) / Double(squares.count)).squareRoot()
      return sampled(oracle, squares.mean ?? 0, error: error, isQuick: isQuick, tolerance: 0.01)
    }
    let variance = 20_000 * (means.sampleVariance ?? 0)
    // The mean of 20,000 lacks 2 phi / (1 - phi^2) / n of the limit.
    let limit = variance / (1 - 1.8 / 0.19 / 20_000)
    return sampled(
      oracle, limit, error: limit * (2 / Double(means.count)).squareRoot(), isQuick: isQuick,
      tolerance: 0.01)
  }

  private static func series(_ oracle: OracleRow) -> Verdict {
    let values = (0..<2000).map { (number: Int) -> Double in
      let decay: Double = 10 * exp(-Double(number) / 40)
      return decay + Double(number * 7919 % 1000) / 1000
    }
    let cut = SeriesAnalysis.mser5(values)
    let rest = Array(values.dropFirst(155))
    let batches = SeriesAnalysis.batchMeans(rest, batches: 20)
    switch oracle.metric {
    case "mser5_truncated_observations": return exact(oracle, Double(cut?.observations ?? 0))
    case "mser5_statistic": return exact(oracle, cut?.statistic ?? 0)
    case "mean_after_truncation": return exact(oracle, rest.reduce(0, +) / Double(rest.count))
    case "bm20_mean": return exact(oracle, batches?.mean ?? 0)
    case "bm20_halfwidth_95": return exact(oracle, batches?.halfWidth ?? 0)
    case "lag1_autocorrelation":
      return exact(oracle, SeriesAnalysis.lagOneAutocorrelation(rest) ?? 0)
    default:
      return exact(oracle, SeriesAnalysis.quantile(0.99, ofSorted: rest.sorted()) ?? 0)
    }
  }
}
