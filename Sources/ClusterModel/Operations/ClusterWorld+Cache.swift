import ScenarioTypes
import SimulationKernel

/// The `cache` operation: hits are answered here, misses fetch by going on along their way, and the
/// answer that comes back fills the entry. See docs/model/keyed.md.
extension ClusterWorld {
  /// The lookup has been served at `time`.
  mutating func look(
    up slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let table = pool.pointee.keyed
    let key = extra(slot).pointee.item
    let node = Int(request(slot).pointee.node)
    let counts = time >= clock.warmup && time <= clock.end
    if isHeld(key, pool, node: node, at: time) {
      if counts { table.pointee.counts.hits += 1 }
      touch(key, pool, node: node, at: time)
      if time <= clock.end { countAnswer(of: slot, in: table) }
      leaveAnswered(slot, pool, .served, at: time, &queue)
      return
    }
    let entry = table.pointee.entries + Int(key)
    if entry.pointee.isFilling && table.pointee.joinsFetches {
      if counts { table.pointee.counts.joins += 1 }
      join(slot, entry)
      ensureTimeout(slot, before: .max, &queue)
      return
    }
    if counts {
      table.pointee.counts.fetches += 1
      if !entry.pointee.isFilling { table.pointee.counts.expiries += 1 }
    }
    if table.pointee.eviction != .pinned {
      entry.pointee.isFilling = true
      let flow = flows + Int(request(slot).pointee.kindAndFlags & 3)
      if request(slot).pointee.hop + 1 == flow.pointee.count {
        // Nothing behind it: the fetch takes no time.
        scheduleFill(pool.pointee.tier, key, isServed: true, at: time, &queue)
      }
    }
    leave(slot, pool, .served, at: time, &queue)
  }

  private mutating func isHeld(
    _ key: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int, at time: Int64
  ) -> Bool {
    let table = pool.pointee.keyed
    if table.pointee.eviction == .pinned { return Int(key) < table.pointee.capacity }
    let entry = table.pointee.entries + Int(key)
    return entry.pointee.node == Int32(node)
      && entry.pointee.life == pool.pointee.life[node] + 1 && time < entry.pointee.expiry
  }

  /// An access renews what the settings say.
  private mutating func touch(
    _ key: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int, at time: Int64
  ) {
    let table = pool.pointee.keyed
    if table.pointee.eviction == .pinned { return }
    if table.pointee.isRefreshedByAccess {
      table.pointee.entries[Int(key)].expiry = expiry(table, from: time)
    }
    if table.pointee.eviction == .leastRecentlyUsed && table.pointee.newest[node] != key {
      let life = table.pointee.entries[Int(key)].life
      table.pointee.remove(key, node: node)
      table.pointee.insert(key, node: node)
      table.pointee.entries[Int(key)].life = life
    }
  }

  private mutating func expiry(_ table: UnsafeMutablePointer<KeyedTable>, from time: Int64) -> Int64
  {
    table.pointee.ttl > Int64.max - time ? .max : time + table.pointee.ttl
  }

  private mutating func countAnswer(of slot: UInt32, in table: UnsafeMutablePointer<KeyedTable>) {
    switch request(slot).pointee.kind {
    case .send: table.pointee.answered.0 += 1
    case .claim: table.pointee.answered.1 += 1
    case .open: table.pointee.answered.2 += 1
    }
  }

  // MARK: Single-flight

  private mutating func join(_ slot: UInt32, _ entry: UnsafeMutablePointer<KeyedTable.Entry>) {
    request(slot).pointee.phase = .joining
    request(slot).pointee.next = Request.none
    if entry.pointee.firstWaiting == KeyedTable.none {
      entry.pointee.firstWaiting = slot
    } else {
      request(entry.pointee.lastWaiting).pointee.next = slot
    }
    entry.pointee.lastWaiting = slot
  }

  // MARK: Filling

  /// A request that missed at some caches of its way ends at a tier behind them: its answer passes
  /// them on its way back. The message to each cache has a latency of its own.
  mutating func passCaches(
    _ slot: UInt32, isServed: Bool, at time: Int64, _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let flow = flows + Int(request.pointee.kindAndFlags & 3)
    let last = pools + flow.pointee.tier(request.pointee.hop)
    let place = last.pointee.place[Int(request.pointee.node)]
    passCaches(
      slot, before: request.pointee.hop, from: place, isServed: isServed, at: time, &queue)
  }

  /// The same for a request that ends before step `end`, on its way from a place, for the caches
  /// behind step `start` if that is given.
  mutating func passCaches(
    _ slot: UInt32, after start: UInt8? = nil, before end: UInt8, from: Int32, isServed: Bool,
    at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let flow = flows + Int(request.pointee.kindAndFlags & 3)
    let first = start.map { $0 + 1 } ?? 0
    for hop in min(first, end)..<end where flow.pointee.caches >> UInt16(hop) & 1 != 0 {
      let tier = flow.pointee.tier(hop)
      let pool = pools + tier
      if pool.pointee.keyed.pointee.eviction == .pinned { continue }
      let key = extra(slot).pointee.item
      let node = hashed(pool, itemHash(key), at: time)
      let delay = fabric.delay(
        from: from, to: pool.pointee.place[node], at: time, key: request.pointee.key,
        purpose: .fill(hop: hop))
      // The cache gives a lost answer up at once.
      scheduleFill(
        tier, key, isServed: isServed && delay != nil, at: time + (delay ?? 0), &queue)
    }
  }

  private mutating func scheduleFill(
    _ tier: Int, _ key: UInt32, isServed: Bool, at time: Int64, _ queue: inout EventQueue
  ) {
    let number = tier << 1 | (isServed ? 1 : 0)
    queue.schedule(
      Event(time: time, word: ClusterEvent.word(.filled, slot: key, number: number)))
  }

  /// An answer (or the news that there is none) reaches a cache.
  mutating func filled(key: UInt32, number: Int, at now: Int64, _ queue: inout EventQueue) {
    let pool = pools + (number >> 1)
    let table = pool.pointee.keyed
    if table.pointee.eviction == .pinned { return }
    let node = hashed(pool, itemHash(key), at: now)
    happenings += 1
    let entry = table.pointee.entries + Int(key)
    var outcome = Outcome.failed(.error)
    if pool.pointee.hasOutages && isDown(pool, node, at: now) {
      outcome = .failed(.nodeDown)
    } else if number & 1 != 0 {
      outcome = .served
      if !isHeld(key, pool, node: node, at: now) { keep(key, pool, node: node, at: now) }
    }
    entry.pointee.isFilling = false
    var slot = entry.pointee.firstWaiting
    entry.pointee.firstWaiting = KeyedTable.none
    entry.pointee.lastWaiting = KeyedTable.none
    while slot != KeyedTable.none {
      let next = request(slot).pointee.next
      request(slot).pointee.next = Request.none
      if outcome.isServed { countAnswer(of: slot, in: table) }
      leaveAnswered(slot, pool, outcome, at: now, &queue)
      slot = next
    }
  }

  /// Puts an entry into a node, and another one out if there is no room.
  private mutating func keep(
    _ key: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int, at now: Int64
  ) {
    let table = pool.pointee.keyed
    let life = pool.pointee.life[node] + 1
    let old = table.pointee.entries[Int(key)]
    if old.life != 0 && old.life == pool.pointee.life[Int(old.node)] + 1 {
      // Too old, or on another node since this one was down: still in its list.
      table.pointee.remove(key, node: Int(old.node))
    }
    if table.pointee.held[node] >= table.pointee.capacity {
      evict(pool, node: node)
    }
    table.pointee.insert(key, node: node)
    table.pointee.entries[Int(key)].life = life
    table.pointee.entries[Int(key)].node = Int32(node)
    table.pointee.entries[Int(key)].expiry = expiry(table, from: now)
  }

  private mutating func evict(
    _ pool: UnsafeMutablePointer<StationPool>, node: Int
  ) {
    let table = pool.pointee.keyed
    var victim = table.pointee.oldest[node]
    if table.pointee.eviction == .random {
      table.pointee.evictions[node] += 1
      let nodeKey = BitMixer.mix(UInt64(pool.pointee.tier) << 32 | UInt64(node)) &+ settings.seedKey
      var stream = Purpose.eviction.stream(nodeKey, counter: table.pointee.evictions[node] << 8)
      let place = stream.uniform(below: UInt64(table.pointee.held[node]))
      victim = table.pointee.members[node * table.pointee.row + Int(place)]
    }
    table.pointee.remove(victim, node: node)
  }

  /// The hash that finds the node of a key.
  @inline(__always)
  func itemHash(_ item: UInt32) -> UInt64 { Purpose.packetHash.word(UInt64(item) &+ 1) }
}
