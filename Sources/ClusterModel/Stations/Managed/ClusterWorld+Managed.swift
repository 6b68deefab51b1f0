import ScenarioTypes
import SimulationKernel

/// Managed stations: every request can be stopped, resumed and taken out at any instant. See
/// docs/model/stations.md.
extension ClusterWorld {
  typealias Pool = UnsafeMutablePointer<StationPool>

  /// A request comes to a node.
  mutating func joinManaged(
    _ slot: UInt32, _ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    if pool.pointee.hasOutages && isDown(pool, node, at: now) {
      leave(slot, pool, .failed(.nodeDown), at: now, &queue)
      return
    }
    if pool.pointee.admissionInterval > 0 && !admit(pool, node, at: now) {
      leave(slot, pool, .rejected(.limited), at: now, &queue)
      return
    }
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    settle(pool, node: node, at: now, &queue)
    extra(slot).pointee.hasBegun = false
    extra(slot).pointee.isImpatient = false
    let inService = Int(pool.pointee.inService[node])
    let waiting = Int(pool.pointee.waiting[node])
    let isSharing = tier.pointee.discipline == .sharing
    let isFree = !station.pointee.isBroken && inService < tier.pointee.servers
    let excess = isSharing ? inService - tier.pointee.servers : waiting
    if !isFree && excess >= pool.pointee.queueBound {
      leave(slot, pool, .rejected(.queueFull), at: now, &queue)
      return
    }
    if tier.pointee.states.isKept { tier.pointee.states.enter(node: node, at: now, clock: clock) }
    if isSharing || isFree {
      start(slot, pool, node: node, at: now, &queue)
    } else if !station.pointee.isBroken,
      let victim = victim(of: slot, pool, node: node)
    {
      preempt(victim, pool, node: node, at: now)
      start(slot, pool, node: node, at: now, &queue)
    } else {
      wait(slot, pool, node: node, at: now, &queue)
    }
    arm(pool, node: node, at: now, &queue)
  }

  /// Something is due at a node.
  mutating func wake(tier index: Int, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let pool = pools + index
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    // Another event has taken its place.
    guard station.pointee.wakes == now else { return }
    station.pointee.wakes = .max
    settle(pool, node: node, at: now, &queue)
    if tier.pointee.hasBreakdowns {
      if station.pointee.isBroken {
        if station.pointee.repaired <= now { repair(pool, node: node, at: now, &queue) }
      } else if station.pointee.upLeft <= 0 {
        breakDown(pool, node: node, at: now)
      }
    }
    while !station.pointee.impatient.isEmpty && station.pointee.impatient[0].key <= Int128(now) {
      abandon(station.pointee.impatient[0].slot, pool, node: node, at: now, &queue)
    }
    arm(pool, node: node, at: now, &queue)
  }

  /// Puts the next wake of a node into the calendar, unless an earlier one is there already.
  mutating func arm(_ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    var due = Int64.max
    if station.pointee.isBroken {
      due = station.pointee.repaired
    } else {
      let count = Int(pool.pointee.inService[node])
      if count > 0 {
        let left = station.pointee.serving[0].key - station.pointee.virtual
        due = now + Self.realTime(left, count: count, tier)
      }
      if tier.pointee.hasBreakdowns && (count > 0 || !tier.pointee.onlyWhileServing) {
        due = min(due, now + max(station.pointee.upLeft, 0))
      }
    }
    if !station.pointee.impatient.isEmpty {
      due = min(due, Int64(truncatingIfNeeded: station.pointee.impatient[0].key))
    }
    guard due < station.pointee.wakes else { return }
    station.pointee.wakes = due
    if due > clock.end { return }
    queue.schedule(
      Event(
        time: due,
        word: ClusterEvent.word(.wake, slot: UInt32(pool.pointee.tier), number: node)))
  }

  // MARK: Time

  /// Half a nanosecond of virtual time, and a little more for the rounding of `virtual`.
  private static var half: Int128 { 1 << 31 + 1 << 12 }

  /// Nanoseconds, rounded to the nearest, in which virtual time grows by `left`.
  private static func realTime(
    _ left: Int128, count: Int, _ tier: UnsafeMutablePointer<ManagedTier>
  ) -> Int64 {
    if left <= 0 { return 0 }
    var real = left
    if count > tier.pointee.servers {
      real *= Int128(count)
      if tier.pointee.servers > 1 { real /= Int128(tier.pointee.servers) }
    }
    return Int64(
      truncatingIfNeeded: min((real + 1 << 31) >> 32, Int128(ClusterBuilder.longestSpan)))
  }

  /// Brings a node up to an instant: virtual time, busy servers, the clock of breakdowns.
  mutating func advance(_ pool: Pool, node: Int, to now: Int64) {
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    let from = station.pointee.last
    let span = now - from
    if span <= 0 { return }
    station.pointee.last = now
    if station.pointee.isBroken { return }
    let count = Int(pool.pointee.inService[node])
    if count > 0 {
      let servers = tier.pointee.servers
      pool.pointee.recorder.work(
        node: node, servers: Int64(min(count, servers)), from: from, to: now, clock: clock)
      if count <= servers {
        station.pointee.virtual += Int128(span) << 32
      } else {
        let (whole, rest) = UInt64(count).dividingFullWidth(
          UInt64(span).multipliedFullWidth(by: UInt64(servers)))
        station.pointee.virtual += Int128(whole) << 32 + Int128((rest << 32) / UInt64(count))
      }
    }
    if tier.pointee.hasBreakdowns && (count > 0 || !tier.pointee.onlyWhileServing) {
      station.pointee.upLeft -= span
    }
  }

  /// Brings a node up to an instant and ends the services that end there.
  mutating func settle(_ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let station = pool.pointee.managed.pointee.nodes + node
    advance(pool, node: node, to: now)
    while !station.pointee.isBroken && !station.pointee.serving.isEmpty
      && station.pointee.serving[0].key - station.pointee.virtual <= Self.half
    {
      end(station.pointee.serving[0].slot, pool, node: node, at: now, &queue)
    }
  }

  // MARK: Service

  /// A server takes a request, for the first time or again; work of nobody may be dropped instead.
  mutating func start(
    _ slot: UInt32, _ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    let tier = pool.pointee.managed
    let request = request(slot)
    let extra = extra(slot)
    let duration: Int64
    if extra.pointee.hasBegun {
      duration = extra.pointee.remaining
      pool.pointee.recorder.span(extra.pointee.since, now, clock: clock)
    } else {
      if tier.pointee.skipsExpired && request.pointee.has(Request.orphanFlag) {
        pool.pointee.recorder.leaveQueue(request.pointee.entered, now, clock: clock)
        depart(slot, pool, node: node, .failed(.timedOut), at: now, &queue)
        return
      }
      extra.pointee.hasBegun = true
      request.pointee.scratch = now
      pool.pointee.recorder.begin(
        kind: request.pointee.kindAndFlags & 3, arrival: request.pointee.entered, start: now,
        clock: clock)
      duration = drawService(pool, node: node, request, at: now)
      ensureTimeout(slot, before: tier.pointee.knowsEnds ? now + duration : .max, &queue)
    }
    pool.pointee.inService[node] += 1
    if tier.pointee.isPreemptive { noteServed(slot, pool, node: node) }
    request.pointee.phase = .serving
    let station = tier.pointee.nodes + node
    station.pointee.serving.push(
      StationHeap.Entry(
        key: station.pointee.virtual + Int128(duration) << 32, number: request.pointee.key,
        slot: slot), extras.records)
  }

  /// The service time of a request, drawn and slowed.
  private mutating func drawService(
    _ pool: Pool, node: Int, _ request: UnsafeMutablePointer<Request>, at now: Int64
  ) -> Int64 {
    let visit = request.pointee.visit
    request.pointee.visit = visit &+ 1
    var stream = Purpose.service(visit: visit).stream(request.pointee.key)
    let duration = StationPool.service(pool, kind: request.pointee.kindAndFlags & 3)
      .drawNanoseconds(&stream)
    guard pool.pointee.hasSlowness else { return duration }
    return slowed(duration, pool.pointee.schedule.slowFactor(node, at: now))
  }

  /// A service ends: the next ones begin, and the request goes on.
  private mutating func end(
    _ slot: UInt32, _ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    stopServing(slot, pool, node: node)
    var outcome = Outcome.served
    if pool.pointee.hasErrors {
      let request = request(slot)
      outcome = errorOutcome(pool, node, request, visit: request.pointee.visit &- 1, at: now)
    }
    fill(pool, node: node, at: now, &queue)
    depart(slot, pool, node: node, outcome, at: now, &queue)
  }

  /// Takes a request out of service.
  mutating func stopServing(_ slot: UInt32, _ pool: Pool, node: Int) {
    let tier = pool.pointee.managed
    tier.pointee.nodes[node].serving.remove(at: Int(extra(slot).pointee.place), extras.records)
    if tier.pointee.isPreemptive { unlinkServed(slot, pool, node: node) }
    pool.pointee.inService[node] -= 1
  }

  /// Free servers take those who wait.
  mutating func fill(_ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let tier = pool.pointee.managed
    while !tier.pointee.nodes[node].isBroken && pool.pointee.waiting[node] > 0
      && Int(pool.pointee.inService[node]) < tier.pointee.servers
    {
      start(takeNext(pool, node: node), pool, node: node, at: now, &queue)
    }
  }

  /// A request leaves the station.
  mutating func depart(
    _ slot: UInt32, _ pool: Pool, node: Int, _ outcome: Outcome, at now: Int64,
    _ queue: inout EventQueue
  ) {
    noteDeparture(slot, pool, node: node, outcome, at: now)
    leave(slot, pool, outcome, at: now, &queue)
  }

  private mutating func noteDeparture(
    _ slot: UInt32, _ pool: Pool, node: Int, _ outcome: Outcome, at now: Int64
  ) {
    request(slot).pointee.phase = .travelling
    request(slot).pointee.next = Request.none
    let tier = pool.pointee.managed
    if tier.pointee.states.isKept {
      tier.pointee.states.leave(
        node: node, isServed: outcome.isServed, at: now, clock: clock)
    }
  }

  // MARK: Leaving early

  /// A request loses patience in the queue.
  private mutating func abandon(
    _ slot: UInt32, _ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    removeWaiting(slot, pool, node: node)
    pool.pointee.recorder.leaveQueue(request(slot).pointee.entered, now, clock: clock)
    depart(slot, pool, node: node, .failed(.abandoned), at: now, &queue)
  }

  /// Takes a request out of the managed station it is at, whatever it does there, and counts its
  /// visit as ended with `outcome`; the record is the caller's.
  mutating func withdraw(
    _ slot: UInt32, _ outcome: Outcome, at now: Int64, _ queue: inout EventQueue
  ) {
    let flow = flows + Int(request(slot).pointee.kindAndFlags & 3)
    let pool = pools + flow.pointee.tier(request(slot).pointee.hop)
    let node = Int(request(slot).pointee.node)
    advance(pool, node: node, to: now)
    if request(slot).pointee.phase == .waiting {
      removeWaiting(slot, pool, node: node)
      stopWaiting(slot, pool, at: now)
    } else {
      stopServing(slot, pool, node: node)
    }
    noteDeparture(slot, pool, node: node, outcome, at: now)
    let request = request(slot)
    pool.pointee.recorder.leave(
      kind: request.pointee.kindAndFlags & 3, outcome: outcome, entered: request.pointee.entered,
      at: now, clock: clock)
    fill(pool, node: node, at: now, &queue)
    arm(pool, node: node, at: now, &queue)
  }

  /// Counts the wait of a request that leaves the queue unserved or half served.
  mutating func stopWaiting(_ slot: UInt32, _ pool: Pool, at now: Int64) {
    if extra(slot).pointee.hasBegun {
      pool.pointee.recorder.span(extra(slot).pointee.since, now, clock: clock)
    } else {
      pool.pointee.recorder.leaveQueue(request(slot).pointee.entered, now, clock: clock)
    }
  }

  /// The client of a request gives up: true when a station lets go of the request at once.
  mutating func isCancelled(
    _ slot: UInt32, at now: Int64, _ queue: inout EventQueue
  ) -> Bool {
    let request = request(slot)
    guard request.pointee.phase == .waiting || request.pointee.phase == .serving else {
      return false
    }
    let pool = pools + flows[Int(request.pointee.kindAndFlags & 3)].tier(request.pointee.hop)
    guard pool.pointee.isManaged && pool.pointee.managed.pointee.cancelsExpired else {
      return false
    }
    withdraw(slot, .failed(.timedOut), at: now, &queue)
    return true
  }
}
