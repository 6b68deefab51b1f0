import SimulationKernel

/// Which node of a pool a request goes to. Data plane.
extension ClusterWorld {
  /// The node for a request that is sent to `pool` at `now` by a sender with a number of its own
  /// (a population, or a node of another tier).
  ///
  /// A sender leaves out nodes that it knows to be down. Draws belong to the request and are
  /// scaled to the number of nodes, so that a larger pool changes nothing else.
  @inline(__always)
  mutating func route(
    _ pool: UnsafeMutablePointer<StationPool>, _ request: UnsafeMutablePointer<Request>,
    from sender: Int, at now: Int64
  ) -> Int {
    if pool.pointee.nodes == 1 { return 0 }
    switch pool.pointee.route {
    case .random:
      let key = Purpose.route(hop: request.pointee.hop).word(request.pointee.key)
      return alive(pool, key: key, at: now) { draw in
        Int(draw.multipliedFullWidth(by: UInt64(pool.pointee.nodes)).high)
      }
    case .hashOfPacket: return routeByPacket(pool, request, at: now)
    case .hashOfUser: return routeByUser(pool, request, at: now)
    case .roundRobin: return routeInTurn(pool, from: sender, at: now)
    case .leastOutstanding, .powerOfD: return balance(pool, request, at: now)
    }
  }

  /// The first of a sequence of candidates, made from a key, that is not known to be down.
  @inline(__always)
  private mutating func alive(
    _ pool: UnsafeMutablePointer<StationPool>, key: UInt64, at now: Int64,
    _ candidate: (UInt64) -> Int
  ) -> Int {
    let first = candidate(key)
    guard pool.pointee.hasOutages else { return first }
    var node = first
    var salt: UInt64 = 0
    while isKnownDown(pool, node, at: now) {
      salt += 1
      if salt > 64 { return first }
      node = candidate(BitMixer.mix(key &+ salt))
    }
    return node
  }

  private mutating func isKnownDown(
    _ pool: UnsafeMutablePointer<StationPool>, _ node: Int, at now: Int64
  ) -> Bool {
    pool.pointee.schedule.isKnownDown(node, at: now, detection: pool.pointee.detection)
  }

  /// A consistent hash (jump hash) of the packet; packets of a node known to be down spread over
  /// the others by a salted second hash, and come home when it is known to be back.
  @inline(__always)
  private mutating func routeByPacket(
    _ pool: UnsafeMutablePointer<StationPool>, _ request: UnsafeMutablePointer<Request>,
    at now: Int64
  ) -> Int {
    let slot = request.pointee.packet
    if slot == Request.none {
      if pool.pointee.hashesItems {
        return hashed(pool, itemHash(extra(of: request).pointee.item), at: now)
      }
      return hashed(pool, Purpose.packetHash.word(request.pointee.key), at: now)
    }
    let packet = packet(slot)
    if pool.pointee.duty == .claim && !pool.pointee.hasOutages
      && packet.pointee.holder != Packet.noHolder
    {
      return Int(packet.pointee.holder >> 12)
    }
    return hashed(pool, Purpose.packetHash.word(packet.pointee.key), at: now)
  }

  private mutating func routeByUser(
    _ pool: UnsafeMutablePointer<StationPool>, _ request: UnsafeMutablePointer<Request>,
    at now: Int64
  ) -> Int {
    let slot = request.pointee.packet
    let user =
      slot == Request.none
      ? request.pointee.key : userKey(packet(slot).pointee.key, request.pointee.member)
    return hashed(pool, Purpose.userHash.word(user), at: now)
  }

  mutating func hashed(_ pool: UnsafeMutablePointer<StationPool>, _ key: UInt64, at now: Int64)
    -> Int
  {
    let salted = BitMixer.mix(key ^ pool.pointee.hashSalt)
    return alive(pool, key: salted, at: now) {
      Int(jumpHash(key: $0, buckets: Int32(pool.pointee.nodes)))
    }
  }

  /// The node that keeps a packet's record when no node is down.
  mutating func homeOfRecord(
    _ pool: UnsafeMutablePointer<StationPool>, _ packet: UnsafeMutablePointer<Packet>
  ) -> Int {
    let salted = BitMixer.mix(Purpose.packetHash.word(packet.pointee.key) ^ pool.pointee.hashSalt)
    return Int(jumpHash(key: salted, buckets: Int32(pool.pointee.nodes)))
  }

  /// One after the other; each sending node and each population has its own counter. A
  /// population's counter moves on as its requests arrive.
  private mutating func routeInTurn(
    _ pool: UnsafeMutablePointer<StationPool>, from sender: Int, at now: Int64
  ) -> Int {
    let counter = pool.pointee.roundRobin + sender
    for _ in 0..<pool.pointee.nodes {
      let node = Int(counter.pointee)
      counter.pointee = node + 1 == pool.pointee.nodes ? 0 : UInt32(node + 1)
      if !pool.pointee.hasOutages || !isKnownDown(pool, node, at: now) { return node }
    }
    return Int(counter.pointee)
  }

  /// The balancer of the pool picks the node with the fewest requests: of all nodes, or of a few
  /// drawn with replacement. Ties go to the earlier draw, or to the node with the smaller hash of
  /// the request.
  private mutating func balance(
    _ pool: UnsafeMutablePointer<StationPool>, _ request: UnsafeMutablePointer<Request>,
    at now: Int64
  ) -> Int {
    let key = Purpose.route(hop: request.pointee.hop).word(request.pointee.key)
    let nodes = UInt64(pool.pointee.nodes)
    if pool.pointee.route == .powerOfD {
      var stream = RandomStream(key: key)
      var best = -1
      for _ in 0..<pool.pointee.choices {
        let node = Int(stream.uniform(below: nodes))
        if pool.pointee.hasOutages && isKnownDown(pool, node, at: now) { continue }
        if best < 0 || pool.pointee.outstanding(node) < pool.pointee.outstanding(best) {
          best = node
        }
      }
      if best >= 0 { return best }
    }
    var best = -1
    var bestLength = Int32.max
    var ties: UInt64 = 0
    var stream = RandomStream(key: key, counter: 1 << 32)
    for node in 0..<pool.pointee.nodes {
      if pool.pointee.hasOutages && isKnownDown(pool, node, at: now) { continue }
      let length = pool.pointee.outstanding(node)
      if length < bestLength {
        bestLength = length
        best = node
        ties = 1
      } else if length == bestLength {
        ties += 1
        if stream.uniform(below: ties) == 0 { best = node }
      }
    }
    return max(best, 0)
  }
}
