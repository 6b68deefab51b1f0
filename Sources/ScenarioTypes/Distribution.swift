/// A distribution as the file gives it, in the base unit of its use: nanoseconds for time, cents
/// for money, units for counts.
///
/// A draw is `clamp(offset + family draw, minimum...maximum)`.
public struct Distribution: Hashable, Sendable {
  /// The family with its parameters.
  public enum Family: Hashable, Sendable {
    /// Always `value`.
    case constant(Double)
    /// Mean `mean`.
    case exponential(mean: Double)
    /// Sum of `shape` exponentials with mean `mean` in all.
    case erlang(shape: Int, mean: Double)
    /// Exponential with the mean of a branch drawn by its probability; probabilities sum to 1.
    case hyperexponential([Branch])
    /// exp(N(mu, sigma²)): `mu` and `sigma` are those of the logarithm.
    case lognormal(mu: Double, sigma: Double)
    /// Gamma with mean = shape × scale.
    case gamma(shape: Double, scale: Double)
    /// P(X > x) = exp(-(x / scale)^shape).
    case weibull(shape: Double, scale: Double)
    /// P(X > x) = (minimum / x)^shape, type I.
    case pareto(shape: Double, minimum: Double)
    /// Pareto truncated to `minimum...maximum`.
    case boundedPareto(shape: Double, minimum: Double, maximum: Double)
    /// Equal density on `low...high`.
    case uniform(low: Double, high: Double)
    /// 0, 1, 2, … with mean `mean`: failures before the first success.
    case geometric(mean: Double)
    /// Linear interpolation between points of the inverse distribution function, the first at
    /// probability 0 and the last at 1.
    case empirical([Point])
  }

  /// One branch of a hyperexponential distribution.
  public struct Branch: Hashable, Sendable {
    public var probability: Double
    public var mean: Double

    public init(probability: Double, mean: Double) {
      self.probability = probability
      self.mean = mean
    }
  }

  /// One point of an empirical distribution.
  public struct Point: Hashable, Sendable {
    public var probability: Double
    public var value: Double

    public init(probability: Double, value: Double) {
      self.probability = probability
      self.value = value
    }
  }

  public var family: Family
  /// Added to each draw of the family (`1 + geometric(mean 1.5)`).
  public var offset: Double
  /// Draws below are raised to this; the floor of a latency, and the look-ahead of parallel runs.
  public var minimum: Double?
  /// Draws above are lowered to this.
  public var maximum: Double?
  /// The words of the file, for reports.
  public var text: String

  public init(
    family: Family, offset: Double = 0, minimum: Double? = nil, maximum: Double? = nil,
    text: String
  ) {
    self.family = family
    self.offset = offset
    self.minimum = minimum
    self.maximum = maximum
    self.text = text
  }

  /// Always `value`, in base units.
  public static func constant(_ value: Double, text: String = "constant") -> Distribution {
    Distribution(family: .constant(value), text: text)
  }
}
