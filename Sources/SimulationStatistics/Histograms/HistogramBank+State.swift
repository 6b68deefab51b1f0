extension HistogramBank {
  /// All counts and totals, for saving them and for putting saved ones back.
  public var state: UnsafeMutableBufferPointer<UInt64> {
    UnsafeMutableBufferPointer(start: words, count: count * HistogramHandle.wordCount)
  }
}
