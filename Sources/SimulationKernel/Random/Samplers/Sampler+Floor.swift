extension Sampler {
  /// A number of whole nanoseconds that no draw is below, at most 2^60: the look-ahead that a
  /// latency gives.
  public var floorNanoseconds: Int64 {
    let family: Double
    switch self.family {
    case .constant, .uniform, .pareto, .boundedPareto: family = first
    case .normal: family = -.infinity
    case .geometric, .exponential, .lognormal, .erlang, .hyperexponential, .gamma, .weibull:
      family = 0
    case .empirical: family = (0..<Int(count)).reduce(.infinity) { min($0, table[2 * $1 + 1]) }
    case .zipf: family = 1
    }
    let least = min(max(family + offset, minimum), maximum)
    return Sampler.wholeNanoseconds(min(least.rounded(.down), 0x1p60))
  }
}
