import SimulationKernel

extension ExtraColumn {
  /// Saves or loads the extras of the first `count` records, the numbers that have been used;
  /// `capacity` is that of the slab.
  mutating func archive(
    _ archive: inout StateArchive, count: Int, capacity needed: Int
  ) throws(StateError) {
    guard isKept else { return }
    if archive.isLoading && needed > capacity { grow(to: needed) }
    try archive.column(records, count: count)
  }
}
