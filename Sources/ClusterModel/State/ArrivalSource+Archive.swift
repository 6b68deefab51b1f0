import SimulationKernel

extension ArrivalSource {
  /// Saves or loads how far the source is: its streams, its place in the curve, its period.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.value(&stream)
    try archive.value(&periodStream)
    try archive.value(&level)
    try archive.value(&last)
    try archive.value(&first)
    try archive.value(&periodStart)
    try archive.value(&periodEnd)
    try archive.value(&remaining)
    try curve.archive(&archive)
  }
}
