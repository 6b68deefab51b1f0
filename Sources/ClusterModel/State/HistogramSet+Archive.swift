import SimulationKernel
import SimulationStatistics

extension HistogramSet {
  /// Saves or loads all counts.
  func archive(_ archive: inout StateArchive) throws(StateError) {
    let state = bank.state
    if let words = state.baseAddress { try archive.column(words, count: state.count) }
  }
}
