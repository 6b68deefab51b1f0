/// A window of open intervals of a time series, each with a `SeriesHistogram`, closed in order.
///
/// A record may be for a later interval than the current one: a departure is known before its
/// time. The window doubles when a record is ahead of it, up to `maximumWindow` intervals; records
/// for intervals further ahead or closed already are not counted in any, but in `discarded`.
@frozen public struct IntervalHistogramRing: ~Copyable, @unchecked Sendable {
  /// The first interval that is not closed.
  public internal(set) var firstOpen: Int
  /// Records that found no open interval.
  public internal(set) var discarded: UInt64 = 0
  /// The most intervals that may be open at once.
  public let maximumWindow: Int
  /// Intervals there is memory for, a power of two.
  public internal(set) var window: Int
  @usableFromInline var counts: UnsafeMutablePointer<UInt32>

  /// Creates a ring whose first open interval is `firstInterval`; 4 864 bytes an interval.
  public init(firstInterval: Int = 0, window: Int = 4, maximumWindow: Int = 1024) {
    precondition(window >= 1 && window <= maximumWindow, "a window of \(window) intervals")
    firstOpen = firstInterval
    self.window = Self.powerOfTwo(atLeast: window)
    self.maximumWindow = Self.powerOfTwo(atLeast: maximumWindow)
    counts = Self.allocate(self.window)
  }

  deinit { counts.deallocate() }

  /// Counts one value in `interval`. About 2 ns.
  @inlinable @inline(__always)
  public mutating func record(_ nanoseconds: Int64, interval: Int) {
    let ahead = interval &- firstOpen
    if UInt(bitPattern: ahead) >= UInt(bitPattern: window) {
      guard makeRoom(ahead: ahead) else { return }
    }
    histogram(interval).record(nanoseconds)
  }

  /// Counts all values of a finer histogram in `interval`: its buckets lie inside those of a
  /// series.
  public mutating func add(_ values: HistogramHandle, interval: Int) {
    let ahead = interval &- firstOpen
    if UInt(bitPattern: ahead) >= UInt(bitPattern: window) {
      guard makeRoom(ahead: ahead) else { return }
    }
    let target = histogram(interval)
    values.forEachBucket { range, count in target.record(range.lowerBound, times: count) }
  }

  /// Closes all open intervals up to `last` and appends one summary each to `summaries`, in order.
  public mutating func close(through last: Int, into summaries: inout [IntervalQuantiles]) {
    while firstOpen <= last {
      let histogram = histogram(firstOpen)
      summaries.append(
        IntervalQuantiles(
          interval: firstOpen, count: histogram.count, p50: histogram.quantile(0.5),
          p99: histogram.quantile(0.99)))
      histogram.reset()
      firstOpen += 1
    }
  }

  @inlinable @inline(__always)
  func histogram(_ interval: Int) -> SeriesHistogram {
    SeriesHistogram(counts: counts + (interval & (window &- 1)) &* SeriesHistogram.bucketCount)
  }

  /// Widens the window for a record that is `ahead` intervals after the first open one; false when
  /// it must be discarded.
  @inline(never) @usableFromInline
  mutating func makeRoom(ahead: Int) -> Bool {
    guard ahead >= 0, ahead < maximumWindow else {
      discarded &+= 1
      return false
    }
    let wider = Self.powerOfTwo(atLeast: ahead + 1)
    let fresh = Self.allocate(wider)
    for interval in firstOpen..<firstOpen + window {
      let target = fresh + (interval & (wider - 1)) * SeriesHistogram.bucketCount
      target.update(from: histogram(interval).counts, count: SeriesHistogram.bucketCount)
    }
    counts.deallocate()
    counts = fresh
    window = wider
    return true
  }

  static func allocate(_ window: Int) -> UnsafeMutablePointer<UInt32> {
    let size = window * SeriesHistogram.bucketCount
    let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
    counts.initialize(repeating: 0, count: size)
    return counts
  }

  private static func powerOfTwo(atLeast number: Int) -> Int {
    var power = 1
    while power < number { power *= 2 }
    return power
  }
}
