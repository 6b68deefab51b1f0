import SimulationStatistics

/// Final answers to clients that arrive within the current interval, counted apart as `VisitTally`
/// does: all of one kind with one outcome.
struct AnswerTally {
  /// The memory of a tally.
  struct Columns: ~Copyable {
    /// Answers from here on are not counted here.
    var limit = Int64.min
    /// The instant of the last one.
    var last: Int64 = -1
    let latency = LatencyHistogram()
  }

  private let columns: UnsafeMutablePointer<Columns>

  init(clock: IntervalClock) {
    columns = .allocate(capacity: 1)
    columns.initialize(to: Columns())
    open(clock)
  }

  func deallocate() {
    columns.deinitialize(count: 1)
    columns.deallocate()
  }

  /// Counts an answer at `time` to a request first tapped at `firstTap`; false, and nothing is
  /// counted, when it does not come within the interval.
  @inline(__always)
  func count(firstTap: Int64, at time: Int64) -> Bool {
    if time >= columns.pointee.limit { return false }
    if time > columns.pointee.last { columns.pointee.last = time }
    columns.pointee.latency.handle.record(time &- firstTap)
    return true
  }

  /// Gets ready for the current interval.
  func open(_ clock: IntervalClock) { columns.pointee.limit = clock.wholeUntil }

  /// Adds what was counted to the recorder of the clients and forgets it.
  func flush(_ recorder: ClientRecorder, column: Int, clock: IntervalClock) {
    let latency = columns.pointee.latency.handle
    guard latency.count > 0 else { return }
    recorder.addAnswers(latency, last: columns.pointee.last, column: column, clock: clock)
    columns.pointee.last = -1
    latency.clear()
  }
}
