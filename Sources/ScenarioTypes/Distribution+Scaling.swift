extension Distribution {
  /// The same law with every draw times `factor`; nil for laws of whole numbers, which have no such
  /// sibling.
  ///
  /// - Parameters:
  ///   - factor: above 0.
  ///   - logarithm: ln(factor), computed by the caller's own arithmetic.
  package func scaled(by factor: Double, logarithm: Double) -> Distribution? {
    var copy = self
    switch family {
    case .constant(let value): copy.family = .constant(value * factor)
    case .exponential(let mean): copy.family = .exponential(mean: mean * factor)
    case .erlang(let shape, let mean): copy.family = .erlang(shape: shape, mean: mean * factor)
    case .hyperexponential(let branches):
      copy.family = .hyperexponential(
        branches.map { Branch(probability: $0.probability, mean: $0.mean * factor) })
    case .lognormal(let mu, let sigma):
      copy.family = .lognormal(mu: mu + logarithm, sigma: sigma)
    case .gamma(let shape, let scale): copy.family = .gamma(shape: shape, scale: scale * factor)
    case .weibull(let shape, let scale):
      copy.family = .weibull(shape: shape, scale: scale * factor)
    case .pareto(let shape, let minimum):
      copy.family = .pareto(shape: shape, minimum: minimum * factor)
    case .boundedPareto(let shape, let minimum, let maximum):
      copy.family = .boundedPareto(
        shape: shape, minimum: minimum * factor, maximum: maximum * factor)
    case .uniform(let low, let high):
      copy.family = .uniform(low: low * factor, high: high * factor)
    case .geometric: return nil
    case .empirical(let points):
      copy.family = .empirical(
        points.map { Point(probability: $0.probability, value: $0.value * factor) })
    }
    copy.offset *= factor
    copy.minimum = minimum.map { $0 * factor }
    copy.maximum = maximum.map { $0 * factor }
    return copy
  }
}
