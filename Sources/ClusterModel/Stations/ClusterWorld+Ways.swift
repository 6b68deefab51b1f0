import ScenarioTypes
import SimulationKernel

/// Ways that are not straight: branches, copies, and calls that a tier makes again.
extension ClusterWorld {
  /// The step that a served request goes to next; nil: it is answered where it is.
  @inline(__always)
  mutating func nextStep(
    _ slot: UInt32, _ flow: UnsafeMutablePointer<FlowTable>
  ) -> UInt8? {
    let hop = request(slot).pointee.hop
    if flow.pointee.branching >> UInt16(hop) & 1 != 0 { return branch(slot, flow) }
    return hop + 1 < flow.pointee.count ? hop + 1 : nil
  }

  @inline(never)
  private mutating func branch(
    _ slot: UInt32, _ flow: UnsafeMutablePointer<FlowTable>
  ) -> UInt8? {
    let request = request(slot)
    if request.pointee.visit >= 200 {
      // Visits are counted in a byte; a long way goes on with the numbers of another key.
      request.pointee.key = BitMixer.mix(request.pointee.key &+ 1)
      request.pointee.visit = 0
    }
    var stream = Purpose.branch.stream(
      request.pointee.key, counter: UInt64(request.pointee.visit) << 8)
    return flow.pointee.branches.next(after: request.pointee.hop, draw: stream.uniform())
  }

  // MARK: Calls of a tier

  /// A call ended badly at the tier the request is at: the nearest tier before it that may call
  /// again does so. Answers whether one does.
  ///
  /// The bad news goes back tier by tier, one latency each; the last one reaches `answer`.
  mutating func callAgain(
    _ slot: UInt32, _ outcome: Outcome, at time: Int64, _ queue: inout EventQueue
  ) -> Bool {
    if let reason = outcome.rejection, reason.isFinal { return false }
    let request = request(slot)
    let flow = flows + Int(request.pointee.kindAndFlags & 3)
    var step = request.pointee.hop
    var time = time
    extra(slot).pointee.nodes[Int(step)] = request.pointee.node
    while step > 0 {
      extra(slot).pointee.depth -= 1
      let caller = extra(slot).pointee.chain[Int(extra(slot).pointee.depth) - 1]
      let from = pools + flow.pointee.tier(step)
      let to = pools + flow.pointee.tier(caller)
      let node = extra(slot).pointee.nodes[Int(caller)]
      let place = from.pointee.place[Int(extra(slot).pointee.nodes[Int(step)])]
      guard
        let delay = fabric.delay(
          from: place, to: to.pointee.place[Int(node)], at: time, key: request.pointee.key,
          purpose: .callBack(visit: request.pointee.visit))
      else {
        vanish(slot, &queue)
        return true
      }
      if Int(extra(slot).pointee.calls[Int(caller)]) < to.pointee.tries {
        if time + delay > clock.end {
          // Nothing of it happens in this run: the client still waits.
          vanish(slot, &queue)
          return true
        }
        if flow.pointee.caches != 0 {
          // The caches that the call passed give it up, so that the next one does not wait for it.
          passCaches(
            slot, after: caller, before: request.pointee.hop, from: place, isServed: false,
            at: time, &queue)
        }
        request.pointee.hop = caller
        request.pointee.node = node
        request.pointee.visit &+= 1
        if request.pointee.visit >= 200 {
          request.pointee.key = BitMixer.mix(request.pointee.key &+ 1)
          request.pointee.visit = 0
        }
        forward(slot, to: step, at: time + delay, isCalledAgain: true, &queue)
        return true
      }
      time += delay
      step = caller
    }
    return false
  }

  /// Notes that the node a request is at calls the tier of the step `next`.
  mutating func noteCall(_ slot: UInt32, to next: UInt8, isCalledAgain: Bool) {
    let hop = Int(request(slot).pointee.hop)
    let extra = extra(slot)
    extra.pointee.call(from: UInt8(truncatingIfNeeded: hop), to: next)
    extra.pointee.nodes[hop] = request(slot).pointee.node
    if isCalledAgain { extra.pointee.isCalledAgain = true }
    let calls = extra.pointee.calls[hop]
    extra.pointee.calls[hop] = isCalledAgain ? (calls == .max ? .max : calls + 1) : 1
  }

  // MARK: Copies

  /// A request comes to a step at which it is served in several copies, on nodes that follow each
  /// other in the ring of the tier.
  mutating func fork(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, first: Int, copies: Int,
    needed: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    request(slot).pointee.phase = .forked
    let join = joins.take()
    joins.records[Int(join)] = Join(
      parent: slot, pending: UInt16(copies), needed: UInt16(needed))
    ensureTimeout(slot, before: .max, &queue)
    for number in 0..<copies {
      let copy = requests.take()
      extras.copy(slot, to: copy, capacity: requests.capacity)
      extra(copy).pointee.join = join
      let request = request(copy)
      request.pointee = self.request(slot).pointee
      if request.pointee.packet != Request.none {
        packet(request.pointee.packet).pointee.references += 1
      }
      request.pointee.key = BitMixer.mix(
        self.request(slot).pointee.key &+ UInt64(number) &* BitMixer.goldenGamma &+ 1)
      request.pointee.kindAndFlags =
        request.pointee.kindAndFlags & 3 | Request.copyFlag | Request.detachedFlag
      request.pointee.deadline = .max
      request.pointee.next = Request.none
      request.pointee.phase = .travelling
      request.pointee.entered = now
      let node = (first + number) % pool.pointee.nodes
      request.pointee.node = UInt32(truncatingIfNeeded: node)
      pool.pointee.recorder.offer(
        kind: request.pointee.kindAndFlags & 3,
        isRetry: request.pointee.attempt > 1 || extra(copy).pointee.isCalledAgain, at: now,
        in: clock.current)
      happenings += 2
      ask(copy, pool, node: node, at: now, &queue)
    }
    // Another fork or branch of the same request draws other numbers.
    request(slot).pointee.visit &+= 1
  }

  /// A copy has left its tier at `time`, maybe later than now: the others hear of it then.
  mutating func copyLeft(
    _ slot: UInt32, _ outcome: Outcome, at time: Int64, _ queue: inout EventQueue
  ) {
    request(slot).pointee.phase = .travelling
    request(slot).pointee.scratch = Int64(outcome.code)
    queue.schedule(Event(time: time, word: ClusterEvent.word(.joined, slot: slot)))
  }

  /// A copy's end counts: the request goes on when enough of them were served, and fails when that
  /// cannot come any more.
  mutating func joined(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let number = extra(slot).pointee.join
    let outcome = Outcome(code: UInt8(truncatingIfNeeded: request(slot).pointee.scratch))
    release(slot)
    let join = joins.records + Int(number)
    join.pointee.pending -= 1
    if outcome.isServed && join.pointee.needed > 0 { join.pointee.needed -= 1 }
    let parent = join.pointee.parent
    let isEnough = join.pointee.needed == 0
    let isHopeless = join.pointee.pending < join.pointee.needed
    if parent != Request.none && (isEnough || isHopeless) {
      join.pointee.parent = Request.none
      request(parent).pointee.phase = .travelling
      goOn(parent, isEnough ? .served : outcome, at: now, &queue)
    }
    if joins.records[Int(number)].pending == 0 { joins.give(back: number) }
  }
}
