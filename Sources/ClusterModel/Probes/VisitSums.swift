/// Exact sums over the visits to a tier, from which Little's law and the mean number follow.
struct VisitSums {
  /// Sums of the instants of arrivals, and of departures up to the end of the run; they may wrap.
  var arrivals: UInt64 = 0
  var departures: UInt64 = 0
  var arrived: Int64 = 0
  var departed: Int64 = 0
  /// Nanoseconds spent at the tier, up to the end of the run, by visit: in the whole run, and in
  /// the statistics window.
  var stays: Int128 = 0
  var windowStays: Int128 = 0

  /// Counts a visit from `entered` on that ended at `time`, or goes on at the end of the run.
  @inline(__always)
  mutating func stay(_ entered: Int64, _ time: Int64, clock: borrowing IntervalClock) {
    let stop = min(time, clock.end)
    stays += Int128(stop - entered)
    let inWindow = stop - max(entered, clock.warmup)
    if inWindow > 0 { windowStays += Int128(inWindow) }
  }

  /// The integral of the number in the tier over the run, from the instants alone.
  func integral(end: Int64) -> Int128 {
    let present = UInt64(bitPattern: arrived - departed)
    let modulo = departures &+ present &* UInt64(end) &- arrivals
    // The sums wrap, so only the difference to the sum of the stays is known: it is small.
    let low = UInt64(truncatingIfNeeded: stays)
    return stays + Int128(Int64(bitPattern: modulo &- low))
  }
}
