import ScenarioTypes
import SimulationKernel

extension Distribution {
  /// The sampler of this distribution; long tables are kept in `tables`, which must outlive it.
  func sampler(in tables: inout SamplerTables) -> Sampler {
    let plain: Sampler
    switch family {
    case .constant(let value): plain = .constant(value)
    case .exponential(let mean): plain = .exponential(mean: mean)
    case .erlang(let shape, let mean): plain = .erlang(shape: shape, mean: mean)
    case .hyperexponential(let branches):
      plain = .hyperexponential(
        branches.map { (probability: $0.probability, mean: $0.mean) }, in: &tables)
    case .lognormal(let mu, let sigma): plain = .lognormal(mu: mu, sigma: sigma)
    case .gamma(let shape, let scale): plain = .gamma(shape: shape, scale: scale)
    case .weibull(let shape, let scale): plain = .weibull(shape: shape, scale: scale)
    case .pareto(let shape, let minimum): plain = .pareto(shape: shape, minimum: minimum)
    case .boundedPareto(let shape, let minimum, let maximum):
      plain = .boundedPareto(shape: shape, minimum: minimum, maximum: maximum)
    case .uniform(let low, let high): plain = .uniform(low: low, high: high)
    case .geometric(let mean): plain = .geometric(mean: mean)
    case .empirical(let points):
      plain = .empirical(
        points.map { (probability: $0.probability, value: $0.value) }, in: &tables)
    }
    if offset == 0 && minimum == nil && maximum == nil { return plain }
    return plain.with(offset: offset, minimum: minimum, maximum: maximum)
  }
}
