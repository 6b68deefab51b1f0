import SimulationKernel

extension StationHeap {
  /// Saves or loads the heap as it lies: its members know their places.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    // Field by field: an entry has bytes that mean nothing.
    var entries = archive.isLoading ? [] : byPlace
    var keys = entries.map(\.key)
    var numbers = entries.map(\.number)
    var slots = entries.map(\.slot)
    try archive.list(&keys)
    try archive.list(&numbers)
    try archive.list(&slots)
    guard archive.isLoading else { return }
    guard keys.count == numbers.count, keys.count == slots.count else {
      throw archive.damaged("a heap of \(keys.count), \(numbers.count) and \(slots.count)")
    }
    entries = keys.indices.map { Entry(key: keys[$0], number: numbers[$0], slot: slots[$0]) }
    byPlace = entries
  }
}
