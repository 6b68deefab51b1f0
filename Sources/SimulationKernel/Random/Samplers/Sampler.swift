/// A distribution ready for drawing: 64 flat bytes, no reference, one switch per draw.
///
/// A draw is `clamp(offset + family draw, minimum...maximum)`. Numbers come from the stream given,
/// one or more words each, so a draw that must not depend on others gets a stream of its own.
/// Which samplers cost what is in docs/model/random-numbers.md.
@frozen public struct Sampler: BitwiseCopyable, @unchecked Sendable {
  /// The families; the order is that of the tests in `draw`.
  @frozen public enum Family: UInt8, Sendable, BitwiseCopyable {
    case constant, exponential, lognormal, normal, uniform, erlang, hyperexponential, gamma
    case weibull, pareto, boundedPareto, geometric, empirical, zipf
  }

  /// The family of the draw before offset and clamp.
  public let family: Family
  /// A log-normal whose draws are all above 0 and below 2^52: no special case can come up.
  @usableFromInline let isTame: Bool
  /// Number of phases, branches, points or ranks.
  @usableFromInline let count: UInt32
  /// First parameter; its meaning is the family's (`Sampler+Families.swift`).
  @usableFromInline let first: Double
  /// Second parameter.
  @usableFromInline let second: Double
  /// Third parameter.
  @usableFromInline let third: Double
  /// Added to each draw of the family.
  public let offset: Double
  /// Draws below are raised to this.
  public let minimum: Double
  /// Draws above are lowered to this.
  public let maximum: Double
  /// The ziggurat of the family or a table of `SamplerTables`.
  @usableFromInline let table: UnsafePointer<Double>

  init(
    _ family: Family, count: Int = 0, _ first: Double = 0, _ second: Double = 0,
    _ third: Double = 0, offset: Double = 0, minimum: Double = -.infinity,
    maximum: Double = .infinity, table: UnsafePointer<Double> = Ziggurat.exponential.table
  ) {
    self.family = family
    // No normal number of the ziggurat is further out than 14.
    let reach = 14 * abs(second)
    let largest = min(maximum, Elementary.exp(first + reach) + offset)
    isTame =
      family == .lognormal && first - reach > -700 && first + reach < 700 && offset >= 0
      && maximum > 0 && max(largest, minimum) < 0x1p52
    self.count = UInt32(count)
    self.first = first
    self.second = second
    self.third = third
    self.offset = offset
    self.minimum = minimum
    self.maximum = maximum
    self.table = table
  }

  /// The same family with `offset` added to its draws and the sum kept in `minimum...maximum`.
  ///
  /// - Precondition: the three are numbers and `minimum` is not above `maximum`.
  public func with(
    offset: Double = 0, minimum: Double? = nil, maximum: Double? = nil
  ) -> Sampler {
    let low = minimum ?? -.infinity
    let high = maximum ?? .infinity
    precondition(low <= high, "a sampler's minimum \(low) is above its maximum \(high)")
    precondition(offset.isFinite, "a sampler's offset is \(offset)")
    return Sampler(
      family, count: Int(count), first, second, third, offset: offset, minimum: low,
      maximum: high, table: table)
  }
}
