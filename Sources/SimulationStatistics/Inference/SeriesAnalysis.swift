/// Output analysis of one series of observations from one run.
public enum SeriesAnalysis {
  /// The value of nearest rank of sorted values; nil without values.
  public static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    return values[Int(HistogramRank.nearest(probability, count: UInt64(values.count))) - 1]
  }

  /// Batch means: the series cut into few large batches of equal size, whose means are taken as
  /// independent. What does not fill the last batch is left out at the end.
  ///
  /// Few and large on purpose: batches of √n fail at a utilisation of 0.9 (coverage 0.83 of a
  /// nominal 0.95 at n = 100 000), 20 batches hold (0.95). Nil when a batch would have less than
  /// one value or there are fewer than two batches.
  public static func batchMeans(
    _ values: some RandomAccessCollection<Double>, batches: Int = 20, confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    guard batches >= 2, values.count >= batches else { return nil }
    let size = values.count / batches
    var means: [Double] = []
    var start = values.startIndex
    for _ in 0..<batches {
      let end = values.index(start, offsetBy: size)
      means.append(values[start..<end].reduce(0, +) / Double(size))
      start = end
    }
    return ConfidenceInterval.ofIndependent(means, confidence: confidence)
  }

  /// The correlation of neighbours: Σ(x_i - m)(x_{i+1} - m) / Σ(x_i - m)²; nil below two values or
  /// without variance.
  public static func lagOneAutocorrelation(
    _ values: some RandomAccessCollection<Double>
  ) -> Double? {
    guard values.count >= 2 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard squares > 0 else { return nil }
    let products = zip(values, values.dropFirst()).reduce(0) {
      $0 + ($1.0 - mean) * ($1.1 - mean)
    }
    return products / squares
  }

  /// Where the start of a series should be cut off.
  public struct Truncation: Hashable, Sendable {
    /// Observations to leave out at the start.
    public var observations: Int
    /// The smallest value of the MSER statistic.
    public var statistic: Double

    /// Creates a truncation.
    public init(observations: Int, statistic: Double) {
      self.observations = observations
      self.statistic = statistic
    }
  }

  /// MSER-5: cut where the squared standard error of the rest, in means of five, is smallest; at
  /// most half the series may go. The statistic is Σ(y - ȳ)²/n² over the n means that stay.
  ///
  /// Source: K. P. White, "An effective truncation heuristic for bias reduction in simulation
  /// output", Simulation 69(6), 1997. Nil below ten values.
  public static func mser5(_ values: [Double]) -> Truncation? {
    let count = values.count / 5
    guard count >= 2 else { return nil }
    let means = (0..<count).map { values[5 * $0..<5 * $0 + 5].reduce(0, +) / 5 }
    var rest = RunningMoments()
    var best: Truncation?
    // From the end, so that each candidate adds one mean to what stays.
    for cut in stride(from: count - 1, through: 0, by: -1) {
      rest.add(means[cut])
      guard cut <= count / 2, let variance = rest.populationVariance else { continue }
      let statistic = variance / Double(rest.count)
      if statistic <= best?.statistic ?? .infinity {
        best = Truncation(observations: 5 * cut, statistic: statistic)
      }
    }
    return best
  }
}
