import Glibc
import ScenarioTypes

/// Distributions stretched, and their moments, for studies.
extension Distribution {
  /// The law of `factor` x X, of a time.
  func scaled(by factor: Double) -> Distribution {
    guard factor != 1 else { return self }
    // Only counts have a law without a sibling, and no count is stretched.
    var result = scaled(by: factor, logarithm: log(factor)) ?? self
    result.text = "\(factor) x \(text)"
    return result
  }

  /// Mean and second moment without regard to `minimum` and `maximum`; nil where one is infinite.
  var moments: (mean: Double, square: Double)? {
    guard let own = familyMoments else { return nil }
    return (
      own.mean + offset, own.square + 2 * offset * own.mean + offset * offset
    )
  }

  /// Squared coefficient of variation; 1 where it is not known.
  var variability: Double {
    guard let moments, moments.mean > 0 else { return 1 }
    return max(moments.square / (moments.mean * moments.mean) - 1, 0)
  }

  private var familyMoments: (mean: Double, square: Double)? {
    switch family {
    case .constant(let value): return (value, value * value)
    case .exponential(let mean): return (mean, 2 * mean * mean)
    case .erlang(let shape, let mean): return (mean, mean * mean * (1 + 1 / Double(shape)))
    case .hyperexponential(let branches):
      return (
        branches.reduce(0) { $0 + $1.probability * $1.mean },
        branches.reduce(0) { $0 + 2 * $1.probability * $1.mean * $1.mean }
      )
    case .lognormal(let mu, let sigma):
      return (exp(mu + sigma * sigma / 2), exp(2 * mu + 2 * sigma * sigma))
    case .gamma(let shape, let scale):
      return (shape * scale, shape * (shape + 1) * scale * scale)
    case .weibull(let shape, let scale):
      return (scale * tgamma(1 + 1 / shape), scale * scale * tgamma(1 + 2 / shape))
    case .pareto(let shape, let least):
      guard shape > 2 else { return nil }
      return (shape * least / (shape - 1), shape * least * least / (shape - 2))
    case .boundedPareto(let shape, let low, let high):
      return (Self.power(1, shape, low, high), Self.power(2, shape, low, high))
    case .uniform(let low, let high):
      return ((low + high) / 2, (low * low + low * high + high * high) / 3)
    case .geometric(let mean): return (mean, mean * (1 + 2 * mean))
    case .empirical(let points):
      return zip(points, points.dropFirst()).reduce((0, 0)) { sum, pair in
        let (low, high) = (pair.0.value, pair.1.value)
        let share = pair.1.probability - pair.0.probability
        return (
          sum.0 + share * (low + high) / 2,
          sum.1 + share * (low * low + low * high + high * high) / 3
        )
      }
    }
  }

  /// E[X^k] of a bounded Pareto law.
  private static func power(_ k: Double, _ shape: Double, _ low: Double, _ high: Double) -> Double {
    let whole = pow(low, shape) * shape / (1 - pow(low / high, shape))
    guard abs(shape - k) > 1e-9 else { return whole * log(high / low) }
    return whole * (pow(high, k - shape) - pow(low, k - shape)) / (k - shape)
  }

  /// A value that is reached with about this chance, for lengths of warm-ups only: by the normal
  /// quantile `deviate` for log-normal laws, else mean and standard deviation.
  func reach(deviate: Double) -> Double {
    let value: Double
    if case .lognormal(let mu, let sigma) = family {
      value = offset + exp(mu + sigma * deviate)
    } else if let moments {
      let spread = max(moments.square - moments.mean * moments.mean, 0).squareRoot()
      value = moments.mean + deviate * spread
    } else {
      value = maximum ?? offset
    }
    return min(max(value, minimum ?? 0), maximum ?? .infinity)
  }
}
