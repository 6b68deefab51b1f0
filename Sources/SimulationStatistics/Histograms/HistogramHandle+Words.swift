/// A histogram as plain numbers, to be written to a file and read back.
extension HistogramHandle {
  /// How many words of totals stand before the counts.
  public static var totalCount: Int { header }

  /// All words: totals, then one count a bucket. Valid as long as the histogram.
  public var contents: UnsafeBufferPointer<UInt64> {
    settle()
    return UnsafeBufferPointer(start: words, count: Self.wordCount)
  }

  /// Becomes the histogram that once had these `contents`.
  public func restore(_ contents: [UInt64]) {
    precondition(contents.count == Self.wordCount, "\(contents.count) words of a histogram")
    for index in 0..<Self.wordCount { words[index] = contents[index] }
  }
}
