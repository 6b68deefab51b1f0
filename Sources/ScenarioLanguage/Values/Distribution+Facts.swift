import Glibc
import ScenarioTypes

/// What can be said of a distribution without drawing from it.
extension Distribution {
  /// The least value a draw can have.
  var least: Double {
    let low: Double
    switch family {
    case .constant(let value): low = value
    case .pareto(_, let minimum), .boundedPareto(_, let minimum, _): low = minimum
    case .uniform(let value, _): low = value
    case .empirical(let points): low = points.first?.value ?? 0
    default: low = 0
    }
    return clamped(offset + low)
  }

  /// The largest value a draw can have; infinite for most families.
  var largest: Double {
    let high: Double
    switch family {
    case .constant(let value), .uniform(_, let value), .boundedPareto(_, _, let value): high = value
    case .empirical(let points): high = points.last?.value ?? 0
    default: high = .infinity
    }
    return clamped(offset + high)
  }

  private func clamped(_ value: Double) -> Double {
    min(max(value, minimum ?? -.infinity), maximum ?? .infinity)
  }

  /// The mean: exact for a law without bounds and for a log-normal law with an upper bound; other
  /// bounds are taken into account only by clamping the mean itself. Nil when it is infinite.
  var approximateMean: Double? {
    let mean: Double
    switch family {
    case .constant(let value): mean = value
    case .exponential(let value), .erlang(_, let value), .geometric(let value): mean = value
    case .hyperexponential(let branches):
      mean = branches.reduce(0) { $0 + $1.probability * $1.mean }
    case .lognormal(let mu, let sigma):
      mean = Self.lognormalMean(mu: mu, sigma: sigma, atMost: (maximum ?? .infinity) - offset)
    case .gamma(let shape, let scale): mean = shape * scale
    case .weibull(let shape, let scale): mean = scale * tgamma(1 + 1 / shape)
    case .pareto(let shape, let minimum):
      guard shape > 1 else { return nil }
      mean = shape * minimum / (shape - 1)
    case .boundedPareto(let shape, let low, let high):
      mean = Self.boundedParetoMean(shape: shape, low: low, high: high)
    case .uniform(let low, let high): mean = (low + high) / 2
    case .empirical(let points):
      mean = zip(points, points.dropFirst()).reduce(0) { sum, pair in
        let share = pair.1.probability - pair.0.probability
        return sum + share * (pair.0.value + pair.1.value) / 2
      }
    }
    let result = clamped(offset + mean)
    return result.isFinite ? result : nil
  }

  /// The mean of min(X, bound) for a log-normal X.
  private static func lognormalMean(mu: Double, sigma: Double, atMost bound: Double) -> Double {
    let whole = exp(mu + sigma * sigma / 2)
    guard bound.isFinite, bound > 0, sigma > 0 else { return whole }
    func normal(_ value: Double) -> Double { erfc(-value / 2.0.squareRoot()) / 2 }
    let position = (log(bound) - mu) / sigma
    return whole * normal(position - sigma) + bound * normal(-position)
  }

  private static func boundedParetoMean(shape: Double, low: Double, high: Double) -> Double {
    guard abs(shape - 1) > 1e-9 else { return low * high / (high - low) * log(high / low) }
    let tail = 1 - pow(low / high, shape)
    return pow(low, shape) / tail * shape / (shape - 1)
      * (pow(low, 1 - shape) - pow(high, 1 - shape))
  }
}
