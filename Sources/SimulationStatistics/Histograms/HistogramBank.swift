/// Many latency histograms in one block, addressed by a small number: one a tier and kind, say.
@frozen public struct HistogramBank: ~Copyable, @unchecked Sendable {
  @usableFromInline let words: UnsafeMutablePointer<UInt64>
  /// How many histograms there are.
  public let count: Int

  /// Creates `count` empty histograms of 58 KB each.
  public init(count: Int) {
    precondition(count >= 0, "a bank of \(count) histograms")
    self.count = count
    words = .allocate(capacity: max(1, count * HistogramHandle.wordCount))
    words.initialize(repeating: 0, count: max(1, count * HistogramHandle.wordCount))
    for index in 0..<count { self[index].reset() }
  }

  deinit { words.deallocate() }

  /// The operations of histogram `index`; valid as long as the bank. Not checked in release.
  @inlinable @inline(__always)
  public subscript(index: Int) -> HistogramHandle {
    assert(index >= 0 && index < count, "histogram \(index) of \(count)")
    return HistogramHandle(words: words + index &* HistogramHandle.wordCount)
  }

  /// Counts one value in histogram `index`. About 2 ns.
  @inlinable @inline(__always)
  public mutating func record(_ nanoseconds: Int64, at index: Int) {
    self[index].record(nanoseconds)
  }
}
