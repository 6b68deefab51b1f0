import SimulationKernel

extension SlotBag {
  /// Saves or loads the bag as it lies: its members know their places.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    var members = archive.isLoading ? [] : byPlace
    try archive.list(&members)
    if archive.isLoading { byPlace = members }
  }
}
