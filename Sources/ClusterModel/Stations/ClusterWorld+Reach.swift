import RedPackets
import ScenarioTypes
import SimulationKernel

/// Requests that reach a tier: routing, admission, and the operation. Data plane.
extension ClusterWorld {
  /// Request `slot` reaches the tier of its hop.
  @inline(__always)
  mutating func reach(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    switch request.pointee.phase {
    case .travelling:
      if !plainEntry(slot, at: now, &queue) { reachTier(slot, at: now, &queue) }
    case .swapping: swap(slot, at: now, &queue)
    case .fetching: fetch(slot, at: now, &queue)
    case .returning: rebuild(slot, at: now, &queue)
    case .updating: endUpdate(slot, at: now, &queue)
    case .joining, .forked, .waiting, .locking, .serving, .committing, .vanished, .husk: break
    }
  }

  /// A request comes to the tier of its hop: picks the node, counts the offer, asks for service.
  @inline(__always)
  mutating func reachTier(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let kind = request.pointee.kindAndFlags & 3
    let tier = flows[Int(kind)].tier(request.pointee.hop)
    let pool = pools + tier
    if flows[Int(kind)].hasForks && reachFork(slot, pool, at: now, &queue) { return }
    happenings += 2
    request.pointee.entered = now
    var isRetry = request.pointee.attempt > 1
    if flows[Int(kind)].hasCalls { isRetry = isRetry || extra(slot).pointee.isCalledAgain }
    pool.pointee.recorder.offer(kind: kind, isRetry: isRetry, at: now, in: clock.current)
    let node = nodeOfArrival(slot, pool, at: now)
    ask(slot, pool, node: node, at: now, &queue)
  }

  /// The node that takes a request at its tier: decided before, at the first tier, or now by a
  /// balancer.
  @inline(__always)
  private mutating func nodeOfArrival(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64
  ) -> Int {
    let request = request(slot)
    var node = Int(request.pointee.node)
    if request.pointee.hop == 0 {
      let sender = pool.pointee.route == .roundRobin ? population(of: request) - populations : 0
      node = route(pool, request, from: sender, at: now)
      request.pointee.entryNode = UInt32(truncatingIfNeeded: node)
      request.pointee.node = UInt32(truncatingIfNeeded: node)
    } else if pool.pointee.route.isDecidedByBalancer {
      node = route(pool, request, from: 0, at: now)
      request.pointee.node = UInt32(truncatingIfNeeded: node)
    }
    return node
  }

  /// A request that is to be forked at this step is.
  @inline(never)
  private mutating func reachFork(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at now: Int64,
    _ queue: inout EventQueue
  ) -> Bool {
    let flow = flows + Int(request(slot).pointee.kindAndFlags & 3)
    let hop = Int(request(slot).pointee.hop)
    guard flow.pointee.copies[hop] > 0 else { return false }
    fork(
      slot, pool, first: nodeOfArrival(slot, pool, at: now), copies: Int(flow.pointee.copies[hop]),
      needed: Int(flow.pointee.needed[hop]), at: now, &queue)
    return true
  }

  /// A request asks a node for service.
  @inline(__always)
  mutating func ask(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, node: Int, at now: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    if pool.pointee.isEventDriven {
      join(slot, pool, node: node, at: now, &queue)
      return
    }
    let passage = serve(pool, node: node, request, at: now)
    guard passage.outcome.isServed else {
      leave(slot, pool, passage.outcome, at: passage.finish, &queue)
      return
    }
    switch pool.pointee.duty {
    case .relay, .settle, .credit: leave(slot, pool, .served, at: passage.finish, &queue)
    case .claim: claim(slot, pool, at: passage.finish, &queue)
    case .store: store(slot, pool, at: passage.finish, &queue)
    case .cache: look(up: slot, pool, at: passage.finish, &queue)
    case .update: beginUpdate(slot, pool, at: passage.finish, &queue)
    }
  }

  /// What a computed station answers at once.
  struct Passage {
    var outcome: Outcome
    /// End of service, or the moment of the rejection or the crash.
    var finish: Int64
  }

  /// One operation at a computed FIFO station: Lindley's recursion over the earliest free server.
  @inline(__always)
  mutating func serve(
    _ pool: UnsafeMutablePointer<StationPool>, node: Int,
    _ request: UnsafeMutablePointer<Request>, at now: Int64
  ) -> Passage {
    let visit = request.pointee.visit
    request.pointee.visit = visit &+ 1
    if pool.pointee.hasOutages && isDown(pool, node, at: now) {
      return Passage(outcome: .failed(.nodeDown), finish: now)
    }
    if pool.pointee.admissionInterval > 0 && !admit(pool, node, at: now) {
      return Passage(outcome: .rejected(.limited), finish: now)
    }
    let servers = pool.pointee.servers
    let free = pool.pointee.freeAt + node * servers
    var best = StationPool.firstFree(free, servers: servers, at: now)
    var earliest = now
    if best == servers {
      best = 0
      earliest = free[0]
      for server in 1..<max(servers, 1) where free[server] < earliest {
        earliest = free[server]
        best = server
      }
    }
    var start = now
    if earliest > now {
      let waiting = pool.pointee.starts[node].waiting(at: now)
      if waiting >= pool.pointee.queueBound {
        return Passage(outcome: .rejected(.queueFull), finish: now)
      }
      start = earliest
      pool.pointee.starts[node].append(start)
      pool.pointee.recorder.noteQueue(waiting + 1, at: now, clock: clock)
    }
    var stream = Purpose.service(visit: visit).stream(request.pointee.key)
    var duration = StationPool.service(pool, kind: request.pointee.kindAndFlags & 3)
      .drawNanoseconds(&stream)
    if pool.pointee.hasSlowness {
      duration = slowed(duration, pool.pointee.schedule.slowFactor(node, at: start))
    }
    // Beyond every end is beyond every end: free times must not add up past what a time can be.
    var finish = min(start &+ duration, ClusterBuilder.longestSpan)
    free[best] = finish
    var outcome = Outcome.served
    if pool.pointee.hasOutages && finish > pool.pointee.outageStart[node] {
      // The crash catches it, in service or still waiting.
      finish = pool.pointee.outageStart[node]
      outcome = .failed(.nodeDown)
      if start > finish {
        // No server had it: it has waited in vain, and is no operation.
        pool.pointee.recorder.leaveQueue(now, finish, clock: clock)
        return Passage(outcome: outcome, finish: finish)
      }
    }
    pool.pointee.recorder.operation(
      node: node, kind: request.pointee.kindAndFlags & 3, arrival: now, start: start,
      finish: finish, clock: clock)
    if pool.pointee.hasErrors && outcome.isServed {
      outcome = errorOutcome(pool, node, request, visit: visit, at: finish)
    }
    return Passage(outcome: outcome, finish: finish)
  }

  /// A service time under a slow-node fault, rounded to whole nanoseconds.
  mutating func slowed(_ duration: Int64, _ factor: Double) -> Int64 {
    factor == 1 ? duration : Sampler.wholeNanoseconds(Double(duration) * factor)
  }

  /// Whether an error fault spoils the answer that a node gives at `time`.
  mutating func errorOutcome(
    _ pool: UnsafeMutablePointer<StationPool>, _ node: Int,
    _ request: UnsafeMutablePointer<Request>, visit: UInt8, at time: Int64
  ) -> Outcome {
    let chance = pool.pointee.schedule.errorProbability(node, at: time)
    guard chance > 0 else { return .served }
    let draw = RandomStream.uniform(of: Purpose.error(visit: visit).word(request.pointee.key))
    return draw < chance ? .failed(.error) : .served
  }

  /// Takes a token at a node, if there is one.
  mutating func admit(_ pool: UnsafeMutablePointer<StationPool>, _ node: Int, at now: Int64) -> Bool
  {
    let due = pool.pointee.admissionTime[node]
    if due - now > pool.pointee.admissionTolerance { return false }
    pool.pointee.admissionTime[node] = max(due, now) + pool.pointee.admissionInterval
    return true
  }

  /// Whether a node is down at `now`; lets it begin a new life after each outage. Times must not
  /// fall from call to call.
  mutating func isDown(_ pool: UnsafeMutablePointer<StationPool>, _ node: Int, at now: Int64)
    -> Bool
  {
    while now >= pool.pointee.outageStart[node] {
      let end = pool.pointee.outageEnd[node]
      if now < end { return true }
      revive(pool, node, at: end)
    }
    return false
  }

  /// A node comes back: empty, all servers free, and its next outage is the one to watch.
  private mutating func revive(
    _ pool: UnsafeMutablePointer<StationPool>, _ node: Int, at end: Int64
  ) {
    pool.pointee.life[node] += 1
    for server in 0..<pool.pointee.servers {
      pool.pointee.freeAt[node * pool.pointee.servers + server] = end
    }
    pool.pointee.starts[node].removeAll()
    if pool.pointee.duty == .cache { pool.pointee.keyed.pointee.forget(node: node) }
    pool.pointee.admissionTime[node] = 0
    let windows = pool.pointee.schedule.outages.of(node)
    let next = Int(pool.pointee.outageCursor[node]) + 1
    pool.pointee.outageCursor[node] = Int32(next)
    pool.pointee.outageStart[node] = next < windows.count ? windows[next].start : .max
    pool.pointee.outageEnd[node] = next < windows.count ? windows[next].end : .max
  }
}
