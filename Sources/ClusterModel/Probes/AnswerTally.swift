import SimulationStatistics

/// Final answers to clients that arrive within the current interval, counted apart as `VisitTally`
/// does: all of one kind with one outcome.
struct AnswerTally {
  /// The memory of a tally.
  struct Columns {
    /// Answers from here on are not counted here.
    var limit = Int64.min
    /// The instant of the last one.
    var last: Int64 = -1
    let latency: HistogramHandle
  }

  private let columns: UnsafeMutablePointer<Columns>

  init(clock: IntervalClock) {
    columns = .allocate(capacity: 1)
    columns.initialize(to: Columns(latency: TallyHistogram.make()))
    open(clock)
  }

  func deallocate() {
    TallyHistogram.free(columns.pointee.latency)
    columns.deallocate()
  }

  /// Counts an answer at `time` to a request first tapped at `firstTap`; false, and nothing is
  /// counted, when it does not come within the interval.
  @inline(__always)
  func count(firstTap: Int64, at time: Int64) -> Bool {
    if time >= columns.pointee.limit { return false }
    if time > columns.pointee.last { columns.pointee.last = time }
    columns.pointee.latency.record(time &- firstTap)
    return true
  }

  /// Gets ready for the current interval.
  func open(_ clock: IntervalClock) { columns.pointee.limit = clock.wholeUntil }

  /// Adds what was counted to the recorder of the clients and forgets it.
  func flush(_ recorder: ClientRecorder, column: Int, clock: IntervalClock) {
    let latency = columns.pointee.latency
    guard latency.count > 0 else { return }
    recorder.addAnswers(latency, last: columns.pointee.last, column: column, clock: clock)
    columns.pointee.last = -1
    latency.clear()
  }
}
