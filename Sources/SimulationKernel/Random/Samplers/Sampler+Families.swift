extension Sampler {
  /// Always `value`.
  public static func constant(_ value: Double) -> Sampler { Sampler(.constant, value) }

  /// Exponential of mean `mean`.
  public static func exponential(mean: Double) -> Sampler {
    Sampler(.exponential, mean, table: Ziggurat.exponential.table)
  }

  /// e to the power of a normal number; `mu` and `sigma` are mean and deviation of the logarithm.
  public static func lognormal(mu: Double, sigma: Double) -> Sampler {
    Sampler(.lognormal, mu, sigma, table: Ziggurat.normal.table)
  }

  /// Normal.
  public static func normal(mean: Double, deviation: Double) -> Sampler {
    Sampler(.normal, mean, deviation, table: Ziggurat.normal.table)
  }

  /// Equal density on `low...high`.
  public static func uniform(low: Double, high: Double) -> Sampler {
    Sampler(.uniform, low, high - low)
  }

  /// The sum of `shape` exponentials, of mean `mean` in all; up to 16 phases are summed, more
  /// are drawn as the gamma distribution that they are.
  public static func erlang(shape: Int, mean: Double) -> Sampler {
    precondition(shape >= 1, "an Erlang distribution of \(shape) phases")
    if shape > 16 { return gamma(shape: Double(shape), scale: mean / Double(shape)) }
    return Sampler(
      .erlang, count: shape, mean / Double(shape), table: Ziggurat.exponential.table)
  }

  /// Gamma of mean `shape` × `scale`.
  public static func gamma(shape: Double, scale: Double) -> Sampler {
    precondition(shape > 0, "a gamma distribution of shape \(shape)")
    let boosted = shape < 1
    let reduced = (boosted ? shape + 1 : shape) - 1.0 / 3
    return Sampler(
      .gamma, count: boosted ? 1 : 0, reduced, 1 / (9 * reduced).squareRoot(), scale,
      table: Ziggurat.normal.table)
  }

  /// P(X > x) = exp(-(x / scale)^shape).
  public static func weibull(shape: Double, scale: Double) -> Sampler {
    precondition(shape > 0, "a Weibull distribution of shape \(shape)")
    return Sampler(.weibull, scale, 1 / shape, table: Ziggurat.exponential.table)
  }

  /// P(X > x) = (minimum / x)^shape, type I.
  public static func pareto(shape: Double, minimum: Double) -> Sampler {
    precondition(shape > 0, "a Pareto distribution of shape \(shape)")
    return Sampler(.pareto, minimum, 1 / shape, table: Ziggurat.exponential.table)
  }

  /// Pareto truncated to `minimum...maximum`.
  public static func boundedPareto(shape: Double, minimum: Double, maximum: Double) -> Sampler {
    precondition(shape > 0, "a bounded Pareto distribution of shape \(shape)")
    precondition(
      minimum > 0 && minimum <= maximum, "a Pareto distribution on \(minimum)...\(maximum)")
    return Sampler(
      .boundedPareto, minimum, 1 / shape, 1 - Elementary.power(minimum / maximum, shape))
  }

  /// 0, 1, 2, …: failures before the first success, of mean `mean`.
  ///
  /// The whole part of an exponential number of mean 1 / ln(1 + 1/mean) has exactly this law.
  public static func geometric(mean: Double) -> Sampler {
    precondition(mean >= 0, "a geometric distribution of mean \(mean)")
    if mean == 0 { return constant(0) }
    return Sampler(
      .geometric, 1 / Elementary.log(1 + 1 / mean), mean, table: Ziggurat.exponential.table)
  }

  /// Exponential with the mean of a branch drawn by its probability; the probabilities are scaled
  /// to sum 1.
  public static func hyperexponential(
    _ branches: [(probability: Double, mean: Double)], in tables: inout SamplerTables
  ) -> Sampler {
    precondition(!branches.isEmpty, "a hyperexponential distribution without branches")
    let whole = branches.reduce(0) { $0 + $1.probability }
    var numbers: [Double] = []
    var cumulated = 0.0
    for branch in branches {
      cumulated += branch.probability / whole
      numbers += [cumulated, branch.mean]
    }
    return Sampler(.hyperexponential, count: branches.count, table: tables.keep(numbers))
  }

  /// Linear interpolation between points of the inverse distribution function.
  ///
  /// - Precondition: two points or more, from probability 0 to 1, both coordinates never falling.
  public static func empirical(
    _ points: [(probability: Double, value: Double)], in tables: inout SamplerTables
  ) -> Sampler {
    precondition(points.count >= 2, "an empirical distribution of \(points.count) points")
    var numbers: [Double] = []
    for point in points {
      if let last = numbers.last {
        precondition(
          point.probability >= numbers[numbers.count - 2] && point.value >= last,
          "an empirical distribution that falls at \(point.value)")
      }
      numbers += [point.probability, point.value]
    }
    precondition(
      numbers[0] == 0 && numbers[numbers.count - 2] == 1,
      "an empirical distribution from \(numbers[0]) to \(numbers[numbers.count - 2])")
    return Sampler(.empirical, count: points.count, table: tables.keep(numbers))
  }

  /// Ranks 1...`count`, rank k with probability proportional to k^-`exponent`; 16 bytes a rank.
  public static func zipf(
    exponent: Double, count: Int, in tables: inout SamplerTables
  ) -> Sampler {
    precondition(count >= 1 && count < 1 << 31, "a Zipf distribution of \(count) ranks")
    var weights = (1...count).map { Elementary.power(Double($0), -exponent) }
    let whole = weights.reduce(0, +)
    var mean = 0.0
    var square = 0.0
    for rank in 0..<count {
      let probability = weights[rank] / whole
      mean += probability * Double(rank + 1)
      square += probability * Double(rank + 1) * Double(rank + 1)
      weights[rank] = probability * Double(count)
    }
    return Sampler(
      .zipf, count: count, mean, square - mean * mean,
      table: tables.keep(aliasTable(of: weights)))
  }

  /// The alias table of weights of mean 1 (M. D. Vose, 1991): per column the share that stays and
  /// the rank (from 1) that takes the rest.
  private static func aliasTable(of weights: [Double]) -> [Double] {
    var left = weights
    var numbers: [Double] = []
    for rank in weights.indices { numbers += [1, Double(rank + 1)] }
    var small = weights.indices.filter { weights[$0] < 1 }
    var large = weights.indices.filter { weights[$0] >= 1 }
    while let poor = small.popLast(), let rich = large.last {
      numbers[2 * poor] = left[poor]
      numbers[2 * poor + 1] = Double(rich + 1)
      left[rich] -= 1 - left[poor]
      if left[rich] < 1 {
        large.removeLast()
        small.append(rich)
      }
    }
    return numbers
  }
}
