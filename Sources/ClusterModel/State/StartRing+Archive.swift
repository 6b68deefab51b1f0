import SimulationKernel

extension StartRing {
  /// Saves or loads the start times of those who wait, in order.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    var waiting = archive.isLoading ? [] : inOrder
    try archive.list(&waiting)
    guard archive.isLoading else { return }
    removeAll()
    for time in waiting { append(time) }
  }
}
