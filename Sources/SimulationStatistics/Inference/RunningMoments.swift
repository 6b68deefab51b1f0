/// Count, mean and variance of values as they come, by Welford's recurrence; merges by the formula
/// of T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae", 1979.
///
/// Floating sums: merge parts in a fixed order where results must repeat bit for bit.
public struct RunningMoments: Hashable, Sendable {
  /// How many values were added.
  public private(set) var count: UInt64 = 0
  private var average = 0.0
  private var squares = 0.0

  /// Creates moments of no values.
  public init() {}

  /// Creates the moments of `values`.
  public init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds a value.
  public mutating func add(_ value: Double) {
    count += 1
    let distance = value - average
    average += distance / Double(count)
    squares += distance * (value - average)
  }

  /// Adds all the values of `other`.
  public mutating func merge(_ other: RunningMoments) {
    guard other.count > 0 else { return }
    let total = Double(count) + Double(other.count)
    let distance = other.average - average
    squares += other.squares + distance * distance * Double(count) * (Double(other.count) / total)
    average += distance * (Double(other.count) / total)
    count += other.count
  }

  /// The mean; nil without values.
  public var mean: Double? { count > 0 ? average : nil }

  /// The variance with divisor count - 1; nil below two values.
  public var sampleVariance: Double? { count > 1 ? squares / Double(count - 1) : nil }

  /// The variance with divisor count; nil without values.
  public var populationVariance: Double? { count > 0 ? squares / Double(count) : nil }
}
