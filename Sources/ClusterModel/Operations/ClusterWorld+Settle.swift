import CKernelShims
import RedPackets
import ScenarioTypes
import SimulationKernel

/// The database transaction that opens a share: row lock, service, group commit.
///
/// State changes at the commit, under the lock, so that a crash before it changes nothing. See
/// docs/model/settlement.md.
extension ClusterWorld {
  /// Takes the row lock of the packet, or waits for it in order.
  mutating func lockRow(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let packet = packet(request(slot).pointee.packet)
    if packet.pointee.flags & Packet.lockedFlag == 0 {
      packet.pointee.flags |= Packet.lockedFlag
      request(slot).pointee.set(Request.lockFlag)
      work(slot, pool, at: now, &queue)
      return
    }
    packet.pointee.flags |= Packet.contendedFlag
    queueLock(slot, on: packet)
    request(slot).pointee.phase = .locking
    ensureTimeout(slot, before: .max, &queue)
  }

  /// Gives the row lock back if the request has it, and wakes the next one.
  mutating func unlockRow(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    guard request.pointee.has(Request.lockFlag) else { return }
    request.pointee.clear(Request.lockFlag)
    let packet = packet(request.pointee.packet)
    guard packet.pointee.flags & Packet.contendedFlag != 0,
      let next = entry(.lock, of: packet, member: nil)
    else {
      packet.pointee.flags &= ~(Packet.lockedFlag | Packet.contendedFlag)
      return
    }
    removeEntries(of: packet) { $0.kind == .lock && $0.value == next.value }
    let other = self.request(next.value)
    other.pointee.set(Request.lockFlag)
    let flow = flows + Int(other.pointee.kindAndFlags & 3)
    work(next.value, pools + flow.pointee.tier(other.pointee.hop), at: now, &queue)
  }

  /// The statements of a transaction are done: what does the row say?
  mutating func transact(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let outcome = decision(slot, at: now)
    guard outcome == nil else {
      finish(slot, pool, outcome ?? .served, at: now, &queue)
      return
    }
    if settings.hasFlush {
      joinFlush(slot, pool, at: now, &queue)
    } else {
      commit(slot, pool, at: now, &queue)
    }
  }

  /// The answer that needs no commit; nil when there is a share to give.
  private mutating func decision(_ slot: UInt32, at now: Int64) -> Outcome? {
    let request = request(slot)
    let packet = packet(request.pointee.packet)
    if packet.pointee.flags & Packet.storedFlag == 0 { return .failed(.error) }
    let isOnlyTry = request.pointee.attempt == 1 && !request.pointee.has(Request.orphanFlag)
    if !isOnlyTry && entry(.receipt, of: packet, member: request.pointee.member) != nil {
      // The member has its receipt already (another try committed): the same answer again.
      return .served
    }
    if expiries.isPast(request.pointee.packet, at: now) { return .rejected(.expired) }
    if packet.pointee.left == 0 {
      books.refusedEmpty += 1
      return .rejected(.empty)
    }
    return nil
  }

  /// The transaction is durable: the share is drawn, the receipt is written.
  private mutating func commit(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let packetSlot = request.pointee.packet
    let packet = packet(packetSlot)
    if let outcome = decision(slot, at: now) {
      finish(slot, pool, outcome, at: now, &queue)
      return
    }
    let shares = shares(of: packet)
    let cents = books.draw(
      key: Purpose.shareAmount.word(packet.pointee.key),
      total: books.needsTotal ? amount(of: packet, shares: shares) : 0, shares: shares,
      remaining: Int64(packet.pointee.remaining), left: Int(packet.pointee.left))
    packet.pointee.remaining -= Int32(cents)
    packet.pointee.left -= 1
    addEntry(
      .receipt, member: request.pointee.member, value: UInt32(truncatingIfNeeded: cents),
      to: packet)
    books.settle(packetSlot, number: packet.pointee.key, cents: cents)
    happenings += 1
    if settings.storeTier >= 0 { tellStore(packetSlot, at: now, &queue) }
    finish(slot, pool, .served, at: now, &queue)
  }

  /// The store learns of a commit at `now` a little later. Where nobody will ever ask it, that is
  /// counted at once.
  @inline(__always)
  private mutating func tellStore(
    _ slot: UInt32, at now: Int64, _ queue: inout EventQueue
  ) {
    let time = now + settings.learnsAfter
    guard settings.isAskedForCommits else {
      if time <= clock.end { happenings += 1 }
      return
    }
    packet(slot).pointee.references += 1
    queue.schedule(Event(time: time, word: ClusterEvent.word(.learn, slot: slot)))
  }

  // MARK: Group commit

  /// Waits for the flush that makes the transaction durable: a new one, or the one after the flush
  /// that runs.
  private mutating func joinFlush(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let node = Int(request.pointee.node)
    request.pointee.phase = .committing
    prefetchAccount(request.pointee.packet)
    request.pointee.next = Request.none
    if pool.pointee.flushEnd[node] == 0 {
      pool.pointee.batchHead[node] = slot
      startFlush(pool, node: node, at: now, &queue)
      return
    }
    if pool.pointee.nextBatchHead[node] == Request.none {
      pool.pointee.nextBatchHead[node] = slot
    } else {
      self.request(pool.pointee.nextBatchTail[node]).pointee.next = slot
    }
    pool.pointee.nextBatchTail[node] = slot
    ensureTimeout(slot, before: pool.pointee.flushEnd[node], &queue)
  }

  private mutating func startFlush(
    _ pool: UnsafeMutablePointer<StationPool>, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    pool.pointee.flushes[node] &+= 1
    // By tier and node, not by a number among all senders: those before it may become more.
    let nodeKey = BitMixer.mix(UInt64(pool.pointee.tier) << 32 | UInt64(node)) &+ settings.seedKey
    var stream = Purpose.flush.stream(
      nodeKey, counter: UInt64(pool.pointee.flushes[node]) << 8)
    let end = now + max(settings.flush.drawNanoseconds(&stream), 1)
    pool.pointee.flushEnd[node] = end
    var slot = pool.pointee.batchHead[node]
    while slot != Request.none {
      ensureTimeout(slot, before: end, &queue)
      slot = request(slot).pointee.next
    }
    queue.schedule(
      Event(
        time: end,
        word: ClusterEvent.word(.flushed, slot: UInt32(pool.pointee.tier), number: node)))
  }

  /// A flush ends: its transactions are durable, and the next batch is flushed.
  mutating func flushed(tier: Int, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let pool = pools + tier
    // A flush that a crash cut off.
    guard pool.pointee.flushEnd[node] == now else { return }
    pool.pointee.flushEnd[node] = 0
    var slot = pool.pointee.batchHead[node]
    pool.pointee.batchHead[node] = pool.pointee.nextBatchHead[node]
    pool.pointee.nextBatchHead[node] = Request.none
    if pool.pointee.batchHead[node] != Request.none {
      startFlush(pool, node: node, at: now, &queue)
    }
    while slot != Request.none {
      let next = request(slot).pointee.next
      commit(slot, pool, at: now, &queue)
      slot = next
    }
  }
}
