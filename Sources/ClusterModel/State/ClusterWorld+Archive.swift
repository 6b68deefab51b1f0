import SimulationKernel
import SimulationStatistics

/// The whole mutable state of a cluster, in two halves: what moves, and what was recorded. Each can
/// be walked alone, to move a part of a cluster or to collect what its parts have recorded.
extension ClusterWorld {
  /// Saves or loads both halves.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archiveMotion(&archive)
    try archiveRecorders(&archive)
  }

  /// Saves or loads requests, packets, stations and populations.
  mutating func archiveMotion(_ archive: inout StateArchive) throws(StateError) {
    flushTallies()
    try archive.section("intervals")
    try archive.constant(clock.length, "the length of an interval")
    try archive.constant(clock.warmup, "the warm-up")
    try archive.constant(clock.end, "the end of the run")
    try archive.value(&clock)
    reopenTallies()
    try archive.section("requests")
    try requests.archive(&archive)
    try extras.archive(&archive, count: requests.used, capacity: requests.capacity)
    try joins.archive(&archive)
    try archive.section("packets")
    try packets.archive(&archive)
    try expiries.archive(&archive, count: packets.used, capacity: packets.capacity)
    try entries.archive(&archive)
    for index in 0..<populationCount { try populations[index].archive(&archive) }
    for index in 0..<poolCount { try pools[index].archive(&archive, senders: senderCount) }
  }

  /// Saves or loads counters, histograms, time series and books.
  mutating func archiveRecorders(_ archive: inout StateArchive) throws(StateError) {
    flushTallies()
    try archive.section("recorders")
    try archive.value(&happenings)
    try archive.value(&hasEnded)
    let words = histograms.state
    if let first = words.baseAddress { try archive.column(first, count: words.count) }
    try archive.column(probes.nodesUp, count: probes.count * poolCount)
    for index in 0..<poolCount { try pools[index].archiveRecorders(&archive) }
    for kind in 0..<3 { try clients[kind].archive(&archive, intervals: clock.count) }
    try books.archive(&archive)
  }

  /// Populations, then the nodes of all pools.
  private var senderCount: Int {
    (0..<poolCount).reduce(populationCount) { $0 + pools[$1].nodes }
  }
}
