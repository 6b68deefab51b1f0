import RedPackets
import ScenarioTypes
import SimulationKernel

/// Requests from outside: they enter where the requests of populations do, pass what those pass,
/// and differ only in that their client is not simulated. It neither tries again nor opens by
/// itself; its final answer is noted for whoever asked.
extension ClusterWorld {
  /// A sender taps: a packet of `cents` in `shares` shares, and the send that creates it.
  mutating func sendFromOutside(
    cents: Int64, shares: Int, ticket: UInt64, at tap: Int64, _ queue: inout EventQueue
  ) -> PacketHandle {
    let population = external.population
    external.serial &+= 1
    let key = BitMixer.mix(populations[population].key &+ BitMixer.mix(external.serial))
    let slot = packets.take()
    expiries.clear(slot, capacity: packets.capacity)
    packet(slot).pointee = Packet(
      key: key, amount: Int32(cents), shares: UInt16(shares), population: population)
    // Held by the outside, until it is forgotten.
    packet(slot).pointee.references = 1
    let generation = external.open(slot, cents: cents, shares: shares)
    enterFromOutside(
      key: attemptKey(key, member: Request.sender, kind: .send, attempt: 1), kind: .send,
      packet: slot, member: Request.sender, isRetry: false, ticket: ticket, at: tap, &queue)
    return PacketHandle(slot: slot, generation: generation)
  }

  /// A member taps: a claim or an open.
  mutating func askFromOutside(
    _ kind: RequestKind, packet slot: UInt32, member: UInt16, isRetry: Bool, ticket: UInt64,
    at tap: Int64, _ queue: inout EventQueue
  ) {
    external.serial &+= 1
    // Members and tries may repeat; keys must not.
    let key = BitMixer.mix(packet(slot).pointee.key ^ BitMixer.mix(external.serial))
    enterFromOutside(
      key: key, kind: kind, packet: slot, member: member, isRetry: isRetry, ticket: ticket,
      at: tap, &queue)
  }

  private mutating func enterFromOutside(
    key: UInt64, kind: RequestKind, packet: UInt32, member: UInt16, isRetry: Bool, ticket: UInt64,
    at tap: Int64, _ queue: inout EventQueue
  ) {
    let slot = takeRequest(key: key, kind: kind, packet: packet, member: member, at: tap)
    extra(slot).pointee.ticket = ticket
    if isRetry { request(slot).pointee.attempt = 2 }
    happenings &+= 1
    external.asked[Int(kind.rawValue)] += 1
    countFirstTry(kind, populations + external.population, at: tap)
    enter(slot, at: tap, &queue)
  }

  /// The final answer to a request from outside, which its client gets at `time`.
  @inline(never)
  mutating func answeredOutside(_ slot: UInt32, _ outcome: Outcome, at time: Int64) {
    let request = request(slot)
    let kind = request.pointee.kind
    let recorder = clients + Int(kind.rawValue)
    var column = ClientRecorder.Column.toldYes
    if outcome.isFailure {
      recorder.pointee.count(ClientRecorder.Column.sawError, at: time, clock: clock)
      column = ClientRecorder.Column.gaveUp
    } else if outcome.isRejection {
      column = ClientRecorder.Column.noes + Int(outcome.code) - 1
    } else {
      recorder.pointee.count(ClientRecorder.Column.toldYesAtFirst, at: time, clock: clock)
    }
    recorder.pointee.finish(column, firstTap: request.pointee.firstTap, at: time, clock: clock)
    var cents: Int64 = 0
    if kind == .open && outcome.isServed {
      let receipt = entry(
        .receipt, of: packet(request.pointee.packet), member: request.pointee.member)
      cents = Int64(receipt?.value ?? 0)
    }
    external.ended[Int(kind.rawValue) * Outcome.count + Int(outcome.code)] += 1
    external.completions.append(
      ExternalCompletion(
        ticket: extra(slot).pointee.ticket, kind: kind, verdict: outcome.verdict, time: time,
        cents: cents))
    release(slot)
  }

  /// The outside will not speak of a packet again.
  mutating func forgetFromOutside(_ slot: UInt32) {
    external.rows[Int(slot)].isHeld = false
    external.heldPackets -= 1
    dropReference(slot)
  }

  /// Requests from outside without a final answer: counted one by one, by kind.
  mutating func countExternalInFlight() -> [UInt64] {
    var counts: [UInt64] = [0, 0, 0]
    let isFree = requests.freeFlags()
    let others = Request.orphanFlag | Request.detachedFlag | Request.copyFlag
    for slot in 0..<requests.used where !isFree[slot] {
      let request = requests.records + slot
      if request.pointee.phase == .husk || request.pointee.kindAndFlags & others != 0 { continue }
      if extras.records[slot].ticket != 0 { counts[Int(request.pointee.kindAndFlags & 3)] += 1 }
    }
    return counts
  }

  /// Cents in the database rows of packets that somebody may still act on, counted one by one, and
  /// of those that only wait for their expiry.
  mutating func countOpenCents() -> Int64 {
    var cents = books.ledger.total.cents
    let isFree = packets.freeFlags()
    for slot in 0..<packets.used where !isFree[slot] {
      let packet = packets.records + slot
      if packet.pointee.flags & Packet.storedFlag != 0 {
        cents += Int64(packet.pointee.remaining)
      }
    }
    return cents
  }

  /// Ends intervals that are over at `time`, when no event has.
  mutating func noteTime(_ time: Int64) {
    if clock.isPast(time) { turnInterval(to: time) }
  }
}
