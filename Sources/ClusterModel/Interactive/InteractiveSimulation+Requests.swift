import ScenarioTypes
import SimulationKernel

/// Requests from outside. Each has a ticket, a number of the caller's other than 0, under which its
/// final answer is found among the completions: one for each request, unless the run ends before.
///
/// `time` is when the user taps, in nanoseconds; not before the time reached. Amortised O(1), no
/// allocation but the growth of arrays.
extension InteractiveSimulation {
  /// Sends a packet of `cents` in `shares` shares. It can be claimed at once, but will be found
  /// only after it was stored: wait for the completion.
  public mutating func createPacket(
    shares: Int, cents: Int64, ticket: UInt64, at time: Int64
  ) throws(RequestRefusal) -> PacketHandle {
    guard (1...60_000).contains(shares), cents >= Int64(shares), cents <= 2_000_000_000 else {
      throw .badAmount
    }
    let time = try begin(.send, ticket, time)
    return simulation.withWorld { world, queue in
      world.sendFromOutside(cents: cents, shares: shares, ticket: ticket, at: time, &queue)
    }
  }

  /// A member taps on a packet. Nil for somebody new; a member who asked before tries again, and is
  /// answered as before if the first claim was admitted.
  /// - Returns: the number of the member, below 60,000. After so many they repeat.
  @discardableResult
  public mutating func claim(
    _ packet: PacketHandle, member: UInt16? = nil, ticket: UInt64, at time: Int64
  ) throws(RequestRefusal) -> UInt16 {
    let slot = try slot(of: packet)
    let time = try begin(.claim, ticket, time)
    return simulation.withWorld { world, queue in
      let number = member ?? world.external.newMember(of: slot)
      world.askFromOutside(
        .claim, packet: slot, member: number, isRetry: member != nil, ticket: ticket, at: time,
        &queue)
      return number
    }
  }

  /// A member whose claim was admitted opens its share. One that opened before tries again, and
  /// gets the same answer.
  public mutating func open(
    _ packet: PacketHandle, member: UInt16, isRetry: Bool = false, ticket: UInt64, at time: Int64
  ) throws(RequestRefusal) {
    let slot = try slot(of: packet)
    let time = try begin(.open, ticket, time)
    simulation.withWorld { world, queue in
      world.askFromOutside(
        .open, packet: slot, member: member, isRetry: isRetry, ticket: ticket, at: time, &queue)
    }
  }

  /// Says that nobody outside will speak of a packet again, so that its memory is free when its
  /// last request is answered. What is left of its money waits for its expiry.
  public mutating func forget(_ packet: PacketHandle) {
    guard let slot = try? slot(of: packet) else { return }
    simulation.withWorld { world, _ in world.forgetFromOutside(slot) }
  }

  /// Packets that were created and not forgotten.
  public var heldPackets: Int { simulation.world.external.heldPackets }

  /// Moves the final answers that are known into `list`, which is emptied before: in the order in
  /// which they were worked out, which is not that of their times.
  public mutating func drainCompletions(into list: inout [ExternalCompletion]) {
    list.removeAll(keepingCapacity: true)
    swap(&list, &simulation.world.external.completions)
  }

  private func begin(
    _ kind: RequestKind, _ ticket: UInt64, _ time: Int64
  ) throws(RequestRefusal) -> Int64 {
    precondition(ticket != 0, "a ticket of 0")
    precondition(simulation.world.external.isUsed, "this simulation accepts no requests")
    guard simulation.world.flows[Int(kind.rawValue)].exists else { throw .noWay }
    let time = max(time, reached)
    if time > end || isOver { throw .afterTheEnd }
    return time
  }

  private func slot(of packet: PacketHandle) throws(RequestRefusal) -> UInt32 {
    let slot = packet.slot
    guard Int(slot) < simulation.world.external.rows.count else { throw .unknownPacket }
    let row = simulation.world.external.rows[Int(slot)]
    guard row.isHeld, row.generation == packet.generation else { throw .unknownPacket }
    return slot
  }
}
