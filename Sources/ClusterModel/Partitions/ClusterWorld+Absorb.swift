import SimulationStatistics

/// Adding up what the partitions of a run have counted. Integers: the order does not matter.
extension ClusterWorld {
  /// Keeps what `absorb` will need of closed intervals.
  func keepCounts() {
    for index in 0..<poolCount { pools[index].recorder.sojournOverTime.pointee.keepsCounts = true }
    for kind in 0..<3 { clients[kind].latencyOverTime.pointee.keepsCounts = true }
  }

  /// Adds the counts of another partition of the same run, after both have ended.
  mutating func absorb(_ other: borrowing ClusterWorld) {
    happenings &+= other.happenings
    for index in 0..<histograms.count { histograms[index].merge(other.histograms[index]) }
    for index in 0..<poolCount { pools[index].recorder.absorb(other.pools[index].recorder) }
    for kind in 0..<3 { clients[kind].absorb(other.clients[kind], intervals: clock.count) }
  }
}

extension TierRecorder {
  fileprivate func absorb(_ other: TierRecorder) {
    add(other.counters, to: counters, count: intervals * 3 * Column.width)
    add(other.busy, to: busy, count: intervals)
    add(other.queued, to: queued, count: intervals)
    add(other.nodeBusy, to: nodeBusy, count: columns * nodes)
    add(other.nodeBusyInWindow, to: nodeBusyInWindow, count: nodes)
    let longest = max(totals[Total.longestQueue], other.totals[Total.longestQueue])
    add(other.queuedInWindow, to: queuedInWindow, count: 1)
    add(other.totals, to: totals, count: Total.count)
    totals[Total.longestQueue] = longest
    visits.pointee.add(other.visits.pointee)
    sojournOverTime.pointee.absorb(other.sojournOverTime.pointee)
  }
}

extension ClientRecorder {
  fileprivate func absorb(_ other: ClientRecorder, intervals: Int) {
    add(other.counters, to: counters, count: intervals * Column.width)
    stillTrying.pointee += other.stillTrying.pointee
    pauses.pointee += other.pauses.pointee
    lastOutcome.pointee = max(lastOutcome.pointee, other.lastOutcome.pointee)
    latencyOverTime.pointee.absorb(other.latencyOverTime.pointee)
  }
}

/// Adds a column to another one.
private func add<Number: FixedWidthInteger>(
  _ source: UnsafeMutablePointer<Number>, to target: UnsafeMutablePointer<Number>, count: Int
) {
  for index in 0..<count { target[index] &+= source[index] }
}
