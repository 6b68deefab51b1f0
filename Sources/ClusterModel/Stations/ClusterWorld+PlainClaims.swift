import CKernelShims
import RedPackets
import ScenarioTypes
import SimulationKernel

/// The straight path of claims: what the general functions would do, step by step and draw by draw,
/// for a claim that finds a free server at its relay, and at its cache node a free server and an
/// empty counter. Whatever is otherwise goes back to the general functions before anything has been
/// changed. Data plane.
extension ClusterWorld {
  /// A member's first tap reaches the relay; `access` is the place of its access network. Its
  /// record keeps that in `scratch`, until its cache node has seen it.
  @inline(__always)
  mutating func plainMember(
    packet slot: UInt32, member: Int, access: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    let pool = plain.entry
    let packet = packet(slot)
    let packetKey = packet.pointee.key
    let key = plain.key(of: packetKey, member: member)
    let node = relayNode(key)
    guard let server = freeServer(pool, node: node, at: now) else {
      memberArrives(packet: slot, member: member, at: now, &queue)
      return
    }
    let population = populations + packet.pointee.population
    let (accessed, duration) = accessAndService(population, access: access, pool, key: key)
    let tap = now &- accessed
    let finish = min(now &+ duration, ClusterBuilder.longestSpan)
    server.pointee = finish
    if !plain.entryVisits.count(node: node, from: now, to: finish) {
      pool.pointee.recorder.plainVisit(
        node: node, kind: RequestKind.claim.rawValue, outcome: .served, from: now, to: finish,
        clock: clock)
    }
    happenings &+= 2

    // The last one who may act on a packet closes its account, a hop later.
    if packet.pointee.references == 1, let account = books.books.address(packet: Int(slot)) {
      ckernel_prefetch(account)
    }
    let cache = plain.cache
    let target =
      packet.pointee.holder != Packet.noHolder
      ? Int(truncatingIfNeeded: packet.pointee.holder >> 12)
      : hashed(cache, Purpose.packetHash.word(packetKey), at: finish)
    let timeout = population.pointee.timeout
    let deadline = timeout < 0 ? Int64.max : tap &+ timeout
    let arrival =
      finish
      &+ fabric.plainDelay(
        from: pool.pointee.place[node], to: cache.pointee.place[target], key: key,
        purpose: .link(visit: 1))
    if links.role == .gate && arrival <= deadline
      && sendAhead(
        slot, member: member, population, access: access, key: key, tap: tap, from: node,
        to: target, arrival: arrival)
    {
      dropReference(slot)
      return
    }
    let record = Request(
      key: key, firstTap: tap, deadline: deadline, entered: now, scratch: Int64(access),
      packet: slot, next: Request.none, entryNode: UInt32(truncatingIfNeeded: node),
      node: UInt32(truncatingIfNeeded: target), member: UInt16(truncatingIfNeeded: member),
      kindAndFlags: RequestKind.claim.rawValue, hop: 1, phase: .travelling, swaps: 0, attempt: 1,
      visit: 1)
    let taken = requests.take()
    request(taken).pointee = record
    if links.role == .gate {
      sendPassage(taken, arrival: arrival, &queue)
      return
    }
    if arrival > deadline { ensureTimeout(taken, before: arrival, &queue) }
    queue.schedule(Event(time: arrival, word: ClusterEvent.word(.claimant, slot: taken)))
  }

  /// A first try that is no claim, or a later step of one, reaches the relay. False, and nothing is
  /// changed, when it is at another tier, tries again, or finds no free server.
  @inline(__always)
  mutating func plainEntry(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) -> Bool {
    let request = request(slot)
    guard plain.isUsed, request.pointee.hop == 0, request.pointee.attempt == 1 else { return false }
    let pool = plain.entry
    let kind = request.pointee.kindAndFlags & 3
    let flow = flows + Int(kind)
    guard flow.pointee.count > 1, flow.pointee.tier(0) == pool.pointee.tier else { return false }
    let key = request.pointee.key
    let node = relayNode(key)
    guard let server = freeServer(pool, node: node, at: now) else { return false }
    var stream = Purpose.service(visit: request.pointee.visit).stream(key)
    let duration = address(of: \.service, in: pool).drawNanoseconds(&stream)
    let finish = min(now &+ duration, ClusterBuilder.longestSpan)
    server.pointee = finish
    pool.pointee.recorder.plainVisit(
      node: node, kind: kind, outcome: .served, from: now, to: finish, clock: clock)
    happenings &+= 2
    request.pointee.visit &+= 1
    request.pointee.entered = now
    request.pointee.entryNode = UInt32(truncatingIfNeeded: node)
    request.pointee.node = UInt32(truncatingIfNeeded: node)
    forward(slot, to: 1, at: finish, &queue)
    return true
  }

  /// The node of the relay that the request of a key goes to.
  @inline(__always)
  private func relayNode(_ key: UInt64) -> Int {
    let nodes = plain.entry.pointee.nodes
    if nodes == 1 { return 0 }
    return Int(
      truncatingIfNeeded: Purpose.route(hop: 0).word(key)
        .multipliedFullWidth(by: UInt64(truncatingIfNeeded: nodes)).high)
  }

  /// Sends a first claim from the gate on to its cache node, with what is drawn for it there: the
  /// site has more to do. False, and nothing is sent, when a draw is too long for the message.
  @inline(__always)
  private mutating func sendAhead(
    _ slot: UInt32, member: Int, _ population: UnsafeMutablePointer<PopulationState>, access: Int,
    key: UInt64, tap: Int64, from relay: Int, to node: Int, arrival: Int64
  ) -> Bool {
    let service = cacheService(key)
    let back = wayBack(
      population, access: access, from: plain.cache.pointee.place[node],
      to: plain.entry.pointee.place[relay], key: key)
    if service | back > Int64(UInt32.max) { return false }
    sendClaim(
      PartitionMessages.Claim(
        time: arrival, firstTap: tap, service: UInt32(truncatingIfNeeded: service),
        back: UInt32(truncatingIfNeeded: back), packet: packet(slot).pointee.entries,
        node: UInt32(truncatingIfNeeded: node), entryNode: UInt32(truncatingIfNeeded: relay),
        member: UInt16(truncatingIfNeeded: member)))
    return true
  }

  /// A first claim reaches its cache node. In the site of a cut cluster the gate has drawn what it
  /// needs (`sendAhead`).
  @inline(__always)
  mutating func plainClaim(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let pool = plain.cache
    let request = request(slot)
    let packet = packet(request.pointee.packet)
    let node = request.pointee.node
    guard packet.pointee.count == 0, packet.pointee.holder == node << 12,
      request.pointee.kindAndFlags == RequestKind.claim.rawValue,
      let server = freeServer(pool, node: Int(node), at: now)
    else {
      reach(slot, at: now, &queue)
      return
    }
    let isDrawn = links.role == .site
    let duration = isDrawn ? request.pointee.entered : cacheService(request.pointee.key)
    let finish = min(now &+ duration, ClusterBuilder.longestSpan)
    guard !expiries.isPast(request.pointee.packet, at: finish) else {
      reach(slot, at: now, &queue)
      return
    }
    server.pointee = finish
    if !plain.cacheVisits.count(node: Int(node), from: now, to: finish) {
      pool.pointee.recorder.plainVisit(
        node: Int(node), kind: RequestKind.claim.rawValue, outcome: .rejected(.soldOut), from: now,
        to: finish, clock: clock)
    }
    happenings &+= 3

    let back =
      isDrawn
      ? request.pointee.scratch
      : wayBack(
        populations + packet.pointee.population, access: Int(request.pointee.scratch),
        from: pool.pointee.place[Int(node)],
        to: plain.entry.pointee.place[Int(request.pointee.entryNode)], key: request.pointee.key)
    let arrival = finish &+ back
    if arrival > request.pointee.deadline {
      request.pointee.entered = now
      request.pointee.visit = 2
      vanish(slot, &queue)
      return
    }
    if !plain.answers.count(firstTap: request.pointee.firstTap, at: arrival) {
      clients[Int(RequestKind.claim.rawValue)].finish(
        Self.soldOutColumn, firstTap: request.pointee.firstTap, at: arrival, clock: clock)
    }
    release(slot)
  }

  /// How long a claim is served at its cache node.
  @inline(__always)
  private mutating func cacheService(_ key: UInt64) -> Int64 {
    var stream = Purpose.service(visit: 1).stream(key)
    return address(of: \.service, in: plain.cache).drawNanoseconds(&stream)
  }

  /// How long the answer to a claim is on its way, from its cache node over its relay to its user.
  @inline(__always)
  private mutating func wayBack(
    _ population: UnsafeMutablePointer<PopulationState>, access: Int, from: Int32, to: Int32,
    key: UInt64
  ) -> Int64 {
    if population.pointee.accessCount == 0 {
      return fabric.plainDelay(from: from, to: to, key: key, purpose: .linkBack)
    }
    return fabric.plainDelay(
      from: from, to: to, purpose: .linkBack,
      over: population.pointee.access[access].network, purpose: .accessBack, key: key)
  }

  /// How long a first try was on its way over an access network, and how long it is served at the
  /// first tier.
  @inline(__always)
  private mutating func accessAndService(
    _ population: UnsafeMutablePointer<PopulationState>, access: Int,
    _ pool: UnsafeMutablePointer<StationPool>, key: UInt64
  ) -> (Int64, Int64) {
    var service = Purpose.service(visit: 0).stream(key)
    if population.pointee.accessCount == 0 {
      return (0, address(of: \.service, in: pool).drawNanoseconds(&service))
    }
    let network = fabric.access + population.pointee.access[access].network
    var out = Purpose.accessOut.stream(key)
    let (delay, duration) = address(of: \.latency, in: network).drawNanoseconds(
      &out, with: address(of: \.service, in: pool), &service)
    return (fabric.delayed(delay, by: network, &out), duration)
  }

  private static var soldOutColumn: Int {
    ClientRecorder.Column.noes &+ Int(Outcome.rejected(.soldOut).code) &- 1
  }

  /// Adds what the straight path counted apart to the recorders.
  mutating func flushTallies() {
    let claim = RequestKind.claim.rawValue
    plain.entryVisits.flush(
      plain.entry.pointee.recorder, kind: claim, outcome: .served, clock: clock)
    plain.cacheVisits.flush(
      plain.cache.pointee.recorder, kind: claim, outcome: .rejected(.soldOut), clock: clock)
    plain.answers.flush(clients[Int(claim)], column: Self.soldOutColumn, clock: clock)
  }

  /// Gets ready for the interval that the clock shows now.
  mutating func reopenTallies() {
    plain.entryVisits.open(clock)
    plain.cacheVisits.open(clock)
    plain.answers.open(clock)
  }

  /// The first server of a node that is free at `now`, or nil.
  @inline(__always)
  private func freeServer(
    _ pool: UnsafeMutablePointer<StationPool>, node: Int, at now: Int64
  ) -> UnsafeMutablePointer<Int64>? {
    let servers = pool.pointee.servers
    let free = pool.pointee.freeAt + node &* servers
    let found = StationPool.firstFree(free, servers: servers, at: now)
    return found < servers ? free + found : nil
  }
}
