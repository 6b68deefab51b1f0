import ScenarioTypes
import SimulationKernel

/// The claim counter of a packet at its cache node.
///
/// A compare-and-swap reads the version, and writes a round trip later; it conflicts when another
/// one succeeded in between. Operations of one node take effect in the order of their arrival
/// (FIFO). See docs/model/cache.md.
extension ClusterWorld {
  /// The read (or, in atomic mode, the whole operation) has been served at `finish`.
  @inline(__always)
  mutating func claim(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at finish: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let packetSlot = request.pointee.packet
    if packetSlot == Request.none {
      leave(slot, pool, .served, at: finish, &queue)
      return
    }
    let packet = packet(packetSlot)
    if request.pointee.kind == .send {
      // A send that is tried again after its group was told must not fill the counter up. Nobody
      // has opened a share before.
      if packet.pointee.flags & Packet.postedFlag == 0 {
        install(packet, pool, node: Int(request.pointee.node), count: packet.pointee.left)
      }
      leave(slot, pool, .served, at: finish, &queue)
      return
    }
    if expiries.isPast(packetSlot, at: finish) {
      leave(slot, pool, .rejected(.expired), at: finish, &queue)
      return
    }
    if packet.pointee.holder != holder(pool, node: Int(request.pointee.node)) {
      miss(slot, pool, at: finish, &queue)
      return
    }
    let isOnlyTry = request.pointee.attempt == 1 && !request.pointee.has(Request.orphanFlag)
    if !isOnlyTry && isAdmitted(packet, request.pointee.member) {
      leave(slot, pool, .served, at: finish, &queue)
      return
    }
    if packet.pointee.count == 0 {
      leave(slot, pool, .rejected(.soldOut), at: finish, &queue)
      return
    }
    if settings.isAtomic {
      admitClaim(packet, member: request.pointee.member)
      leave(slot, pool, .served, at: finish, &queue)
      return
    }
    request.pointee.scratch = Int64(packet.pointee.version)
    request.pointee.phase = .swapping
    roundTrip(slot, pool, at: finish, &queue)
  }

  /// The compare-and-swap arrives.
  mutating func swap(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let pool = poolOf(request)
    happenings += 2
    let node = Int(request.pointee.node)
    let passage = serve(pool, node: node, request, at: now)
    request.pointee.phase = .travelling
    guard passage.outcome.isServed else {
      leave(slot, pool, passage.outcome, at: passage.finish, &queue)
      return
    }
    let packet = packet(request.pointee.packet)
    if packet.pointee.holder != holder(pool, node: node) {
      miss(slot, pool, at: passage.finish, &queue)
      return
    }
    if Int64(packet.pointee.version) == request.pointee.scratch && packet.pointee.count > 0 {
      admitClaim(packet, member: request.pointee.member)
      leave(slot, pool, .served, at: passage.finish, &queue)
      return
    }
    request.pointee.swaps += 1
    if request.pointee.swaps >= settings.swaps {
      if settings.letsThrough { books.overAdmitted += 1 }
      let outcome: Outcome = settings.letsThrough ? .served : .rejected(.busy)
      leave(slot, pool, outcome, at: passage.finish, &queue)
      return
    }
    // The answer to a conflict carries the new version and what is left.
    if packet.pointee.count == 0 {
      leave(slot, pool, .rejected(.soldOut), at: passage.finish, &queue)
      return
    }
    request.pointee.scratch = Int64(packet.pointee.version)
    request.pointee.phase = .swapping
    roundTrip(slot, pool, at: passage.finish, &queue)
  }

  /// Sends the request to its caller and back to the node it is at, for its next operation.
  private mutating func roundTrip(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let visit = request.pointee.visit
    let key = request.pointee.key
    let arrival: Int64
    if request.pointee.hop == 0 {
      arrival =
        time + accessDelay(request, .swapBack(visit: visit))
        + accessDelay(request, .swapOut(visit: visit))
    } else {
      let here = pool.pointee.place[Int(request.pointee.node)]
      let flow = flows + Int(request.pointee.kind.rawValue)
      let caller = pools[flow.pointee.tier(0)].place[Int(request.pointee.entryNode)]
      guard
        let back = fabric.delay(
          from: here, to: caller, at: time, key: key, purpose: .swapBack(visit: visit)),
        let out = fabric.delay(
          from: caller, to: here, at: time + back, key: key, purpose: .swapOut(visit: visit))
      else {
        leaveLost(slot, pool, at: time, &queue)
        return
      }
      arrival = time + back + out
    }
    ensureTimeout(slot, before: arrival, &queue)
    queue.schedule(Event(time: arrival, word: ClusterEvent.word(.reach, slot: slot)))
  }

  /// A message between a claim's operations is lost: the claim ends at its tier, unanswered.
  private mutating func leaveLost(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    pool.pointee.recorder.leave(
      kind: request.pointee.kindAndFlags & 3, outcome: .failed(.lost),
      entered: request.pointee.entered, at: time, clock: clock)
    vanish(slot, &queue)
  }

  // MARK: Counters

  /// A node and its life, as `Packet.holder` keeps them.
  @inline(__always)
  private mutating func holder(_ pool: UnsafeMutablePointer<StationPool>, node: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: node) << 12
      | UInt32(bitPattern: pool.pointee.life[node]) & 0xFFF
  }

  private mutating func install(
    _ packet: UnsafeMutablePointer<Packet>, _ pool: UnsafeMutablePointer<StationPool>, node: Int,
    count: UInt16
  ) {
    packet.pointee.holder = holder(pool, node: node)
    packet.pointee.count = count
    packet.pointee.version &+= 1
    forget(.admission, of: packet)
  }

  /// Hands out one claim.
  private mutating func admitClaim(_ packet: UnsafeMutablePointer<Packet>, member: UInt16) {
    packet.pointee.count -= 1
    packet.pointee.version &+= 1
    addEntry(.admission, member: member, value: 0, to: packet)
  }

  private mutating func isAdmitted(_ packet: UnsafeMutablePointer<Packet>, _ member: UInt16) -> Bool
  {
    entry(.admission, of: packet, member: member) != nil
  }

  @inline(__always)
  private mutating func poolOf(_ request: UnsafeMutablePointer<Request>) -> UnsafeMutablePointer<
    StationPool
  > {
    let flow = flows + Int(request.pointee.kindAndFlags & 3)
    return pools + flow.pointee.tier(request.pointee.hop)
  }

  // MARK: Rebuilding a counter

  /// The node does not know the packet: it asks the store.
  private mutating func miss(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    guard settings.storeTier >= 0 else {
      leave(slot, pool, .failed(.error), at: time, &queue)
      return
    }
    let store = pools + settings.storeTier
    let node = hashed(
      store, Purpose.packetHash.word(packet(request.pointee.packet).pointee.key), at: time)
    let here = pool.pointee.place[Int(request.pointee.node)]
    guard
      let delay = fabric.delay(
        from: here, to: store.pointee.place[node], at: time, key: request.pointee.key,
        purpose: .link(visit: request.pointee.visit))
    else {
      leaveLost(slot, pool, at: time, &queue)
      return
    }
    request.pointee.phase = .fetching
    request.pointee.scratch = Int64(node)
    ensureTimeout(slot, before: time + delay, &queue)
    queue.schedule(Event(time: time + delay, word: ClusterEvent.word(.reach, slot: slot)))
  }

  /// A cache node's question reaches the store.
  mutating func fetch(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let pool = poolOf(request)
    let store = pools + settings.storeTier
    let node = Int(request.pointee.scratch)
    let kind = request.pointee.kindAndFlags & 3
    happenings += 2
    store.pointee.recorder.offer(
      kind: kind, isRetry: request.pointee.attempt > 1, at: now, in: clock.current)
    let packet = packet(request.pointee.packet)
    var passage = serve(store, node: node, request, at: now)
    if passage.outcome.isServed && settings.replicas < 2
      && node != homeOfRecord(store, packet)
    {
      passage.outcome = .failed(.error)
    }
    store.pointee.recorder.leave(
      kind: kind, outcome: passage.outcome, entered: now, at: passage.finish, clock: clock)
    store.pointee.recorder.noteRebuild(passage.outcome, at: passage.finish, clock: clock)
    let here = pool.pointee.place[Int(request.pointee.node)]
    guard
      let delay = fabric.delay(
        from: store.pointee.place[node], to: here, at: passage.finish, key: request.pointee.key,
        purpose: .link(visit: request.pointee.visit))
    else {
      leaveLost(slot, pool, at: passage.finish, &queue)
      return
    }
    guard passage.outcome.isServed else {
      leave(slot, pool, .failed(.error), at: passage.finish + delay, &queue)
      return
    }
    request.pointee.phase = .returning
    precondition(settings.isAskedForCommits, "the store was asked for what it was not told")
    let shares = shares(of: packet)
    request.pointee.scratch = Int64(shares - min(Int(packet.pointee.known), shares))
    ensureTimeout(slot, before: passage.finish + delay, &queue)
    queue.schedule(
      Event(time: passage.finish + delay, word: ClusterEvent.word(.reach, slot: slot)))
  }

  /// The store's answer reaches the cache node, which installs the counter and reads it.
  mutating func rebuild(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let pool = poolOf(request)
    let node = Int(request.pointee.node)
    happenings += 2
    request.pointee.phase = .travelling
    let passage = serve(pool, node: node, request, at: now)
    guard passage.outcome.isServed else {
      leave(slot, pool, passage.outcome, at: passage.finish, &queue)
      return
    }
    let packet = packet(request.pointee.packet)
    if packet.pointee.holder != holder(pool, node: node) {
      let count = UInt16(truncatingIfNeeded: request.pointee.scratch)
      if count > packet.pointee.count { books.overAdmitted += UInt64(count - packet.pointee.count) }
      install(packet, pool, node: node, count: count)
    }
    claim(slot, pool, at: passage.finish, &queue)
  }
}
