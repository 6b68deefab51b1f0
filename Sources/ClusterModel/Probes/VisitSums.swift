/// Exact sums over the visits to a tier, from which Little's law and the mean number follow.
struct VisitSums {
  /// Sums of the instants of arrivals, and of departures up to the end of the run; they may wrap.
  var arrivals: UInt64 = 0
  var departures: UInt64 = 0
  /// Nanoseconds spent at the tier, up to the end of the run, by visit: of those that began in the
  /// statistics window, and of those before, in all and inside the window.
  var lateStays: Int128 = 0
  var earlyStays: Int128 = 0
  var earlyWindowStays: Int128 = 0

  /// In the whole run.
  var stays: Int128 { lateStays + earlyStays }
  /// Inside the statistics window.
  var windowStays: Int128 { lateStays + earlyWindowStays }

  /// Counts a visit from `entered` on that ended at `time`, or goes on at the end of the run.
  @inline(__always)
  mutating func stay(_ entered: Int64, _ time: Int64, clock: borrowing IntervalClock) {
    let stop = min(time, clock.end)
    if entered >= clock.warmup {
      lateStays &+= Int128(stop &- entered)
    } else {
      earlyStays &+= Int128(stop &- entered)
      if stop > clock.warmup { earlyWindowStays &+= Int128(stop &- clock.warmup) }
    }
  }

  /// Adds the sums of the same tier in another partition.
  mutating func add(_ other: VisitSums) {
    arrivals &+= other.arrivals
    departures &+= other.departures
    lateStays &+= other.lateStays
    earlyStays &+= other.earlyStays
    earlyWindowStays &+= other.earlyWindowStays
  }

  /// The integral of the number in the tier over the run, from the instants alone; `present` of
  /// those who came had not left at the end.
  func integral(end: Int64, present: UInt64) -> Int128 {
    let modulo = departures &+ present &* UInt64(end) &- arrivals
    // The sums wrap, so only the difference to the sum of the stays is known: it is small.
    let low = UInt64(truncatingIfNeeded: stays)
    return stays + Int128(Int64(bitPattern: modulo &- low))
  }
}
