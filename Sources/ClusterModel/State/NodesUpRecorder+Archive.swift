import SimulationKernel

extension NodesUpRecorder {
  /// Saves or loads everything recorded, and the state that is on.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.column(shares, count: Self.isFine(nodes) ? nodes + 1 : 1)
    try archive.value(&up)
    try archive.value(&last)
    try archive.value(&upTime)
    try archive.value(&failures)
    try archive.value(&firstAllDown)
  }
}
