import SimulationKernel

extension ArrivalCurve {
  /// Saves or loads the place of the last answer.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.value(&position)
    try archive.value(&turns)
    guard position >= 0 else { throw archive.damaged("piece \(position) of a curve") }
  }
}
