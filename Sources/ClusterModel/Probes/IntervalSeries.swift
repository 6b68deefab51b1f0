import SimulationStatistics

/// Quantiles per interval of one latency, closed in order as time goes on.
struct IntervalSeries: ~Copyable {
  var ring = IntervalHistogramRing()
  var summaries: [IntervalQuantiles] = []

  @inline(__always)
  mutating func record(_ nanoseconds: Int64, interval: Int) {
    ring.record(nanoseconds, interval: interval)
  }

  /// Closes every interval before `interval`.
  mutating func close(before interval: Int) {
    ring.close(through: interval - 1, into: &summaries)
  }
}
