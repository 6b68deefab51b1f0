import SimulationKernel
import SimulationStatistics

extension IntervalSeries {
  /// Saves or loads the open intervals and the summaries of the closed ones.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    var shape = (ring.firstOpen, ring.window, ring.discarded)
    try archive.value(&shape)
    if archive.isLoading {
      guard ring.restart(firstOpen: shape.0, window: shape.1, discarded: shape.2) else {
        throw archive.damaged("a window of \(shape.1) intervals from \(shape.0)")
      }
    }
    let state = ring.state
    if let counts = state.baseAddress { try archive.column(counts, count: state.count) }
    try archiveSummaries(&archive)
    if keepsCounts { try archiveKept(&archive) }
  }

  /// The counts of closed intervals, one after the other.
  private mutating func archiveKept(_ archive: inout StateArchive) throws(StateError) {
    var lengths = kept.map(\.count)
    var counts = kept.flatMap { $0 }
    try archive.list(&lengths)
    try archive.list(&counts)
    guard archive.isLoading else { return }
    guard lengths.allSatisfy({ $0 >= 0 && $0 <= counts.count }),
      lengths.reduce(0, &+) == counts.count
    else { throw archive.damaged("\(counts.count) counts of \(lengths.count) intervals") }
    var start = 0
    kept = lengths.map { length in
      defer { start += length }
      return Array(counts[start..<start + length])
    }
  }

  /// Column by column; a quantile that is not there is the smallest number.
  private mutating func archiveSummaries(_ archive: inout StateArchive) throws(StateError) {
    var intervals = summaries.map(\.interval)
    var counts = summaries.map(\.count)
    var p50 = summaries.map { $0.p50 ?? .min }
    var p99 = summaries.map { $0.p99 ?? .min }
    try archive.list(&intervals)
    try archive.list(&counts)
    try archive.list(&p50)
    try archive.list(&p99)
    guard archive.isLoading else { return }
    let lengths = [intervals.count, counts.count, p50.count, p99.count]
    guard lengths.allSatisfy({ $0 == intervals.count }) else {
      throw archive.damaged("summaries of \(lengths) intervals")
    }
    func known(_ value: Int64) -> Int64? { value == .min ? nil : value }
    summaries = intervals.indices.map { place in
      IntervalQuantiles(
        interval: intervals[place], count: counts[place], p50: known(p50[place]),
        p99: known(p99[place]))
    }
  }
}
