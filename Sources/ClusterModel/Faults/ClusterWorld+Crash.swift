import ScenarioTypes
import SimulationKernel

/// A node of an event-driven station crashes: what waits or is served there fails.
///
/// Computed stations need no event: they know their outages when a request arrives.
extension ClusterWorld {
  mutating func crash(tier: Int, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let pool = pools + tier
    happenings += 1
    if pool.pointee.isManaged { settle(pool, node: node, at: now, &queue) }
    var caught: [UInt32] = []
    let isFree = requests.freeFlags()
    for slot in 0..<requests.used where !isFree[slot] {
      let request = requests.records + slot
      switch request.pointee.phase {
      case .waiting, .locking, .serving, .committing:
        let flow = flows + Int(request.pointee.kindAndFlags & 3)
        if flow.pointee.tier(request.pointee.hop) == tier && Int(request.pointee.node) == node {
          caught.append(UInt32(slot))
        }
      case .travelling, .swapping, .fetching, .returning, .updating, .joining, .forked,
        .vanished, .husk:
        break
      }
    }
    caught.sort { request($0).pointee.key < request($1).pointee.key }
    clear(pool, node: node)
    if pool.pointee.isManaged {
      crashManaged(caught, pool, node: node, at: now, &queue)
      return
    }
    // Those who wait for locks first, so that no lock passes to a transaction that dies as well.
    for slot in caught { stopWaitingForLock(slot) }
    for slot in caught { unlockRow(slot, at: now, &queue) }
    for slot in caught { fail(slot, pool, at: now, &queue) }
  }

  private mutating func clear(_ pool: UnsafeMutablePointer<StationPool>, node: Int) {
    for list in 0..<StationPool.classCount {
      pool.pointee.queueHead[node * StationPool.classCount + list] = Request.none
      pool.pointee.queueTail[node * StationPool.classCount + list] = Request.none
    }
    pool.pointee.inService[node] = 0
    pool.pointee.waiting[node] = 0
    pool.pointee.batchHead[node] = Request.none
    pool.pointee.nextBatchHead[node] = Request.none
    pool.pointee.flushEnd[node] = 0
  }

  /// Takes a dying transaction out of its packet's lock queue.
  private mutating func stopWaitingForLock(_ slot: UInt32) {
    let request = request(slot)
    guard request.pointee.packet != Request.none else { return }
    if request.pointee.phase == .locking {
      removeEntries(of: packet(request.pointee.packet)) { $0.kind == .lock && $0.value == slot }
    }
  }

  /// A request on the node fails. Its record stays behind as long as events point to it.
  private mutating func fail(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let phase = request.pointee.phase
    if phase != .waiting {
      pool.pointee.recorder.operation(
        node: Int(request.pointee.node), kind: request.pointee.kindAndFlags & 3,
        arrival: request.pointee.entered, start: request.pointee.scratch, finish: now,
        clock: clock)
    } else {
      pool.pointee.recorder.span(request.pointee.entered, now, clock: clock)
    }
    let pending = phase == .serving ? Int64(request.pointee.next) : 0
    guard pending > 0 else {
      request.pointee.phase = .travelling
      leave(slot, pool, .failed(.nodeDown), at: now, &queue)
      return
    }
    // A record of its own goes on; the client's time-out, if one is pending, goes with the old.
    let copy = requests.take()
    extras.copy(slot, to: copy, capacity: requests.capacity)
    let old = self.request(slot)
    extras.copy(slot, to: copy, capacity: requests.capacity)
    self.request(copy).pointee = old.pointee
    let packet = old.pointee.packet
    if packet != Request.none { self.packet(packet).pointee.references += 1 }
    old.pointee.phase = .husk
    old.pointee.scratch = pending
    let fresh = self.request(copy)
    fresh.pointee.phase = .travelling
    fresh.pointee.next = Request.none
    fresh.pointee.clear(Request.timeoutFlag)
    leave(copy, pool, .failed(.nodeDown), at: now, &queue)
  }
}
