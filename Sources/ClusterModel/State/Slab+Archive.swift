import SimulationKernel

extension Slab {
  /// Saves or loads all records with their numbers, those that are free included: they carry the
  /// list of free ones.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    dissolveChains()
    let rows = try archive.count(used, stride: MemoryLayout<Record>.stride)
    if archive.isLoading && rows > capacity { self = Slab(capacity: rows) }
    used = rows
    try archive.rows(records, count: rows)
    try archive.value(&freeCount)
    try archive.value(&firstFree)
    guard freeCount <= used, freeCount == 0 || Int(firstFree) < used else {
      throw archive.damaged("\(freeCount) of \(used) are free")
    }
  }
}
