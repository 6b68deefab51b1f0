import SimulationStatistics

/// Visits of the straight path to one tier that lie within the current interval, counted apart: a
/// handful of instructions each, and added to the tier's recorder when the interval ends.
///
/// All visits of one kind with one outcome, without a wait, each one operation.
struct VisitTally {
  /// The memory of a tally.
  struct Columns: ~Copyable {
    /// Visits that end from here on are not counted here (`IntervalClock.wholeUntil`).
    var limit = Int64.min
    /// Sum of the instants of arrivals; may wrap.
    var arrivals: UInt64 = 0
    let sojourn = LatencyHistogram()
    /// Server nanoseconds by node.
    let busy: UnsafeMutablePointer<Int64>
  }

  private let columns: UnsafeMutablePointer<Columns>
  private let nodes: Int
  /// False where the sum of an interval could pass 2^62.
  private let isUsable: Bool

  init(nodes: Int, servers: Int, clock: IntervalClock) {
    self.nodes = nodes
    let (time, overflow) = Int64(nodes).multipliedReportingOverflow(by: Int64(servers))
    let (sum, tooMuch) = time.multipliedReportingOverflow(by: clock.length)
    isUsable = !overflow && !tooMuch && sum < 1 << 62
    columns = .allocate(capacity: 1)
    columns.initialize(to: Columns(busy: zeroed(nodes)))
    open(clock)
  }

  func deallocate() {
    columns.pointee.busy.deallocate()
    columns.deinitialize(count: 1)
    columns.deallocate()
  }

  /// Counts a visit of one operation at `node`; false, and nothing is counted, when it does not lie
  /// within the interval.
  @inline(__always)
  func count(node: Int, from now: Int64, to finish: Int64) -> Bool {
    if finish >= columns.pointee.limit { return false }
    columns.pointee.arrivals &+= UInt64(bitPattern: now)
    columns.pointee.busy[node] &+= finish &- now
    columns.pointee.sojourn.handle.record(finish &- now)
    return true
  }

  /// Gets ready for the current interval.
  func open(_ clock: IntervalClock) {
    columns.pointee.limit = isUsable ? clock.wholeUntil : .min
  }

  /// Adds what was counted to the recorder of the tier and forgets it.
  func flush(_ recorder: TierRecorder, kind: UInt8, outcome: Outcome, clock: IntervalClock) {
    let sojourn = columns.pointee.sojourn.handle
    guard sojourn.count > 0 else { return }
    recorder.addVisits(
      sojourn, arrivals: columns.pointee.arrivals, kind: kind, outcome: outcome, clock: clock)
    for node in 0..<nodes where columns.pointee.busy[node] != 0 {
      recorder.addBusy(columns.pointee.busy[node], node: node, clock: clock)
      columns.pointee.busy[node] = 0
    }
    columns.pointee.arrivals = 0
    sojourn.clear()
  }
}
