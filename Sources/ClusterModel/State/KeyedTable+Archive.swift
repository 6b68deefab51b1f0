import SimulationKernel

extension KeyedTable {
  /// Saves or loads what the tier holds; `nodes` are the tier's.
  mutating func archive(_ archive: inout StateArchive, nodes: Int) throws(StateError) {
    try archive.section("keys")
    try archive.column(entries, count: entryCount)
    try archive.column(versions, count: versionCount)
    try archive.column(newest, count: nodes)
    try archive.column(oldest, count: nodes)
    try archive.column(held, count: nodes)
    try archive.column(members, count: nodes * row)
    try archive.column(evictions, count: nodes)
  }

  /// Saves or loads what the tier has counted.
  mutating func archiveCounts(_ archive: inout StateArchive) throws(StateError) {
    try archive.value(&counts)
    try archive.value(&answered)
  }
}
