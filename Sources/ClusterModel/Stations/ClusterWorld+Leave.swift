import ScenarioTypes
import SimulationKernel

/// Requests that leave a tier: on to the next one, back to the client, or into nothing. Data plane.
extension ClusterWorld {
  /// A request leaves the tier it is at, at time `time` ≥ now, with an outcome.
  @inline(__always)
  mutating func leave(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, _ outcome: Outcome, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let kind = request.pointee.kindAndFlags & 3
    let isUntold = pool.pointee.isSilent && outcome == .failed(.nodeDown)
    pool.pointee.recorder.leave(
      kind: kind, outcome: isUntold ? .failed(.lost) : outcome, entered: request.pointee.entered,
      at: time, clock: clock)
    if request.pointee.has(Request.copyFlag) {
      copyLeft(slot, outcome, at: time, &queue)
      return
    }
    if isUntold {
      // Nobody hears of it but the caches on the way, which give up at once.
      if flows[Int(kind)].caches != 0 { passCaches(slot, isServed: false, at: time, &queue) }
      if !request.pointee.has(Request.detachedFlag) {
        vanish(slot, &queue)
        return
      }
    }
    goOn(slot, outcome, at: time, &queue)
  }

  /// A request goes on after a tier: to the next step of its way, or back to its client.
  @inline(__always)
  mutating func goOn(
    _ slot: UInt32, _ outcome: Outcome, at time: Int64, _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let kind = request.pointee.kindAndFlags & 3
    let flow = flows + Int(kind)
    let hop = request.pointee.hop
    if outcome.isServed {
      if let next = nextStep(slot, flow) {
        forward(slot, to: next, at: time, &queue)
        return
      }
      if request.pointee.has(Request.detachedFlag) {
        if hop + 1 < flow.pointee.count + flow.pointee.afterCount {
          forward(slot, to: hop + 1, at: time, &queue)
        } else {
          release(slot)
        }
        return
      }
      if flow.pointee.afterCount > 0 { detach(slot, at: time, &queue) }
      if kind == RequestKind.send.rawValue && request.pointee.packet != Request.none {
        // Where no store is on the way, a packet exists once its send is through.
        issue(request.pointee.packet, at: time)
      }
    } else if request.pointee.has(Request.detachedFlag) {
      retryDetached(slot, at: time, &queue)
      return
    } else if flow.pointee.hasCalls && callAgain(slot, outcome, at: time, &queue) {
      return
    }
    answer(slot, outcome, at: time, &queue)
  }

  /// A request ends its way at the tier it is at, at time `time` ≥ now, whatever comes behind it.
  mutating func leaveAnswered(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, _ outcome: Outcome, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    pool.pointee.recorder.leave(
      kind: request.pointee.kindAndFlags & 3, outcome: outcome, entered: request.pointee.entered,
      at: time, clock: clock)
    answer(slot, outcome, at: time, &queue)
  }

  /// Sends a request on to the tier of `hop`.
  @inline(__always)
  mutating func forward(
    _ slot: UInt32, to hop: UInt8, at time: Int64, isCalledAgain: Bool = false,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let kind = Int(request.pointee.kindAndFlags & 3)
    let flow = flows + kind
    let here = pools + flow.pointee.tier(request.pointee.hop)
    let from = here.pointee.place[Int(request.pointee.node)]
    let sender = here.pointee.firstSender + Int(request.pointee.node)
    let next = pools + flow.pointee.tier(hop)
    if flow.pointee.hasCalls { noteCall(slot, to: hop, isCalledAgain: isCalledAgain) }
    request.pointee.hop = hop
    request.pointee.phase = .travelling
    if kind == Int(RequestKind.send.rawValue) { prefetchAccount(request.pointee.packet) }
    let target: Int32
    if next.pointee.route.isDecidedByBalancer {
      target = next.pointee.place[0]
    } else {
      let node = route(next, request, from: sender, at: time)
      request.pointee.node = UInt32(truncatingIfNeeded: node)
      target = next.pointee.place[node]
    }
    guard
      let delay = fabric.delay(
        from: from, to: target, at: time, key: request.pointee.key,
        purpose: .link(visit: request.pointee.visit))
    else {
      // Sent after the end of the run: the tier it leaves has counted it as in flight.
      if time <= clock.end {
        next.pointee.recorder.totals[TierRecorder.Total.lostOnTheWay + kind] += 1
      }
      if flow.pointee.caches != 0 {
        passCaches(slot, before: hop, from: from, isServed: false, at: time, &queue)
      }
      if request.pointee.has(Request.detachedFlag) {
        retryDetached(slot, at: time, &queue)
      } else {
        vanish(slot, &queue)
      }
      return
    }
    let arrival = time + delay
    if links.role == .gate {
      sendPassage(slot, arrival: arrival, &queue)
      return
    }
    ensureTimeout(slot, before: arrival, &queue)
    queue.schedule(Event(time: arrival, word: ClusterEvent.word(.reach, slot: slot)))
  }

  /// The answer travels back to the client: to the entry node, then over the access network.
  @inline(__always)
  mutating func answer(
    _ slot: UInt32, _ outcome: Outcome, at time: Int64, _ queue: inout EventQueue
  ) {
    let request = request(slot)
    if flows[Int(request.pointee.kindAndFlags & 3)].caches != 0 {
      passCaches(slot, isServed: outcome.isServed, at: time, &queue)
    }
    if request.pointee.has(Request.orphanFlag) {
      release(slot)
      return
    }
    happenings += 1
    var arrival = time
    if request.pointee.hop > 0 {
      let flow = flows + Int(request.pointee.kindAndFlags & 3)
      let from = pools[flow.pointee.tier(request.pointee.hop)].place[Int(request.pointee.node)]
      let entry = pools[flow.pointee.tier(0)].place[Int(request.pointee.entryNode)]
      guard
        let delay = fabric.delay(
          from: from, to: entry, at: time, key: request.pointee.key, purpose: .linkBack)
      else {
        vanish(slot, &queue)
        return
      }
      arrival += delay
    }
    let population = population(of: request)
    if population.pointee.accessCount > 0 { arrival += accessDelay(request, .accessBack) }
    if arrival > request.pointee.deadline {
      vanish(slot, &queue)
      return
    }
    var client = slot
    if request.pointee.has(Request.timeoutFlag) {
      // A time-out event still points to this record: the client goes on with a fresh one.
      client = copyForClient(slot)
      self.request(slot).pointee.phase = .husk
      self.request(slot).pointee.scratch = 0
    }
    answered(client, outcome, at: arrival, &queue)
  }

  /// The attempt is out of the cluster and no answer will come: the client's time-out decides.
  @inline(never)
  mutating func vanish(_ slot: UInt32, _ queue: inout EventQueue) {
    let request = request(slot)
    if request.pointee.has(Request.orphanFlag) || request.pointee.has(Request.detachedFlag) {
      release(slot)
      return
    }
    request.pointee.phase = .vanished
    if request.pointee.has(Request.timeoutFlag) { return }
    if request.pointee.deadline == .max { return }
    gaveUpWaiting(slot, at: request.pointee.deadline, &queue)
  }

  /// Makes sure that a client whose attempt may not be answered by `time` is woken at its time-out.
  @inline(__always)
  mutating func ensureTimeout(_ slot: UInt32, before time: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let deadline = request.pointee.deadline
    if time <= deadline || deadline == .max { return }
    let flags = Request.orphanFlag | Request.timeoutFlag | Request.detachedFlag
    if request.pointee.kindAndFlags & flags != 0 { return }
    request.pointee.set(Request.timeoutFlag)
    queue.schedule(Event(time: deadline, word: ClusterEvent.word(.timeout, slot: slot)))
  }
}

extension StationPool.Route {
  /// True for the policies that look at queues.
  @inline(__always) var isDecidedByBalancer: Bool { self == .leastOutstanding || self == .powerOfD }
}
