extension IntervalHistogramRing {
  /// The counts of all intervals there is memory for, for saving them and for putting saved ones
  /// back; valid until the next record.
  public var state: UnsafeMutableBufferPointer<UInt32> {
    UnsafeMutableBufferPointer(start: counts, count: window * SeriesHistogram.bucketCount)
  }

  /// Forgets all counts and becomes a ring of `window` intervals from `firstOpen` on, so that
  /// saved ones can be put into `state`; false, and unchanged, when there is no such ring.
  public mutating func restart(firstOpen: Int, window: Int, discarded: UInt64) -> Bool {
    guard firstOpen >= 0, window >= 1, window <= maximumWindow, window & (window - 1) == 0 else {
      return false
    }
    counts.deallocate()
    counts = Self.allocate(window)
    self.firstOpen = firstOpen
    self.window = window
    self.discarded = discarded
    return true
  }
}
