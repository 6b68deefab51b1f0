import SimulationKernel

extension ManagedNode {
  /// Saves or loads everything that the node does.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try serving.archive(&archive)
    try impatient.archive(&archive)
    try bag.archive(&archive)
    try archive.value(&virtual)
    try archive.value(&last)
    try archive.value(&wakes)
    try archive.value(&turns)
    try archive.value(&isBroken)
    try archive.value(&upLeft)
    try archive.value(&repaired)
    try archive.value(&draws)
    try archive.value(&nextBroken)
  }
}
