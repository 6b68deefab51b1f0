import ScenarioTypes
import SimulationKernel

/// Event-driven stations: requests wait in lists, and an event ends each service.
extension ClusterWorld {
  /// A request comes to a node that keeps its own queue.
  mutating func join(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int, at now: Int64,
    _ queue: inout EventQueue
  ) {
    if pool.pointee.isManaged {
      joinManaged(slot, pool, node: node, at: now, &queue)
      return
    }
    if pool.pointee.hasOutages && isDown(pool, node, at: now) {
      leave(slot, pool, .failed(.nodeDown), at: now, &queue)
      return
    }
    if pool.pointee.admissionInterval > 0 && !admit(pool, node, at: now) {
      leave(slot, pool, .rejected(.limited), at: now, &queue)
      return
    }
    if Int(pool.pointee.inService[node]) < pool.pointee.servers {
      begin(slot, pool, node: node, at: now, &queue)
      return
    }
    let waiting = Int(pool.pointee.waiting[node])
    if waiting >= pool.pointee.queueBound {
      leave(slot, pool, .rejected(.queueFull), at: now, &queue)
      return
    }
    enqueue(slot, pool, node: node)
    pool.pointee.recorder.noteQueue(waiting + 1, at: now, clock: clock)
    // How long it will wait is not known: its client must be able to lose patience.
    ensureTimeout(slot, before: .max, &queue)
  }

  /// Puts a request into the list of its class; LIFO puts it in front.
  private mutating func enqueue(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int
  ) {
    let request = request(slot)
    request.pointee.phase = .waiting
    request.pointee.next = Request.none
    pool.pointee.waiting[node] += 1
    var list = node * StationPool.classCount
    if pool.pointee.order == .priority {
      list += Int(pool.pointee.classes >> (2 * (request.pointee.kindAndFlags & 3)) & 3)
    }
    let head = pool.pointee.queueHead + list
    let tail = pool.pointee.queueTail + list
    if head.pointee == Request.none {
      head.pointee = slot
      tail.pointee = slot
    } else if pool.pointee.order == .lifo {
      request.pointee.next = head.pointee
      head.pointee = slot
    } else {
      self.request(tail.pointee).pointee.next = slot
      tail.pointee = slot
    }
  }

  /// Takes the request to serve next out of a node's lists.
  private mutating func dequeue(_ pool: UnsafeMutablePointer<StationPool>, node: Int) -> UInt32 {
    var list = node * StationPool.classCount
    while pool.pointee.queueHead[list] == Request.none { list += 1 }
    let head = pool.pointee.queueHead + list
    var previous = Request.none
    var chosen = head.pointee
    if pool.pointee.order == .random {
      pool.pointee.turns[node] &+= 1
      let key = BitMixer.mix(pool.pointee.hashSalt ^ settings.seedKey &+ UInt64(node))
      var stream = Purpose.randomTurn.stream(key, counter: pool.pointee.turns[node] << 8)
      var skip = stream.uniform(below: UInt64(pool.pointee.waiting[node]))
      while skip > 0 {
        previous = chosen
        chosen = request(chosen).pointee.next
        skip -= 1
      }
    }
    let next = request(chosen).pointee.next
    if previous == Request.none {
      head.pointee = next
    } else {
      request(previous).pointee.next = next
    }
    if pool.pointee.queueTail[list] == chosen { pool.pointee.queueTail[list] = previous }
    request(chosen).pointee.next = Request.none
    pool.pointee.waiting[node] -= 1
    return chosen
  }

  /// A server takes a request.
  mutating func begin(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    request.pointee.scratch = now
    pool.pointee.inService[node] += 1
    if pool.pointee.duty == .settle && request.pointee.packet != Request.none {
      lockRow(slot, pool, at: now, &queue)
    } else {
      work(slot, pool, at: now, &queue)
    }
  }

  /// The service itself starts.
  mutating func work(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    request.pointee.phase = .serving
    // While it is served, `next` counts the events that point to the record.
    request.pointee.next = 1
    let visit = request.pointee.visit
    request.pointee.visit = visit &+ 1
    var stream = Purpose.service(visit: visit).stream(request.pointee.key)
    var duration = StationPool.service(pool, kind: request.pointee.kindAndFlags & 3)
      .drawNanoseconds(&stream)
    if pool.pointee.hasSlowness {
      let node = Int(request.pointee.node)
      duration = slowed(duration, pool.pointee.schedule.slowFactor(node, at: now))
    }
    ensureTimeout(slot, before: now + duration, &queue)
    queue.schedule(
      Event(time: now + duration, word: ClusterEvent.word(.complete, slot: slot)))
    if pool.pointee.duty == .settle && settings.lockShare < 1
      && request.pointee.packet != Request.none
    {
      let held = Int64(Double(duration) * settings.lockShare)
      // At the end of the service `finish` gives the lock back.
      if held < duration {
        request.pointee.next = 2
        queue.schedule(Event(time: now + held, word: ClusterEvent.word(.unlock, slot: slot)))
      }
    }
  }

  /// The service of a request ends.
  mutating func complete(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    if request.pointee.phase == .husk {
      buryHusk(slot)
      return
    }
    request.pointee.next = Request.none
    let flow = flows + Int(request.pointee.kindAndFlags & 3)
    let pool = pools + flow.pointee.tier(request.pointee.hop)
    var outcome = Outcome.served
    if pool.pointee.hasErrors {
      outcome = errorOutcome(
        pool, Int(request.pointee.node), request, visit: request.pointee.visit &- 1, at: now)
    }
    if outcome.isServed && pool.pointee.duty == .settle && request.pointee.packet != Request.none {
      transact(slot, pool, at: now, &queue)
      return
    }
    finish(slot, pool, outcome, at: now, &queue)
  }

  /// One event less points to a record that nobody uses any more.
  private mutating func buryHusk(_ slot: UInt32) {
    let request = request(slot)
    request.pointee.scratch -= 1
    if request.pointee.scratch == 0 && !request.pointee.has(Request.timeoutFlag) { release(slot) }
  }

  /// A server is done with a request: counts, takes the next one, and sends the request on.
  mutating func finish(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, _ outcome: Outcome, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let node = Int(request.pointee.node)
    if pool.pointee.duty == .settle && request.pointee.packet != Request.none {
      unlockRow(slot, at: now, &queue)
    }
    pool.pointee.recorder.operation(
      node: node, kind: request.pointee.kindAndFlags & 3, arrival: request.pointee.entered,
      start: request.pointee.scratch, finish: now, clock: clock)
    pool.pointee.inService[node] -= 1
    if pool.pointee.waiting[node] > 0 {
      begin(dequeue(pool, node: node), pool, node: node, at: now, &queue)
    }
    leave(slot, pool, outcome, at: now, &queue)
  }

  /// The lock share of a service has passed.
  mutating func unlock(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    if request(slot).pointee.phase == .husk {
      buryHusk(slot)
    } else {
      request(slot).pointee.next -= 1
      unlockRow(slot, at: now, &queue)
    }
  }
}
