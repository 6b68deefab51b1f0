import SimulationStatistics

/// Memory for one histogram of a tally.
enum TallyHistogram {
  static func make() -> HistogramHandle {
    HistogramHandle(ownedWords: zeroed(HistogramHandle.wordCount))
  }

  static func free(_ histogram: HistogramHandle) { histogram.ownedWords.deallocate() }
}
