import SimulationStatistics

/// What one tier did, in integers, per interval; owned and freed by the world.
///
/// An address: `TierColumns` is large, and a value of it would be copied for every call.
struct TierRecorder {
  /// Places in a row of counters.
  enum Column {
    static var outcomes: Int { 0 }
    static var offered: Int { 13 }
    static var retries: Int { 14 }
    static var operations: Int { 15 }
    static var width: Int { 16 }
  }

  private let stored: UnsafeMutablePointer<TierColumns>

  @inline(__always) var nodes: Int { stored.pointee.nodes }
  @inline(__always) var servers: Int { stored.pointee.servers }
  @inline(__always) var intervals: Int { stored.pointee.intervals }
  /// Intervals per column of the heat map.
  @inline(__always) var intervalsPerColumn: Int { stored.pointee.intervalsPerColumn }
  @inline(__always) var columns: Int { stored.pointee.columns }
  /// Rows of counters: (interval, kind), `Column.width` each.
  @inline(__always) var counters: UnsafeMutablePointer<UInt32> { stored.pointee.counters }
  /// Server nanoseconds by interval.
  @inline(__always) var busy: UnsafeMutablePointer<Int128> { stored.pointee.busy }
  /// Waiting nanoseconds by interval.
  @inline(__always) var queued: UnsafeMutablePointer<Int128> { stored.pointee.queued }
  /// Server nanoseconds by (column, node).
  @inline(__always) var nodeBusy: UnsafeMutablePointer<Int128> { stored.pointee.nodeBusy }
  /// Server nanoseconds inside the statistics window by node.
  @inline(__always) var nodeBusyInWindow: UnsafeMutablePointer<Int128> {
    stored.pointee.nodeBusyInWindow
  }
  /// Waiting nanoseconds inside the statistics window.
  @inline(__always) var queuedInWindow: UnsafeMutablePointer<Int128> {
    stored.pointee.queuedInWindow
  }
  /// Longest queue at one node, requests in
  /// flight at the end and messages lost on the way by kind, operations that did not wait.
  @inline(__always) var totals: UnsafeMutablePointer<Int64> { stored.pointee.totals }
  @inline(__always) var wait: HistogramHandle { stored.pointee.wait }
  /// Sojourns by kind.
  @inline(__always) var sojourn: UnsafeMutablePointer<HistogramHandle> { stored.pointee.sojourn }
  @inline(__always) var sojournOverTime: UnsafeMutablePointer<IntervalSeries> {
    stored.pointee.sojournOverTime
  }
  @inline(__always) var visits: UnsafeMutablePointer<VisitSums> { stored.pointee.visits }
  /// The scenario's instants to note, and the changes of the number in the tier between them.
  @inline(__always) var probes: ProbeTable { stored.pointee.probes }
  @inline(__always) var probed: UnsafeMutablePointer<Int64> { stored.pointee.probed }

  enum Total {
    static var longestQueue: Int { 1 }
    static var inFlight: Int { 2 }  // and the two after it, by kind
    static var lostOnTheWay: Int { 5 }  // by kind
    static var noWait: Int { 8 }
    /// Reads of cache nodes that rebuild a counter, which are no step of a claim's way: outcomes by
    /// code, then offered and in flight.
    static var rebuilds: Int { 9 }
    static var rebuildsOffered: Int { rebuilds + Outcome.count }
    static var rebuildsInFlight: Int { rebuilds + Outcome.count + 1 }
    /// Requests that left the queue unserved, in the window.
    static var leftQueue: Int { rebuilds + Outcome.count + 2 }
    static var count: Int { rebuilds + Outcome.count + 3 }
  }

  static var histogramCount: Int { 4 }

  /// `histograms`: the first of `histogramCount` histograms of `bank` that are this tier's.
  init(
    nodes: Int, servers: Int, clock: IntervalClock, bank: borrowing HistogramBank,
    histograms: Int, probes: ProbeTable
  ) {
    stored = .allocate(capacity: 1)
    stored.initialize(
      to: TierColumns(
        nodes: nodes, servers: servers, clock: clock, bank: bank, histograms: histograms,
        probes: probes))
  }

  func deallocate() {
    stored.pointee.deallocate()
    stored.deallocate()
  }

  @inline(__always)
  func row(_ interval: Int, _ kind: UInt8) -> UnsafeMutablePointer<UInt32> {
    counters + (interval &* 3 &+ Int(kind)) &* Column.width
  }

  /// Counts an arrival at the tier.
  @inline(__always)
  func offer(kind: UInt8, isRetry: Bool, at now: Int64, in interval: Int) {
    visits.pointee.arrivals &+= UInt64(bitPattern: now)
    let row = row(interval, kind)
    row[Column.offered] &+= 1
    if isRetry { row[Column.retries] &+= 1 }
  }

  /// Counts the end of a visit that began at `entered`. Who was turned away at the door has no
  /// sojourn: thousands of them a second would make an overrun tier look fast.
  @inline(__always)
  func leave(
    kind: UInt8, outcome: Outcome, entered: Int64, at time: Int64, clock: borrowing IntervalClock
  ) {
    visits.pointee.stay(entered, time, clock: clock)
    if probes.count > 0 { noteProbes(from: entered, until: time) }
    if time > clock.end {
      totals[Total.inFlight + Int(kind)] += 1
      return
    }
    visits.pointee.departures &+= UInt64(bitPattern: time)
    let interval = clock.interval(of: time)
    row(interval, kind)[Column.outcomes + Int(outcome.code)] &+= 1
    if outcome.isRefusalAtTheDoor && time == entered { return }
    let duration = time - entered
    if time >= clock.warmup { sojourn[Int(kind)].record(duration) }
    sojournOverTime.pointee.record(duration, interval: interval)
  }

  /// Counts a whole visit of one operation without a wait: `offer`, `operation` and `leave` in one,
  /// where no instants are noted. `now` is the time of the event being handled.
  @inline(__always)
  func plainVisit(
    node: Int, kind: UInt8, outcome: Outcome, from now: Int64, to finish: Int64,
    clock: borrowing IntervalClock
  ) {
    let row = row(clock.current, kind)
    row[Column.offered] &+= 1
    row[Column.operations] &+= 1
    if now >= clock.warmup { totals[Total.noWait] &+= 1 }
    work(
      node: node, servers: 1, in: clock.current, from: now, to: finish, clock: clock)
    let visits = visits
    visits.pointee.arrivals &+= UInt64(bitPattern: now)
    visits.pointee.stay(now, finish, clock: clock)
    if finish > clock.end {
      totals[Total.inFlight + Int(kind)] &+= 1
      return
    }
    visits.pointee.departures &+= UInt64(bitPattern: finish)
    let interval = clock.interval(of: finish)
    self.row(interval, kind)[Column.outcomes &+ Int(outcome.code)] &+= 1
    if finish >= clock.warmup { sojourn[Int(kind)].record(finish &- now) }
    sojournOverTime.pointee.record(finish &- now, interval: interval)
  }

  /// Adds visits of one operation each that lie within the current interval and did not wait;
  /// `arrivals` is the sum of the instants at which they came, modulo 2^64.
  func addVisits(
    _ sojourns: HistogramHandle, arrivals: UInt64, kind: UInt8, outcome: Outcome,
    clock: IntervalClock
  ) {
    let count = UInt32(truncatingIfNeeded: sojourns.count)
    let row = row(clock.current, kind)
    row[Column.offered] &+= count
    row[Column.operations] &+= count
    row[Column.outcomes &+ Int(outcome.code)] &+= count
    let time = Int128(truncatingIfNeeded: sojourns.sum)
    busy[clock.current] &+= time
    visits.pointee.arrivals &+= arrivals
    visits.pointee.departures &+= arrivals &+ UInt64(truncatingIfNeeded: sojourns.sum)
    sojournOverTime.pointee.add(sojourns, interval: clock.current)
    guard clock.isInWindow else {
      visits.pointee.earlyStays &+= time
      return
    }
    visits.pointee.lateStays &+= time
    totals[Total.noWait] &+= Int64(truncatingIfNeeded: sojourns.count)
    sojourn[Int(kind)].merge(sojourns)
  }

  /// Adds server nanoseconds of a node within the current interval.
  func addBusy(_ time: Int64, node: Int, clock: IntervalClock) {
    nodeBusy[column(clock.current) * nodes + node] &+= Int128(time)
    if clock.isInWindow { nodeBusyInWindow[node] &+= Int128(time) }
  }

  /// Counts a visit that goes on at the end of the run.
  func remain(kind: Int, entered: Int64, clock: borrowing IntervalClock) {
    totals[Total.inFlight + kind] += 1
    visits.pointee.stay(entered, .max, clock: clock)
    if probes.count > 0 { noteProbes(from: entered, until: .max) }
  }

  /// Takes back what was worked out for later than the end of a run that was stopped, where that
  /// can be told: by whole intervals, and never more work than the servers can do.
  ///
  /// - Parameters:
  ///   - planned: the end that the run was to have, in nanoseconds.
  ///   - clock: with the end that it has.
  func stop(planned: Int64, clock: borrowing IntervalClock) {
    // A visit that would have outlasted the run was there until then, and is there until now.
    let beyond = (0..<3).reduce(Int64(0)) { $0 + totals[Total.inFlight + $1] }
    visits.pointee.lateStays -= Int128(beyond) * Int128(planned - clock.end)
    let first = clock.interval(of: clock.end) + 1
    for interval in min(first, intervals)..<intervals {
      queuedInWindow.pointee -= queued[interval]
    }
    let most = Int128(max(clock.end - clock.warmup, 0)) * Int128(servers)
    let firstColumn = (first + intervalsPerColumn - 1) / intervalsPerColumn
    for node in 0..<nodes {
      for column in min(firstColumn, columns)..<columns {
        nodeBusyInWindow[node] -= nodeBusy[column * nodes + node]
      }
      nodeBusyInWindow[node] = min(nodeBusyInWindow[node], most)
    }
    queuedInWindow.pointee = max(queuedInWindow.pointee, 0)
  }

  /// A visit from `entered` to `time` was there at the instants from the one to before the other:
  /// what happens at an instant has happened when it is noted.
  @inline(never)
  private func noteProbes(from entered: Int64, until time: Int64) {
    probed[probes.place(notBefore: entered)] += 1
    probed[probes.place(notBefore: time)] -= 1
  }

  /// Requests in the tier at the instants asked for.
  var inTier: [UInt64] {
    var number: Int64 = 0
    return (0..<probes.count).map { index in
      number += probed[index]
      return UInt64(max(number, 0))
    }
  }

  /// Counts the end of a read that rebuilds a counter.
  func noteRebuild(_ outcome: Outcome, at time: Int64, clock: borrowing IntervalClock) {
    totals[Total.rebuildsOffered] += 1
    totals[time > clock.end ? Total.rebuildsInFlight : Total.rebuilds + Int(outcome.code)] += 1
  }

  /// Counts one operation: it came at `arrival`, and held a server from `start` to `finish`.
  @inline(__always)
  func operation(
    node: Int, kind: UInt8, arrival: Int64, start: Int64, finish: Int64,
    clock: borrowing IntervalClock
  ) {
    if start > clock.end {
      span(arrival, start, clock: clock)
      return
    }
    let interval = begin(kind: kind, arrival: arrival, start: start, clock: clock)
    work(node: node, servers: 1, in: interval, from: start, to: finish, clock: clock)
  }

  /// Counts the beginning of an operation, at `start` up to the end of the run; answers the
  /// interval it falls in.
  @inline(__always)
  @discardableResult
  func begin(kind: UInt8, arrival: Int64, start: Int64, clock: borrowing IntervalClock) -> Int {
    if start > arrival { span(arrival, start, clock: clock) }
    let interval = clock.interval(of: start)
    row(interval, kind)[Column.operations] &+= 1
    if start >= clock.warmup {
      if start == arrival {
        totals[Total.noWait] += 1
      } else {
        wait.record(start - arrival)
      }
    }
    return interval
  }

  /// Counts some servers of a node at work from `start` to `finish`.
  @inline(__always)
  func work(
    node: Int, servers: Int64, from start: Int64, to finish: Int64, clock: borrowing IntervalClock
  ) {
    work(
      node: node, servers: servers, in: clock.interval(of: start), from: start, to: finish,
      clock: clock)
  }

  @inline(__always)
  private func work(
    node: Int, servers: Int64, in interval: Int, from start: Int64, to finish: Int64,
    clock: borrowing IntervalClock
  ) {
    let stop = min(finish, clock.end)
    let windowStart = max(start, clock.warmup)
    if stop > windowStart {
      nodeBusyInWindow[node] &+= Int128(stop &- windowStart) &* Int128(servers)
    }
    let border =
      interval == clock.count &- 1 ? Int64.max : Int64(interval &+ 1) &* clock.length
    if stop <= border {
      let time = Int128(stop &- start) &* Int128(servers)
      busy[interval] &+= time
      nodeBusy[column(interval) &* nodes &+ node] &+= time
    } else {
      longWork(node: node, servers: servers, start: start, stop: stop, clock: clock)
    }
  }

  /// Counts the wait of a request that leaves the queue without an operation.
  func leaveQueue(_ from: Int64, _ to: Int64, clock: borrowing IntervalClock) {
    span(from, to, clock: clock)
    let warmup = clock.warmup
    let end = clock.end
    if to >= warmup && to <= end { totals[Total.leftQueue] += 1 }
  }

  @inline(__always)
  private func column(_ interval: Int) -> Int {
    intervalsPerColumn == 1 ? interval : interval / intervalsPerColumn
  }

  @inline(never)
  private func longWork(
    node: Int, servers: Int64, start: Int64, stop: Int64, clock: borrowing IntervalClock
  ) {
    forEachInterval(start, stop, clock: clock) { interval, length in
      busy[interval] &+= Int128(length) &* Int128(servers)
      nodeBusy[column(interval) * nodes + node] &+= Int128(length) &* Int128(servers)
    }
  }

  /// Adds the time a request waited, from `from` to `to`, to the integral of the queue length.
  @inline(never)
  func span(_ from: Int64, _ to: Int64, clock: borrowing IntervalClock) {
    let stop = min(to, clock.end)
    guard stop > from else { return }
    let windowStart = max(from, clock.warmup)
    if stop > windowStart { queuedInWindow.pointee &+= Int128(stop &- windowStart) }
    forEachInterval(from, stop, clock: clock) { interval, length in
      queued[interval] &+= Int128(length)
    }
  }

  @inline(__always)
  private func forEachInterval(
    _ from: Int64, _ to: Int64, clock: borrowing IntervalClock, _ body: (Int, Int64) -> Void
  ) {
    var position = from
    var interval = clock.interval(of: from)
    while position < to {
      let border = interval == clock.count - 1 ? Int64.max : Int64(interval + 1) * clock.length
      let next = min(to, border)
      body(interval, next - position)
      position = next
      interval += 1
    }
  }

  /// Notes a queue of `length` requests at one node.
  @inline(__always)
  func noteQueue(_ length: Int, at time: Int64, clock: borrowing IntervalClock) {
    if time >= clock.warmup && Int64(length) > totals[Total.longestQueue] {
      totals[Total.longestQueue] = Int64(length)
    }
  }
}

/// Memory of `count` zeros.
func zeroed<T: FixedWidthInteger>(_ count: Int) -> UnsafeMutablePointer<T> {
  let pointer = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
  pointer.initialize(repeating: 0, count: max(count, 1))
  return pointer
}
