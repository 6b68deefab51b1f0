import ScenarioTypes
import SimulationKernel

/// Queues of managed stations: lists by class that lose a member in a few steps.
extension ClusterWorld {
  /// A request waits for a server.
  mutating func wait(
    _ slot: UInt32, _ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    extra(slot).pointee.since = now
    enqueue(slot, pool, node: node, inFront: pool.pointee.order == .lifo)
    pool.pointee.recorder.noteQueue(
      Int(pool.pointee.waiting[node]), at: now, clock: clock)
    if tier.pointee.hasPatience {
      let request = request(slot)
      var stream = Purpose.patience(visit: request.pointee.visit).stream(request.pointee.key)
      let patience = address(of: \.patience, in: tier).drawNanoseconds(&stream)
      extra(slot).pointee.isImpatient = true
      station.pointee.impatient.push(
        StationHeap.Entry(
          key: Int128(now) + Int128(min(patience, ClusterBuilder.longestSpan)),
          number: request.pointee.key, slot: slot), extras.records)
    }
    // How long it will wait is not known: its client must be able to lose patience.
    ensureTimeout(slot, before: .max, &queue)
  }

  /// Puts a request into the list of its class.
  private mutating func enqueue(_ slot: UInt32, _ pool: Pool, node: Int, inFront: Bool) {
    request(slot).pointee.phase = .waiting
    pool.pointee.waiting[node] += 1
    if pool.pointee.order == .random {
      pool.pointee.managed.pointee.nodes[node].bag.add(slot, extras.records)
      return
    }
    let list = node * StationPool.classCount + requestClass(slot, pool)
    insert(
      slot, pool.pointee.queueHead + list, pool.pointee.queueTail + list, inFront: inFront)
  }

  /// The class of a request's kind, 0 first.
  private mutating func requestClass(_ slot: UInt32, _ pool: Pool) -> Int {
    Int(pool.pointee.classes >> (2 * (request(slot).pointee.kindAndFlags & 3)) & 3)
  }

  /// Takes the request to serve next out of a node's queue.
  mutating func takeNext(_ pool: Pool, node: Int) -> UInt32 {
    let slot: UInt32
    if pool.pointee.order == .random {
      let station = pool.pointee.managed.pointee.nodes + node
      station.pointee.turns &+= 1
      let key = BitMixer.mix(pool.pointee.managed.pointee.key &+ UInt64(node))
      var stream = Purpose.randomTurn.stream(key, counter: station.pointee.turns << 8)
      let place = stream.uniform(below: UInt64(station.pointee.bag.count))
      slot = station.pointee.bag[Int(place)]
    } else {
      var list = node * StationPool.classCount
      while pool.pointee.queueHead[list] == Request.none { list += 1 }
      slot = pool.pointee.queueHead[list]
    }
    removeWaiting(slot, pool, node: node)
    return slot
  }

  /// Takes any request out of a node's queue.
  mutating func removeWaiting(_ slot: UInt32, _ pool: Pool, node: Int) {
    let station = pool.pointee.managed.pointee.nodes + node
    pool.pointee.waiting[node] -= 1
    if extra(slot).pointee.isImpatient {
      extra(slot).pointee.isImpatient = false
      station.pointee.impatient.remove(at: Int(extra(slot).pointee.place), extras.records)
    }
    if pool.pointee.order == .random {
      station.pointee.bag.remove(at: Int(extra(slot).pointee.previous), extras.records)
      return
    }
    let list = node * StationPool.classCount + requestClass(slot, pool)
    unlink(slot, pool.pointee.queueHead + list, pool.pointee.queueTail + list)
  }

  // MARK: Preemption

  /// The request in service that a newcomer puts out; nil when it must wait itself.
  mutating func victim(of slot: UInt32, _ pool: Pool, node: Int) -> UInt32? {
    let tier = pool.pointee.managed
    let first = node * StationPool.classCount
    switch tier.pointee.discipline {
    case .preemptiveLifo: return tier.pointee.servedHead[first]
    case .preemptivePriority:
      let own = requestClass(slot, pool)
      for lower in stride(from: StationPool.classCount - 1, to: own, by: -1)
      where tier.pointee.servedTail[first + lower] != Request.none {
        return tier.pointee.servedTail[first + lower]
      }
      return nil
    case .inOrder, .random, .sharing: return nil
    }
  }

  /// A request in service goes back to the head of its queue, with the service it still needs.
  mutating func preempt(_ slot: UInt32, _ pool: Pool, node: Int, at now: Int64) {
    let station = pool.pointee.managed.pointee.nodes + node
    let extra = extra(slot)
    let left = station.pointee.serving[Int(extra.pointee.place)].key - station.pointee.virtual
    extra.pointee.remaining = Int64(truncatingIfNeeded: left >> 32)
    extra.pointee.since = now
    stopServing(slot, pool, node: node)
    enqueue(slot, pool, node: node, inFront: true)
    pool.pointee.recorder.noteQueue(
      Int(pool.pointee.waiting[node]), at: now, clock: clock)
  }

  /// Puts everybody in service back into the queue, so that the best ones are first in it.
  mutating func preemptAll(_ pool: Pool, node: Int, at now: Int64) {
    let tier = pool.pointee.managed
    let isLifo = tier.pointee.discipline == .preemptiveLifo
    for list in node * StationPool.classCount..<(node + 1) * StationPool.classCount {
      let ends = isLifo ? tier.pointee.servedHead : tier.pointee.servedTail
      while ends[list] != Request.none { preempt(ends[list], pool, node: node, at: now) }
    }
  }

  /// Notes who is in service. Under LIFO one that comes back is older than all others; under
  /// priority the one taken last is the newest of its class.
  mutating func noteServed(_ slot: UInt32, _ pool: Pool, node: Int) {
    let tier = pool.pointee.managed
    let list = node * StationPool.classCount + requestClass(slot, pool)
    let isLifo = tier.pointee.discipline == .preemptiveLifo
    insert(
      slot, tier.pointee.servedHead + list, tier.pointee.servedTail + list,
      inFront: isLifo && request(slot).pointee.phase == .waiting)
  }

  mutating func unlinkServed(_ slot: UInt32, _ pool: Pool, node: Int) {
    let tier = pool.pointee.managed
    let list = node * StationPool.classCount + requestClass(slot, pool)
    unlink(slot, tier.pointee.servedHead + list, tier.pointee.servedTail + list)
  }

  // MARK: Lists

  private mutating func insert(
    _ slot: UInt32, _ head: UnsafeMutablePointer<UInt32>, _ tail: UnsafeMutablePointer<UInt32>,
    inFront: Bool
  ) {
    request(slot).pointee.next = inFront ? head.pointee : Request.none
    extra(slot).pointee.previous = inFront ? Request.none : tail.pointee
    if head.pointee == Request.none {
      head.pointee = slot
      tail.pointee = slot
    } else if inFront {
      extra(head.pointee).pointee.previous = slot
      head.pointee = slot
    } else {
      request(tail.pointee).pointee.next = slot
      tail.pointee = slot
    }
  }

  private mutating func unlink(
    _ slot: UInt32, _ head: UnsafeMutablePointer<UInt32>, _ tail: UnsafeMutablePointer<UInt32>
  ) {
    let next = request(slot).pointee.next
    let previous = extra(slot).pointee.previous
    if previous == Request.none {
      head.pointee = next
    } else {
      request(previous).pointee.next = next
    }
    if next == Request.none {
      tail.pointee = previous
    } else {
      extra(next).pointee.previous = previous
    }
    request(slot).pointee.next = Request.none
  }
}
