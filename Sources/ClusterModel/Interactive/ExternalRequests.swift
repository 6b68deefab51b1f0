import ScenarioTypes
import SimulationKernel

/// What a world knows of packets and requests that came from outside, through
/// `InteractiveSimulation`. In any other run nothing is here.
struct ExternalRequests: ~Copyable {
  /// What was asked for when a packet was created, and who holds it.
  struct PacketRow: BitwiseCopyable {
    /// Cents paid in.
    var cents: Int32 = 0
    /// Shares, 1 to 60,000.
    var shares: UInt16 = 0
    /// The next member nobody has been yet.
    var nextMember: UInt16 = 0
    /// Tells the packets of one slot apart, one after the other.
    var generation: UInt32 = 0
    /// The outside may still speak of it.
    var isHeld = false
  }

  /// False: there are none, and nothing of this is looked at.
  var isUsed = false
  /// Index of the population that they belong to.
  var population = -1
  /// Requests so far; numbers their keys.
  var serial: UInt64 = 0
  /// Packets held.
  var heldPackets = 0
  /// By slot of the slab of packets.
  var rows: [PacketRow] = []
  /// What was answered and not fetched yet, in the order in which it was worked out.
  var completions: [ExternalCompletion] = []
  /// Requests that came, by kind; and how they ended, by kind and code of the outcome.
  var asked: [UInt64] = [0, 0, 0]
  var ended = [UInt64](repeating: 0, count: 3 * Outcome.count)

  /// True for the packets that were created from outside.
  @inline(__always)
  func owns(population index: Int) -> Bool { isUsed && index == population }

  /// Makes room for a packet in `slot`; answers its generation.
  mutating func open(_ slot: UInt32, cents: Int64, shares: Int) -> UInt32 {
    while rows.count <= Int(slot) { rows.append(PacketRow()) }
    let generation = rows[Int(slot)].generation &+ 1
    rows[Int(slot)] = PacketRow(
      cents: Int32(truncatingIfNeeded: cents), shares: UInt16(truncatingIfNeeded: shares),
      nextMember: 0, generation: generation, isHeld: true)
    heldPackets += 1
    return generation
  }

  /// A member that nobody has been yet, while there are fewer than 60,000.
  mutating func newMember(of slot: UInt32) -> UInt16 {
    let member = rows[Int(slot)].nextMember
    rows[Int(slot)].nextMember = member == Self.mostMembers - 1 ? 0 : member + 1
    return member
  }

  /// Members of one packet; then they repeat, as far as the network is concerned.
  static var mostMembers: UInt16 { 60_000 }
}
