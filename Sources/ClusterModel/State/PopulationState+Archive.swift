import SimulationKernel

extension PopulationState {
  /// Saves or loads how far the population is.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("population")
    try archive.constant(key, "the population's key")
    try archive.value(&count)
    try archive.value(&tokens)
    try source.archive(&archive)
  }
}
