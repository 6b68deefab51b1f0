import SimulationKernel

extension StateRecorder {
  /// Saves or loads everything recorded, and the state that is on.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.column(shares, count: limit + 1)
    try archive.column(nodeShares, count: limit + 1)
    try archive.column(atNode, count: isKept ? nodes : 1)
    try archive.column(nodeLast, count: isKept ? nodes : 1)
    try archive.value(&number)
    try archive.value(&last)
    try archive.value(&sum)
    try archive.value(&squares)
    try archive.value(&busySince)
    try archive.value(&busyServed)
    try archive.value(&busyPeriods)
    try archive.value(&busyTime)
    try archive.value(&busyRequests)
    try archive.value(&firstEmpty)
  }
}
