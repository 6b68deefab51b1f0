import ScenarioTypes
import SimulationKernel

/// The record store, the packet's life, and the chains of receipts, admissions and locks.
extension ClusterWorld {
  /// A store operation has been served at `finish`.
  mutating func store(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at finish: Int64,
    _ queue: inout EventQueue
  ) {
    let packet = request(slot).pointee.packet
    if packet != Request.none && request(slot).pointee.kind == .send {
      issue(packet, at: finish)
    }
    leave(slot, pool, .served, at: finish, &queue)
  }

  /// The packet exists from now on: its money is in the books. Doing it twice does nothing.
  mutating func issue(_ slot: UInt32, at time: Int64) {
    let packet = packet(slot)
    if packet.pointee.flags & Packet.storedFlag != 0 || time > clock.end { return }
    packet.pointee.flags |= Packet.storedFlag
    packet.pointee.minute = time / ExpiryMinute.length
    if expiries.isKept { expiries.times[Int(slot)] = time + settings.expiry }
    happenings += 1
    // Nobody can have opened a share yet.
    books.issue(
      slot, number: packet.pointee.key, cents: Int64(packet.pointee.remaining),
      shares: Int(packet.pointee.left))
  }

  /// The store learns of a commit.
  mutating func learn(packet slot: UInt32) {
    packet(slot).pointee.known &+= 1
    happenings += 1
    dropReference(slot)
  }

  /// Nobody will act on the packet any more: its remainder is settled with the books, and its slot
  /// is free.
  mutating func close(_ slot: UInt32) {
    if links.role == .gate {
      closeStub(slot)
      return
    }
    let packet = packet(slot)
    entries.give(chain: packet.pointee.entries)
    packet.pointee.entries = Request.none
    if packet.pointee.flags & Packet.storedFlag != 0 { finishBooks(slot) }
    packets.give(back: slot)
  }

  /// The first scan for expired packets at or after a packet's expiry. Where no packet expires
  /// within the run it is known to the minute only.
  private mutating func refundTime(of slot: UInt32) -> Int64 {
    let expiry =
      expiries.isKept
      ? expiries.times[Int(slot)]
      : packet(slot).pointee.minute * ExpiryMinute.length + settings.expiry
    let scan = settings.refundScan
    return (expiry / scan + (expiry % scan == 0 ? 0 : 1)) * scan
  }

  /// Nothing more is bought out of the packet: what is left waits for its expiry in the ledger.
  mutating func finishBooks(_ slot: UInt32) {
    let packet = packet(slot)
    let shares = shares(of: packet)
    books.close(
      slot, number: packet.pointee.key, key: Purpose.shareAmount.word(packet.pointee.key),
      cents: amount(of: packet, shares: shares), shares: shares,
      remaining: Int64(packet.pointee.remaining), refundTime: refundTime(of: slot),
      canExpire: expiries.isKept)
  }

  // MARK: What was drawn

  /// The number of shares of a packet, as its key has it or the outside has said.
  @inline(__always)
  mutating func shares(of packet: UnsafeMutablePointer<Packet>) -> Int {
    if external.owns(population: packet.pointee.population) {
      return Int(external.rows[packet - packets.records].shares)
    }
    return shares(of: packet.pointee.key, population: packet.pointee.population)
  }

  @inline(__always)
  mutating func shares(of key: UInt64, population index: Int) -> Int {
    var stream = Purpose.shares.stream(key)
    let draw = populations[index].shares.draw(&stream)
    return Int(min(max(draw.rounded(), 1), 60_000))
  }

  /// The cents of a packet, as its key has them or the outside has said.
  @inline(__always)
  mutating func amount(of packet: UnsafeMutablePointer<Packet>, shares: Int) -> Int64 {
    if external.owns(population: packet.pointee.population) {
      return Int64(external.rows[packet - packets.records].cents)
    }
    return amount(of: packet.pointee.key, population: packet.pointee.population, shares: shares)
  }

  @inline(__always)
  mutating func amount(of key: UInt64, population index: Int, shares: Int) -> Int64 {
    var stream = Purpose.amount.stream(key)
    let draw = populations[index].amount.draw(&stream)
    return Int64(min(max(draw.rounded(), Double(shares)), 2_000_000_000))
  }

  // MARK: Entries

  /// Adds an entry at the front of a packet's chain.
  mutating func addEntry(
    _ kind: PacketEntry.Kind, member: UInt16, value: UInt32, to packet: UnsafeMutablePointer<Packet>
  ) {
    let number = entries.take()
    entries.records[Int(number)] = PacketEntry(
      next: packet.pointee.entries, value: value, member: member, kind: kind)
    packet.pointee.entries = number
  }

  /// The first entry of a kind for a member (any member if nil).
  mutating func entry(
    _ kind: PacketEntry.Kind, of packet: UnsafeMutablePointer<Packet>, member: UInt16?
  ) -> PacketEntry? {
    var number = packet.pointee.entries
    while number != Request.none {
      let entry = entries.records[Int(number)]
      if entry.kind == kind && (member == nil || entry.member == member) { return entry }
      number = entry.next
    }
    return nil
  }

  /// Removes every entry of a kind (nothing else is touched).
  mutating func forget(_ kind: PacketEntry.Kind, of packet: UnsafeMutablePointer<Packet>) {
    removeEntries(of: packet) { $0.kind == kind }
  }

  mutating func removeEntries(
    of packet: UnsafeMutablePointer<Packet>, where matches: (PacketEntry) -> Bool
  ) {
    var previous = Request.none
    var number = packet.pointee.entries
    while number != Request.none {
      let entry = entries.records[Int(number)]
      if matches(entry) {
        if previous == Request.none {
          packet.pointee.entries = entry.next
        } else {
          entries.records[Int(previous)].next = entry.next
        }
        entries.give(back: number)
      } else {
        previous = number
      }
      number = entry.next
    }
  }

  /// Adds a lock entry behind all others, so that the first lock entry is the one that holds.
  mutating func queueLock(_ slot: UInt32, on packet: UnsafeMutablePointer<Packet>) {
    let number = entries.take()
    entries.records[Int(number)] = PacketEntry(
      next: Request.none, value: slot, member: 0, kind: .lock)
    var last = packet.pointee.entries
    if last == Request.none {
      packet.pointee.entries = number
      return
    }
    while entries.records[Int(last)].next != Request.none { last = entries.records[Int(last)].next }
    entries.records[Int(last)].next = number
  }
}
