import SimulationKernel

extension TierRecorder {
  /// Saves or loads all but the histograms, which lie in the world's bank.
  func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.column(counters, count: intervals * 3 * Column.width)
    try archive.column(busy, count: intervals)
    try archive.column(queued, count: intervals)
    try archive.column(nodeBusy, count: columns * nodes)
    try archive.column(nodeBusyInWindow, count: nodes)
    try archive.column(queuedInWindow, count: 1)
    try archive.column(totals, count: Total.count)
    try archive.column(visits, count: 1)
    try archive.column(probed, count: probes.count + 1)
    try sojournOverTime.pointee.archive(&archive)
  }
}
