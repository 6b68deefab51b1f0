import SimulationKernel

extension ManagedTier {
  /// Saves or loads what the tier's nodes do, and its queue for the repair crews.
  mutating func archive(_ archive: inout StateArchive, nodes count: Int) throws(StateError) {
    try archive.section("managed stations")
    try archive.value(&crewsAtWork)
    try archive.value(&firstBroken)
    try archive.value(&lastBroken)
    for node in 0..<count { try nodes[node].archive(&archive) }
    try archive.column(servedHead, count: count * StationPool.classCount)
    try archive.column(servedTail, count: count * StationPool.classCount)
  }

  /// Saves or loads what the tier has recorded.
  mutating func archiveRecorders(_ archive: inout StateArchive) throws(StateError) {
    try states.archive(&archive)
    try nodesUp.archive(&archive)
  }
}
