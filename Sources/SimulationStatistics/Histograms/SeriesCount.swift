/// A bucket of a `SeriesHistogram` and how many values it holds.
public struct SeriesCount: BitwiseCopyable, Sendable {
  /// The bucket's number.
  public var bucket: UInt32
  /// Values in it.
  public var count: UInt32

  /// Creates a count.
  public init(bucket: UInt32, count: UInt32) {
    self.bucket = bucket
    self.count = count
  }
}

extension IntervalHistogramRing {
  /// The buckets with values of an open interval, in rising order.
  public func counts(of interval: Int) -> [SeriesCount] {
    let histogram = histogram(interval)
    var counts: [SeriesCount] = []
    for bucket in 0..<SeriesHistogram.bucketCount where histogram.counts[bucket] > 0 {
      counts.append(SeriesCount(bucket: UInt32(bucket), count: histogram.counts[bucket]))
    }
    return counts
  }
}

extension IntervalQuantiles {
  /// The summary of an interval whose values were counted in several places: a bucket may come
  /// more than once.
  public init(interval: Int, adding counts: [SeriesCount]) {
    let histogram = SeriesHistogram(
      counts: .allocate(capacity: SeriesHistogram.bucketCount))
    defer { histogram.counts.deallocate() }
    histogram.counts.initialize(repeating: 0, count: SeriesHistogram.bucketCount)
    for count in counts { histogram.counts[Int(count.bucket)] &+= count.count }
    self.init(
      interval: interval, count: histogram.count, p50: histogram.quantile(0.5),
      p99: histogram.quantile(0.99))
  }
}
