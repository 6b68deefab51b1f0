import SimulationKernel

extension Slab {
  /// Saves or loads all records with their numbers, those that are free included.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    let rows = try archive.count(used, stride: MemoryLayout<Record>.stride)
    if archive.isLoading && rows > capacity { self = Slab(capacity: rows) }
    used = rows
    try archive.rows(records, count: rows)
    freeCount = try archive.count(freeCount, stride: MemoryLayout<UInt32>.stride)
    guard freeCount <= used else { throw archive.damaged("\(freeCount) of \(used) are free") }
    try archive.rows(free, count: freeCount)
  }
}
