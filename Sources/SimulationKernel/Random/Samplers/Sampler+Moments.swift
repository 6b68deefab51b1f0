extension Sampler {
  /// Mean and variance of a distribution; infinite or not a number where there is none.
  public struct Moments: Hashable, Sendable {
    /// The expected value.
    public var mean: Double
    /// The expected squared distance from it.
    public var variance: Double

    /// Creates a pair.
    public init(mean: Double, variance: Double) {
      self.mean = mean
      self.variance = variance
    }
  }

  /// The exact mean of offset + family draw, before the clamp.
  public var mean: Double { offset + familyMoments.mean }

  /// The exact variance of the family draw, before the clamp.
  public var variance: Double { familyMoments.variance }

  /// The closed forms, family by family.
  private var familyMoments: Moments {
    switch family {
    case .constant: return Moments(mean: first, variance: 0)
    case .exponential: return Moments(mean: first, variance: first * first)
    case .lognormal:
      let mean = Elementary.exp(first + second * second / 2)
      return Moments(mean: mean, variance: (Elementary.exp(second * second) - 1) * mean * mean)
    case .normal: return Moments(mean: first, variance: second * second)
    case .uniform: return Moments(mean: first + second / 2, variance: second * second / 12)
    case .erlang:
      return Moments(mean: Double(count) * first, variance: Double(count) * first * first)
    case .hyperexponential: return hyperexponentialMoments
    case .gamma:
      let shape = count == 1 ? first - 2.0 / 3 : first + 1.0 / 3
      return Moments(mean: shape * third, variance: shape * third * third)
    case .weibull:
      let mean = first * Elementary.gamma(1 + second)
      let square = first * first * Elementary.gamma(1 + 2 * second)
      return Moments(mean: mean, variance: square - mean * mean)
    case .pareto: return paretoMoments
    case .boundedPareto: return boundedParetoMoments
    case .geometric: return Moments(mean: second, variance: second * (1 + second))
    case .empirical: return empiricalMoments
    case .zipf: return Moments(mean: first, variance: second)
    }
  }

  private var hyperexponentialMoments: Moments {
    var mean = 0.0
    var square = 0.0
    var before = 0.0
    for branch in 0..<Int(count) {
      let probability = table[2 * branch] - before
      before = table[2 * branch]
      mean += probability * table[2 * branch + 1]
      square += probability * 2 * table[2 * branch + 1] * table[2 * branch + 1]
    }
    return Moments(mean: mean, variance: square - mean * mean)
  }

  private var paretoMoments: Moments {
    let shape = 1 / second
    guard shape > 1 else { return Moments(mean: .infinity, variance: .nan) }
    let mean = shape * first / (shape - 1)
    guard shape > 2 else { return Moments(mean: mean, variance: .infinity) }
    return Moments(
      mean: mean,
      variance: shape * first * first / ((shape - 1) * (shape - 1) * (shape - 2)))
  }

  private var boundedParetoMoments: Moments {
    let mean = boundedParetoMoment(1)
    return Moments(mean: mean, variance: boundedParetoMoment(2) - mean * mean)
  }

  /// E[X^order] = shape low^shape / (1 - (low/high)^shape) ∫ x^(order - shape - 1) dx.
  private func boundedParetoMoment(_ order: Double) -> Double {
    let shape = 1 / second
    let logarithm = -Elementary.log(1 - third) * second
    guard third > 0 else { return Elementary.power(first, order) }
    let scale = shape * Elementary.power(first, order) / third
    let exponent = order - shape
    if exponent.magnitude < 1e-9 { return scale * logarithm }
    return scale * (Elementary.exp(exponent * logarithm) - 1) / exponent
  }

  private var empiricalMoments: Moments {
    var mean = 0.0
    var square = 0.0
    for point in 1..<Int(count) {
      let width = table[2 * point] - table[2 * point - 2]
      let low = table[2 * point - 1]
      let high = table[2 * point + 1]
      mean += width * (low + high) / 2
      square += width * (low * low + low * high + high * high) / 3
    }
    return Moments(mean: mean, variance: square - mean * mean)
  }
}
