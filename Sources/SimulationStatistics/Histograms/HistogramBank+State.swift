extension HistogramBank {
  /// All counts and totals, for saving them and for putting saved ones back.
  public var state: UnsafeMutableBufferPointer<UInt64> {
    for index in 0..<count { self[index].settle() }
    return UnsafeMutableBufferPointer(start: words, count: count * HistogramHandle.wordCount)
  }
}
