import SimulationStatistics

/// Quantiles per interval of one latency, closed in order as time goes on.
struct IntervalSeries: ~Copyable {
  var ring = IntervalHistogramRing()
  var summaries: [IntervalQuantiles] = []
  /// Whether the counts of closed intervals are kept, for another partition's to be added.
  var keepsCounts = false
  var kept: [[SeriesCount]] = []

  init() {}

  @inline(__always)
  mutating func record(_ nanoseconds: Int64, interval: Int) {
    ring.record(nanoseconds, interval: interval)
  }

  /// Counts all values of a histogram in one interval.
  mutating func add(_ values: HistogramHandle, interval: Int) {
    ring.add(values, interval: interval)
  }

  /// Closes every interval before `interval`.
  mutating func close(before interval: Int) {
    // One at a time: behind the window of the ring the memory of an interval is that of another.
    while keepsCounts && ring.firstOpen < interval {
      kept.append(ring.counts(of: ring.firstOpen))
      ring.close(through: ring.firstOpen, into: &summaries)
    }
    ring.close(through: interval - 1, into: &summaries)
  }

  /// Adds the closed intervals of the same latency in another partition; both have kept their
  /// counts and closed the same intervals.
  mutating func absorb(_ other: borrowing IntervalSeries) {
    precondition(
      kept.count == other.kept.count,
      "\(kept.count) and \(other.kept.count) intervals were kept")
    for place in kept.indices where !other.kept[place].isEmpty {
      kept[place] += other.kept[place]
      summaries[place] = IntervalQuantiles(
        interval: summaries[place].interval, adding: kept[place])
    }
  }
}
