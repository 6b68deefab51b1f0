/// Cumulative figures of one run at equally spaced borders: what batch means and the detection of a
/// warm-up work on.
///
/// Answers are worked out ahead of their time, so a figure belongs to the batch in which its
/// request was handled; a request near a border may count one batch early.
public struct BatchSeries: Sendable {
  /// A figure that is a sum by a weight: a mean, a share or a time average.
  public struct Figure: Sendable {
    /// The name of its metric, for example `tiers.cache.wait_ms.mean`.
    public var name: String
    public var unit: String
    /// Cumulative, one entry a border; sum / weight is the figure in its unit.
    public var sums: [Double]
    public var weights: [Double]

    public init(name: String, unit: String, sums: [Double], weights: [Double]) {
      self.name = name
      self.unit = unit
      self.sums = sums
      self.weights = weights
    }
  }

  /// A quantile, one value a batch of several borders; nil where a batch has too few values.
  public struct Quantile: Sendable {
    public var name: String
    public var values: [Double?]
    /// Values timed in the batch with the fewest.
    public var leastCount: UInt64
    public var probability: Double

    public init(name: String, values: [Double?], leastCount: UInt64, probability: Double) {
      self.name = name
      self.values = values
      self.leastCount = leastCount
      self.probability = probability
    }
  }

  /// Borders in seconds, the first one the start.
  public var borders: [Double]
  public var figures: [Figure]
  public var quantiles: [Quantile]

  public init(borders: [Double], figures: [Figure], quantiles: [Quantile]) {
    self.borders = borders
    self.figures = figures
    self.quantiles = quantiles
  }

  /// Number of batches between the borders for quantiles.
  public static var quantileBatches: Int { 20 }
}
