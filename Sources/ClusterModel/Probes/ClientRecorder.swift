import SimulationStatistics

/// What the clients saw of one kind of request; owned and freed by the world.
struct ClientRecorder {
  enum Column {
    static var firstTries: Int { 0 }
    static var retries: Int { 1 }
    static var toldYes: Int { 2 }
    static var gaveUp: Int { 3 }
    static var sawError: Int { 4 }
    static var toldYesAtFirst: Int { 5 }
    /// And the six after it: noes by reason.
    static var noes: Int { 8 }
    static var width: Int { 16 }
  }

  /// Rows of counters by interval, `Column.width` each.
  let counters: UnsafeMutablePointer<UInt32>
  /// Requests whose final answer comes after the end of the run.
  let stillTrying: UnsafeMutablePointer<Int64>
  /// Nanoseconds between two tries inside the statistics window.
  let pauses: UnsafeMutablePointer<Int128>
  /// The instant of the last final outcome, or -1.
  let lastOutcome: UnsafeMutablePointer<Int64>
  let latency: HistogramHandle
  let latencyOverTime: UnsafeMutablePointer<IntervalSeries>

  init(clock: IntervalClock, latency: HistogramHandle) {
    counters = zeroed(clock.count * Column.width)
    stillTrying = zeroed(1)
    pauses = zeroed(1)
    lastOutcome = zeroed(1)
    lastOutcome.pointee = -1
    self.latency = latency
    latencyOverTime = .allocate(capacity: 1)
    latencyOverTime.initialize(to: IntervalSeries())
  }

  func deallocate() {
    counters.deallocate()
    stillTrying.deallocate()
    pauses.deallocate()
    lastOutcome.deallocate()
    latencyOverTime.deinitialize(count: 1)
    latencyOverTime.deallocate()
  }

  /// Counts something at an instant; instants after the end count as nothing.
  @inline(__always)
  func count(_ column: Int, at time: Int64, clock: borrowing IntervalClock) {
    if time > clock.end { return }
    counters[clock.interval(of: time) &* Column.width &+ column] &+= 1
  }

  /// Adds the time from a bad answer to the next tap.
  func pause(_ time: Int64, _ tap: Int64, clock: borrowing IntervalClock) {
    let length = min(tap, clock.end) - max(time, clock.warmup)
    if length > 0 { pauses.pointee &+= Int128(length) }
  }

  /// Counts the final outcome of a request first tapped at `firstTap`.
  @inline(__always)
  func finish(_ column: Int, firstTap: Int64, at time: Int64, clock: borrowing IntervalClock) {
    if time > clock.end {
      stillTrying.pointee &+= 1
      return
    }
    let interval = clock.interval(of: time)
    counters[interval &* Column.width &+ column] &+= 1
    if time > lastOutcome.pointee { lastOutcome.pointee = time }
    if time >= clock.warmup { latency.record(time &- firstTap) }
    latencyOverTime.pointee.record(time &- firstTap, interval: interval)
  }

  /// Adds final outcomes of the current interval, the last one at `last`, with their latencies.
  func addAnswers(_ latencies: HistogramHandle, last: Int64, column: Int, clock: IntervalClock) {
    counters[clock.current &* Column.width &+ column] &+= UInt32(
      truncatingIfNeeded: latencies.count)
    if last > lastOutcome.pointee { lastOutcome.pointee = last }
    latencyOverTime.pointee.add(latencies, interval: clock.current)
    if clock.isInWindow { latency.merge(latencies) }
  }
}
