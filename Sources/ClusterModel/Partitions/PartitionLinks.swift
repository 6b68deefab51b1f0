import SimulationKernel

/// A partition's place among the others, and its outgoing messages.
struct PartitionLinks {
  let role: PartitionRole
  let site: Int
  let gate: Int
  /// The first crowd, and how many there are.
  let firstCrowd: Int
  let crowds: Int
  var outboxes: Outboxes

  /// A cluster in one piece.
  static var none: PartitionLinks {
    PartitionLinks(role: .whole, site: 0, gate: 0, firstCrowd: 0, crowds: 0, outboxes: Outboxes())
  }

  /// The crowd that a packet's group belongs to.
  func crowd(of packet: UInt64) -> Int {
    firstCrowd + Int(packet.multipliedFullWidth(by: UInt64(crowds)).high)
  }
}
