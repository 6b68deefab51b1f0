import CKernelShims

/// The operations of a latency histogram on memory that someone else owns.
///
/// A plain address, free to copy; valid as long as its `LatencyHistogram` or `HistogramBank` is.
/// All counts are integers, so merging is exact and its order does not matter. So a value waits for
/// the next one before its bucket counts it: the bucket, which lies anywhere in 58 KB, has time to
/// come near. Whoever reads calls `settle` before.
@frozen public struct HistogramHandle: BitwiseCopyable, @unchecked Sendable {
  /// Eight words of totals, then the counts.
  @usableFromInline let words: UnsafeMutablePointer<UInt64>

  /// Sub-buckets per octave are 2^7 = 128: a bucket is at most 0.79 % wide, its middle at most
  /// 0.4 % from any value in it.
  @inlinable public static var bits: Int { 7 }
  /// Buckets of the whole range 0...2^63 - 1.
  @inlinable public static var bucketCount: Int { HistogramIndex.count(octaves: 63, bits: bits) }
  /// Words of 8 bytes per histogram: 58 432 bytes.
  @inlinable public static var wordCount: Int { header + bucketCount }

  @usableFromInline static var header: Int { @inlinable get { 8 } }
  @usableFromInline static var countWord: Int { @inlinable get { 0 } }
  @usableFromInline static var sumLowWord: Int { @inlinable get { 1 } }
  @usableFromInline static var sumHighWord: Int { @inlinable get { 2 } }
  @usableFromInline static var minimumWord: Int { @inlinable get { 3 } }
  @usableFromInline static var maximumWord: Int { @inlinable get { 4 } }

  /// The place of the count that is still to be raised, less that of the word behind this one,
  /// which stands for none.
  @usableFromInline static var waitingWord: Int { @inlinable get { 5 } }
  @usableFromInline static var nowhereWord: Int { @inlinable get { 6 } }

  @inlinable init(words: UnsafeMutablePointer<UInt64>) { self.words = words }

  /// Counts one value; below zero counts as zero. About 2 ns.
  @inlinable @inline(__always)
  public func record(_ nanoseconds: Int64) {
    let value = UInt64(bitPattern: nanoseconds < 0 ? 0 : nanoseconds)
    words[Self.nowhereWord &+ Int(truncatingIfNeeded: words[Self.waitingWord])] &+= 1
    let place = Self.header &+ HistogramIndex.bucket(of: value, bits: Self.bits)
    ckernel_prefetch(words + place)
    words[Self.waitingWord] = UInt64(truncatingIfNeeded: place &- Self.nowhereWord)
    words[Self.countWord] &+= 1
    let (sum, carried) = words[Self.sumLowWord].addingReportingOverflow(value)
    words[Self.sumLowWord] = sum
    words[Self.sumHighWord] &+= carried ? 1 : 0
    if value < words[Self.minimumWord] { words[Self.minimumWord] = value }
    if value > words[Self.maximumWord] { words[Self.maximumWord] = value }
  }

  /// Counts the value that waits, if one does.
  func settle() {
    if words[Self.waitingWord] == 0 { return }
    words[Self.nowhereWord &+ Int(truncatingIfNeeded: words[Self.waitingWord])] &+= 1
    words[Self.waitingWord] = 0
    words[Self.nowhereWord] = 0
  }

  /// Counts `number` values of zero: for callers that meet many and count them apart.
  public func recordZeros(_ number: UInt64) {
    guard number > 0 else { return }
    settle()
    words[Self.header &+ HistogramIndex.bucket(of: 0, bits: Self.bits)] &+= number
    words[Self.countWord] &+= number
    words[Self.minimumWord] = 0
  }

  /// Forgets everything.
  public func reset() {
    words.update(repeating: 0, count: Self.wordCount)
    words[Self.minimumWord] = .max
  }

  /// Places of the buckets from the smallest to the largest value; none without values.
  private var used: Range<Int> {
    settle()
    guard words[Self.countWord] > 0 else { return Self.header..<Self.header }
    let first = HistogramIndex.bucket(of: words[Self.minimumWord], bits: Self.bits)
    let last = HistogramIndex.bucket(of: words[Self.maximumWord], bits: Self.bits)
    return Self.header + first..<Self.header + last + 1
  }

  /// Forgets everything; quicker than `reset` where the values lie close together, and only for
  /// memory that has been reset once.
  public func clear() {
    for index in used { words[index] = 0 }
    for index in 0..<Self.header { words[index] = 0 }
    words[Self.minimumWord] = .max
  }

  /// Adds all that `other` has counted.
  public func merge(_ other: HistogramHandle) {
    for index in other.used { words[index] &+= other.words[index] }
    words[Self.countWord] &+= other.words[Self.countWord]
    let (sum, carried) = words[Self.sumLowWord].addingReportingOverflow(
      other.words[Self.sumLowWord])
    words[Self.sumLowWord] = sum
    words[Self.sumHighWord] &+= other.words[Self.sumHighWord] &+ (carried ? 1 : 0)
    words[Self.minimumWord] = min(words[Self.minimumWord], other.words[Self.minimumWord])
    words[Self.maximumWord] = max(words[Self.maximumWord], other.words[Self.maximumWord])
  }

  /// Takes away what `other` has counted, an earlier state of the same counts. Smallest and largest
  /// value become those of the buckets that are left.
  public func subtract(_ other: HistogramHandle) {
    settle()
    other.settle()
    var lowest = Self.wordCount
    var highest = 0
    for index in Self.header..<Self.wordCount {
      words[index] &-= other.words[index]
      if words[index] > 0 {
        lowest = min(lowest, index)
        highest = index
      }
    }
    words[Self.countWord] &-= other.words[Self.countWord]
    let (low, borrowed) = words[Self.sumLowWord].subtractingReportingOverflow(
      other.words[Self.sumLowWord])
    words[Self.sumLowWord] = low
    words[Self.sumHighWord] &-= other.words[Self.sumHighWord] &+ (borrowed ? 1 : 0)
    guard words[Self.countWord] > 0 else { return reset() }
    let least = HistogramIndex.lowest(of: lowest - Self.header, bits: Self.bits)
    let most = HistogramIndex.highest(of: highest - Self.header, bits: Self.bits)
    words[Self.minimumWord] = max(words[Self.minimumWord], least)
    words[Self.maximumWord] = min(words[Self.maximumWord], most)
  }
}

// MARK: - Reading

extension HistogramHandle {
  /// How many values were counted.
  @inlinable public var count: UInt64 { words[Self.countWord] }

  /// The exact sum of all values.
  public var sum: UInt128 {
    UInt128(words[Self.sumHighWord]) << 64 | UInt128(words[Self.sumLowWord])
  }

  /// The exact mean, rounded once to a double; nil without values.
  public var mean: Double? {
    guard count > 0 else { return nil }
    let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: UInt128(count))
    return Double(quotient) + Double(remainder) / Double(count)
  }

  /// The exact smallest value; nil without values.
  public var minimum: Int64? { count > 0 ? Int64(words[Self.minimumWord]) : nil }

  /// The exact largest value; nil without values.
  public var maximum: Int64? { count > 0 ? Int64(words[Self.maximumWord]) : nil }

  /// The value of nearest rank ⌈probability × count⌉, placed in its bucket as if the values there
  /// were spread evenly, never outside the exact minimum and maximum; the maximum itself for 1. Nil
  /// without values.
  ///
  /// At most a bucket (0.79 %) from the exact order statistic, exact below 256 ns; for many values
  /// of a smooth distribution much closer than the bucket's middle would be.
  public func quantile(_ probability: Double) -> Int64? {
    guard count > 0, let minimum, let maximum else { return nil }
    settle()
    let rank = HistogramRank.nearest(probability, count: count)
    if rank == count { return maximum }
    if rank == 1 { return minimum }
    var passed: UInt64 = 0
    var bucket = HistogramIndex.bucket(of: UInt64(minimum), bits: Self.bits)
    var inside: UInt64 = 1
    while bucket < Self.bucketCount {
      inside = words[Self.header &+ bucket]
      if passed &+ inside >= rank { break }
      passed &+= inside
      bucket &+= 1
    }
    let place = min(bucket, Self.bucketCount - 1)
    let low = HistogramIndex.lowest(of: place, bits: Self.bits)
    let width = HistogramIndex.highest(of: place, bits: Self.bits) &- low
    let share = (Double(rank &- passed) - 0.5) / Double(max(inside, 1))
    let value = Int64(low) &+ Int64((share * Double(width)).rounded(.down))
    return min(max(value, minimum), maximum)
  }

  /// Calls `body` with each bucket that has counts, in rising order.
  public func forEachBucket(_ body: (_ values: ClosedRange<Int64>, _ count: UInt64) -> Void) {
    for place in used where words[place] > 0 {
      let bucket = place - Self.header
      let low = Int64(HistogramIndex.lowest(of: bucket, bits: Self.bits))
      let high = Int64(HistogramIndex.highest(of: bucket, bits: Self.bits))
      body(low...high, words[place])
    }
  }
}
