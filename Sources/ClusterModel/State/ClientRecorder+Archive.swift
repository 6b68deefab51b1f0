import SimulationKernel

extension ClientRecorder {
  /// Saves or loads all but the histogram, which lies in the world's bank.
  func archive(_ archive: inout StateArchive, intervals: Int) throws(StateError) {
    try archive.section("recorder of clients")
    try archive.column(counters, count: intervals * Column.width)
    try archive.column(stillTrying, count: 1)
    try archive.column(pauses, count: 1)
    try archive.column(lastOutcome, count: 1)
    try latencyOverTime.pointee.archive(&archive)
  }
}
