/// The intervals of a run: which one an instant belongs to.
struct IntervalClock: BitwiseCopyable {
  /// Length of an interval in nanoseconds.
  let length: Int64
  /// Number of intervals; the last one may be shorter.
  private(set) var count: Int
  /// Start of the statistics, in nanoseconds.
  let warmup: Int64
  /// End of the run, in nanoseconds; instants after it belong to no interval.
  private(set) var end: Int64
  /// The interval that the last event fell in, with its borders.
  private(set) var current = 0
  private(set) var currentStart: Int64 = 0
  private(set) var currentEnd: Int64
  /// 1 / length.
  private let inverse: Double

  init(length: Int64, warmup: Int64, end: Int64) {
    self.length = length
    self.warmup = warmup
    self.end = end
    count = max(1, Int((end + length - 1) / length))
    currentEnd = length
    inverse = 1 / Double(length)
  }

  /// The interval of an instant from 0 to `end`; the end itself belongs to the last interval.
  @inline(__always)
  func interval(of time: Int64) -> Int {
    if time < currentEnd && time >= currentStart { return current }
    return min(quotient(time), count &- 1)
  }

  /// time / length by a multiplication, put right where rounding went the wrong way.
  @inline(__always)
  private func quotient(_ time: Int64) -> Int {
    // Adding 2^52 leaves no fraction bits: a conversion without the checks of `Int64(_:)`.
    let whole = Double(time) * inverse + 0x1p52
    var quotient = Int64(bitPattern: whole.bitPattern &- (0x1p52).bitPattern)
    if quotient &* length > time { quotient &-= 1 }
    if (quotient &+ 1) &* length <= time { quotient &+= 1 }
    return Int(quotient)
  }

  /// True when time has left the current interval.
  @inline(__always)
  func isPast(_ time: Int64) -> Bool { time >= currentEnd }

  /// What begins in the current interval and ends before this instant lies in it as a whole, with
  /// no border of the statistics in between; `Int64.min` where there is one.
  var wholeUntil: Int64 {
    let isCut = warmup > currentStart && warmup < min(currentEnd, end)
    return isCut ? .min : min(currentEnd, end + 1)
  }

  /// Whether the current interval counts for the statistics, if no border cuts it.
  var isInWindow: Bool { currentStart >= warmup }

  /// Makes `time` the end of the run; the intervals after it stay, and are empty but for what was
  /// worked out ahead.
  mutating func stop(at time: Int64) { end = min(end, time) }

  /// The clock of the whole intervals alone that lie before the end, but one at least.
  var ofWholeIntervals: IntervalClock {
    var clock = self
    clock.count = max(1, Int(end / length))
    clock.end = Int64(clock.count) * length
    return clock
  }

  /// Makes the interval of `time` the current one.
  mutating func advance(to time: Int64) {
    current = min(Int(time / length), count - 1)
    currentStart = Int64(current) * length
    currentEnd = current == count - 1 ? Int64.max : currentStart + length
  }
}
