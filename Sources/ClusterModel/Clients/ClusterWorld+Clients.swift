import ScenarioTypes
import SimulationKernel

/// What clients do with answers and with silence.
///
/// Everything here may be computed ahead of its time: an answer that arrives at `time` is worked
/// out when the request leaves its last tier, since nothing can change it on its way.
extension ClusterWorld {
  /// The answer to an attempt reaches its client at `time`.
  @inline(__always)
  mutating func answered(
    _ slot: UInt32, _ outcome: Outcome, at time: Int64, _ queue: inout EventQueue
  ) {
    if external.isUsed && extra(slot).pointee.ticket != 0 {
      answeredOutside(slot, outcome, at: time)
      return
    }
    let request = request(slot)
    let kind = request.pointee.kind
    let action = flows[Int(kind.rawValue)].action(outcome)
    if outcome.isServed {
      told(yes: slot, at: time, action, &queue)
      return
    }
    if outcome.isFailure { noteError(request, at: time) }
    if action == .retry && retry(slot, after: time, &queue) { return }
    let client = clients + Int(kind.rawValue)
    if outcome.isFailure {
      client.pointee.finish(
        ClientRecorder.Column.gaveUp, firstTap: request.pointee.firstTap, at: time, clock: clock)
    } else {
      client.pointee.finish(
        ClientRecorder.Column.noes + Int(outcome.code) - 1, firstTap: request.pointee.firstTap,
        at: time, clock: clock)
    }
    endOfRequest(slot, at: time, &queue)
  }

  /// A yes: a sender's packet is posted, a winner opens.
  private mutating func told(
    yes slot: UInt32, at time: Int64, _ action: Action, _ queue: inout EventQueue
  ) {
    let request = request(slot)
    let kind = request.pointee.kind
    clients[Int(kind.rawValue)].finish(
      ClientRecorder.Column.toldYes, firstTap: request.pointee.firstTap, at: time, clock: clock)
    if request.pointee.attempt == 1 {
      clients[Int(kind.rawValue)].count(
        ClientRecorder.Column.toldYesAtFirst, at: time, clock: clock)
    }
    if kind == .send && request.pointee.packet != Request.none && time <= clock.end {
      post(request.pointee.packet, at: time, &queue)
    }
    if action == .open && kind == .claim && open(slot, after: time, &queue) { return }
    endOfRequest(slot, at: time, &queue)
  }

  /// The winner of a claim taps again; false when that lies beyond the end.
  private mutating func open(
    _ slot: UInt32, after time: Int64, _ queue: inout EventQueue
  ) -> Bool {
    let request = request(slot)
    let packet = request.pointee.packet
    guard packet != Request.none, flows[Int(RequestKind.open.rawValue)].exists else { return false }
    let population = population(of: request)
    var stream = Purpose.secondClick.stream(request.pointee.key)
    let tap = time + population.pointee.secondClick.drawNanoseconds(&stream)
    if tap > clock.end { return false }
    happenings += 1
    countFirstTry(.open, population, at: tap)
    request.pointee.firstTap = tap
    request.pointee.attempt = 1
    request.pointee.kindAndFlags = RequestKind.open.rawValue
    restart(slot, at: tap, &queue)
    return true
  }

  /// The client's time-out passes with no answer.
  mutating func gaveUpWaiting(_ slot: UInt32, at time: Int64, _ queue: inout EventQueue) {
    happenings += 1
    answered(slot, .failed(.timedOut), at: time, &queue)
  }

  /// Tries again after the back-off; false when no try is left.
  private mutating func retry(
    _ slot: UInt32, after time: Int64, _ queue: inout EventQueue
  ) -> Bool {
    let request = request(slot)
    let population = population(of: request)
    let attempt = request.pointee.attempt
    if Int(attempt) >= population.pointee.tries && population.pointee.tries != .max {
      return false
    }
    if population.pointee.budget >= 0 {
      if population.pointee.tokens < PopulationState.token { return false }
      population.pointee.tokens -= PopulationState.token
    }
    let tap = time + pause(request, population)
    clients[Int(request.pointee.kind.rawValue)].pause(time, tap, clock: clock)
    let client = clients + Int(request.pointee.kind.rawValue)
    if tap > clock.end {
      client.pointee.stillTrying.pointee += 1
      release(slot)
      return true
    }
    happenings += 1
    request.pointee.attempt = attempt == .max ? .max : attempt + 1
    client.pointee.count(ClientRecorder.Column.retries, at: tap, clock: clock)
    restart(slot, at: tap, &queue)
    return true
  }

  /// The wait before the next try.
  @inline(__always)
  private mutating func pause(
    _ request: UnsafeMutablePointer<Request>, _ population: UnsafeMutablePointer<PopulationState>
  ) -> Int64 {
    if population.pointee.hasWait {
      var stream = Purpose.backoff.stream(request.pointee.key)
      return address(of: \.wait, in: population).drawNanoseconds(&stream)
    }
    var pause = population.pointee.backoff
    if population.pointee.doubles && pause > 0 {
      // Doubles until the next step would pass the longest span.
      pause <<= Int64(min(Int(request.pointee.attempt) - 1, pause.leadingZeroBitCount - 3))
    }
    if population.pointee.hasJitter {
      let draw = RandomStream.uniform(of: Purpose.backoff.word(request.pointee.key))
      pause = Int64(draw * Double(pause))
    }
    return pause
  }

  /// Sends a record off again from a new tap, as the attempt that its kind and number say.
  private mutating func restart(_ slot: UInt32, at tap: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let packet = request.pointee.packet
    // Tries beyond 255 share a number: their keys are a chain.
    if packet == Request.none || request.pointee.attempt == .max {
      request.pointee.key = BitMixer.mix(request.pointee.key &+ UInt64(request.pointee.attempt))
    } else {
      request.pointee.key = attemptKey(
        self.packet(packet).pointee.key, member: request.pointee.member,
        kind: request.pointee.kind, attempt: request.pointee.attempt)
    }
    setDeadline(slot, tap: tap)
    if extras.isKept { extra(slot).pointee.isCalledAgain = false }
    request.pointee.hop = 0
    request.pointee.visit = 0
    request.pointee.swaps = 0
    request.pointee.phase = .travelling
    enter(slot, at: tap, &queue)
  }

  /// Counts a user's first failure.
  private mutating func noteError(_ request: UnsafeMutablePointer<Request>, at time: Int64) {
    if request.pointee.has(Request.errorFlag) { return }
    request.pointee.set(Request.errorFlag)
    clients[Int(request.pointee.kind.rawValue)].count(
      ClientRecorder.Column.sawError, at: time, clock: clock)
  }

  /// The time-out event of a record comes.
  mutating func timeOut(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    request.pointee.clear(Request.timeoutFlag)
    switch request.pointee.phase {
    case .husk:
      // Answered in time; a station may still hold an event for it (`scratch` of them).
      if request.pointee.scratch == 0 { release(slot) }
    case .vanished: gaveUpWaiting(slot, at: now, &queue)
    default:
      if extras.isKept && isCancelled(slot, at: now, &queue) {
        gaveUpWaiting(slot, at: now, &queue)
        return
      }
      // Nothing in the cluster is told: the attempt goes on, and is work for nobody.
      let client = copyForClient(slot)
      self.request(slot).pointee.set(Request.orphanFlag)
      gaveUpWaiting(client, at: now, &queue)
    }
  }

  /// A second record for the client of an attempt whose own record must stay where it is.
  mutating func copyForClient(_ slot: UInt32) -> UInt32 {
    let copy = requests.take()
    extras.copy(slot, to: copy, capacity: requests.capacity)
    request(copy).pointee = request(slot).pointee
    request(copy).pointee.clear(Request.timeoutFlag)
    request(copy).pointee.next = Request.none
    let packet = request(copy).pointee.packet
    if packet != Request.none { self.packet(packet).pointee.references += 1 }
    return copy
  }

  // MARK: After the answer

  /// Starts the part of the way that follows the answer (crediting): a record without a client.
  mutating func detach(_ slot: UInt32, at time: Int64, _ queue: inout EventQueue) {
    let copy = copyForClient(slot)
    let request = request(copy)
    request.pointee.kindAndFlags = request.pointee.kind.rawValue | Request.detachedFlag
    request.pointee.attempt = 1
    forward(copy, to: request.pointee.hop + 1, at: time, &queue)
  }

  /// A message queue hands failed work in again after 1 s, 2 s, 4 s … up to 64 s, for ever.
  mutating func retryDetached(_ slot: UInt32, at time: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let attempt = request.pointee.attempt
    request.pointee.attempt = min(attempt + 1, 250)
    request.pointee.phase = .travelling
    request.pointee.key = BitMixer.mix(request.pointee.key &+ 1)
    let pause = Int64(1_000_000_000) << Int64(min(attempt - 1, 6))
    let pool = pools + flows[Int(request.pointee.kind.rawValue)].tier(request.pointee.hop)
    let node = route(pool, request, from: pool.pointee.firstSender, at: time + pause)
    request.pointee.node = UInt32(truncatingIfNeeded: node)
    queue.schedule(Event(time: time + pause, word: ClusterEvent.word(.reach, slot: slot)))
  }
}
