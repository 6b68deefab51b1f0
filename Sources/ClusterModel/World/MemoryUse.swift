import RedPackets

/// How many records of each kind a run has needed at once, and how large they are.
package struct MemoryUse: Sendable, Equatable {
  /// Requests in flight.
  package var requests: Int
  /// Open packets.
  package var packets: Int
  /// Receipts, admissions and places in queues for a row lock.
  package var entries: Int

  /// Bytes of a request in flight, where the scenario uses nothing that needs `RequestExtra`.
  package static var requestBytes: Int { MemoryLayout<Request>.stride }
  /// Bytes of an open packet: the row that the model works on, and the books' account of it. Runs
  /// longer than the expiry have 8 more.
  package static var packetBytes: Int {
    MemoryLayout<Packet>.stride + MemoryLayout<PacketAccount>.stride
  }
  /// Bytes of an entry.
  package static var entryBytes: Int { MemoryLayout<PacketEntry>.stride }
}
