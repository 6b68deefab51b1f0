import SimulationStatistics

/// The memory of a `TierRecorder`: counters, sums and histograms of one tier.
struct TierColumns {
  let nodes: Int
  let servers: Int
  let intervals: Int
  /// Intervals per column of the heat map.
  let intervalsPerColumn: Int
  let columns: Int
  /// Rows of counters: (interval, kind), `Column.width` each.
  let counters: UnsafeMutablePointer<UInt32>
  /// Server nanoseconds by interval.
  let busy: UnsafeMutablePointer<Int128>
  /// Waiting nanoseconds by interval.
  let queued: UnsafeMutablePointer<Int128>
  /// Server nanoseconds by (column, node).
  let nodeBusy: UnsafeMutablePointer<Int128>
  /// Server nanoseconds inside the statistics window by node.
  let nodeBusyInWindow: UnsafeMutablePointer<Int128>
  /// Waiting nanoseconds inside the statistics window.
  let queuedInWindow: UnsafeMutablePointer<Int128>
  /// Longest queue at one node, requests in flight at the end and messages lost on the way by kind,
  /// operations that did not wait.
  let totals: UnsafeMutablePointer<Int64>
  let wait: HistogramHandle
  /// Sojourns by kind.
  let sojourn: UnsafeMutablePointer<HistogramHandle>
  let sojournOverTime: UnsafeMutablePointer<IntervalSeries>
  let visits: UnsafeMutablePointer<VisitSums>
  /// The scenario's instants to note, and the changes of the number in the tier between them.
  let probes: ProbeTable
  let probed: UnsafeMutablePointer<Int64>

  /// `histograms`: the first of `histogramCount` histograms of `bank` that are this tier's.
  init(
    nodes: Int, servers: Int, clock: IntervalClock, bank: borrowing HistogramBank,
    histograms: Int, probes: ProbeTable
  ) {
    self.nodes = nodes
    self.servers = servers
    intervals = clock.count
    intervalsPerColumn = (clock.count + 59) / 60
    columns = (clock.count + intervalsPerColumn - 1) / intervalsPerColumn
    counters = zeroed(clock.count * 3 * TierRecorder.Column.width)
    busy = zeroed(clock.count)
    queued = zeroed(clock.count)
    nodeBusy = zeroed(columns * nodes)
    nodeBusyInWindow = zeroed(nodes)
    queuedInWindow = zeroed(1)
    totals = zeroed(TierRecorder.Total.count)
    wait = bank[histograms]
    sojourn = .allocate(capacity: 3)
    for kind in 0..<3 { (sojourn + kind).initialize(to: bank[histograms + 1 + kind]) }
    sojournOverTime = .allocate(capacity: 1)
    sojournOverTime.initialize(to: IntervalSeries())
    visits = .allocate(capacity: 1)
    visits.initialize(to: VisitSums())
    self.probes = probes
    probed = zeroed(probes.count + 1)
  }

  func deallocate() {
    counters.deallocate()
    busy.deallocate()
    queued.deallocate()
    nodeBusy.deallocate()
    nodeBusyInWindow.deallocate()
    queuedInWindow.deallocate()
    totals.deallocate()
    sojourn.deallocate()
    sojournOverTime.deinitialize(count: 1)
    sojournOverTime.deallocate()
    visits.deallocate()
    probed.deallocate()
  }
}
