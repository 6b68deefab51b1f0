import SimulationKernel

extension StationPool {
  /// Saves or loads what the nodes do; `senders` as in `PoolBuilder`.
  func archive(_ archive: inout StateArchive, senders: Int) throws(StateError) {
    try archive.section("stations")
    try archive.constant(hashSalt, "the salt of the tier's name")
    try archive.column(freeAt, count: nodes * servers)
    for node in 0..<nodes { try starts[node].archive(&archive) }
    try archive.column(admissionTime, count: nodes)
    try archive.column(life, count: nodes)
    try archive.column(outageStart, count: nodes)
    try archive.column(outageEnd, count: nodes)
    try archive.column(outageCursor, count: nodes)
    try archive.column(inService, count: nodes)
    try archive.column(waiting, count: nodes)
    try archive.column(queueHead, count: nodes * Self.classCount)
    try archive.column(queueTail, count: nodes * Self.classCount)
    try archive.column(batchHead, count: nodes)
    try archive.column(nextBatchHead, count: nodes)
    try archive.column(nextBatchTail, count: nodes)
    try archive.column(flushEnd, count: nodes)
    try archive.column(flushes, count: nodes)
    try archive.column(roundRobin, count: route == .roundRobin ? senders : 1)
    try archive.column(turns, count: order == .random ? nodes : 1)
    try managed.pointee.archive(&archive, nodes: isManaged ? nodes : 0)
    if isKeyed { try keyed.pointee.archive(&archive, nodes: nodes) }
  }

  /// Saves or loads what the tier has recorded.
  func archiveRecorders(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("recorder of a tier")
    try recorder.archive(&archive)
    try managed.pointee.archiveRecorders(&archive)
    try keyed.pointee.archiveCounts(&archive)
  }

  private var isKeyed: Bool { duty == .cache || duty == .update }
}
