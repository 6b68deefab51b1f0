import ScenarioTypes
import SimulationKernel

/// Who comes: packets and requests out of populations, and the groups that wake.
extension ClusterWorld {
  /// Puts the next arrival of a population into the calendar.
  mutating func scheduleArrival(_ index: Int, _ queue: inout EventQueue) {
    guard let time = populations[index].source.next(through: clock.end) else { return }
    queue.schedule(Event(time: time, word: ClusterEvent.word(.arrival, slot: UInt32(index))))
  }

  /// A population's next send or request happens.
  mutating func arrive(population index: Int, at now: Int64, _ queue: inout EventQueue) {
    let source = populations + index
    for _ in 0..<source.pointee.source.nextBatch() { create(of: index, at: now, &queue) }
    scheduleArrival(index, &queue)
  }

  /// One send or request of a population.
  mutating func create(of index: Int, at now: Int64, _ queue: inout EventQueue) {
    let population = populations + index
    population.pointee.count += 1
    let key = BitMixer.mix(population.pointee.key &+ BitMixer.mix(population.pointee.count))
    happenings += 1
    let slot: UInt32
    if population.pointee.sendsPackets {
      let packet = createPacket(key: key, population: index)
      slot = takeRequest(
        key: attemptKey(key, member: Request.sender, kind: .send, attempt: 1), kind: .send,
        packet: packet, member: Request.sender, at: now)
    } else {
      slot = takeRequest(
        key: key, kind: population.pointee.kind, packet: Request.none, member: UInt16(index),
        at: now)
      drawItem(slot, population)
    }
    let kind = request(slot).pointee.kind
    countFirstTry(kind, population, at: now)
    enter(slot, at: now, &queue)
  }

  /// Counts a user's first tap.
  @inline(__always)
  mutating func countFirstTry(
    _ kind: RequestKind, _ population: UnsafeMutablePointer<PopulationState>, at tap: Int64
  ) {
    clients[Int(kind.rawValue)].count(
      ClientRecorder.Column.firstTries, at: tap, clock: clock)
    if population.pointee.budget >= 0 {
      population.pointee.tokens = min(
        population.pointee.tokens + population.pointee.budget, PopulationState.mostTokens)
    }
  }

  /// Puts what a population begins with into the calendar: requests at time 0, clients that think,
  /// and the first arrival.
  mutating func start(population index: Int, _ queue: inout EventQueue) {
    let population = populations + index
    for _ in 0..<population.pointee.atStart { create(of: index, at: 0, &queue) }
    for client in 0..<population.pointee.clients {
      let key = Purpose.client.word(population.pointee.key &+ UInt64(client))
      var stream = Purpose.think.stream(key)
      let tap = population.pointee.think.drawNanoseconds(&stream)
      if tap <= clock.end { ask(client: key, of: index, at: tap, &queue) }
    }
    scheduleArrival(index, &queue)
  }

  /// A client of a closed loop taps; `key` numbers the client and its cycle.
  private mutating func ask(
    client key: UInt64, of index: Int, at tap: Int64, _ queue: inout EventQueue
  ) {
    let population = populations + index
    let kind = population.pointee.kind
    let slot = takeRequest(
      key: key, kind: kind, packet: Request.none, member: UInt16(index), at: tap)
    extra(slot).pointee.cycle = key
    drawItem(slot, population)
    happenings += 1
    countFirstTry(kind, population, at: tap)
    enter(slot, at: tap, &queue)
  }

  /// The client of a request with its final outcome at `time`: one of a closed loop thinks and asks
  /// again; otherwise nobody needs the record any more.
  @inline(__always)
  mutating func endOfRequest(_ slot: UInt32, at time: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    if request.pointee.packet == Request.none && time <= clock.end {
      let index = Int(request.pointee.member)
      if populations[index].clients > 0 {
        let cycle = extra(slot).pointee.cycle
        release(slot)
        askAgain(cycle, of: index, after: time, &queue)
        return
      }
    }
    release(slot)
  }

  private mutating func askAgain(
    _ cycle: UInt64, of index: Int, after time: Int64, _ queue: inout EventQueue
  ) {
    let key = Purpose.client.word(cycle)
    var stream = Purpose.think.stream(key)
    let think = populations[index].think.drawNanoseconds(&stream)
    let (tap, overflow) = time.addingReportingOverflow(think)
    if !overflow && tap <= clock.end { ask(client: key, of: index, at: tap, &queue) }
  }

  /// Draws the key that a request without a packet asks for.
  @inline(__always)
  mutating func drawItem(_ slot: UInt32, _ population: UnsafeMutablePointer<PopulationState>) {
    guard extras.isKept && population.pointee.keyCount > 1 else { return }
    var stream = Purpose.item.stream(request(slot).pointee.key)
    let rank = population.pointee.keys.draw(&stream)
    extra(slot).pointee.item = UInt32(truncatingIfNeeded: Int(rank) - 1)
  }

  /// Draws a packet and gives it a slot.
  private mutating func createPacket(key: UInt64, population index: Int) -> UInt32 {
    let shares = shares(of: key, population: index)
    let amount = amount(of: key, population: index, shares: shares)
    let slot = packets.take()
    expiries.clear(slot, capacity: packets.capacity)
    packet(slot).pointee = Packet(
      key: key, amount: Int32(amount), shares: UInt16(shares), population: index)
    return slot
  }

  /// A new request record at its first tap.
  @inline(__always)
  mutating func takeRequest(
    key: UInt64, kind: RequestKind, packet: UInt32, member: UInt16, at tap: Int64
  ) -> UInt32 {
    let slot = requests.take()
    extras.clear(slot, capacity: requests.capacity)
    request(slot).pointee = Request(
      key: key, firstTap: tap, deadline: .max, entered: 0, scratch: 0, packet: packet,
      next: Request.none, entryNode: 0, node: 0, member: member, kindAndFlags: kind.rawValue,
      hop: 0, phase: .travelling, swaps: 0, attempt: 1, visit: 0)
    if packet != Request.none { self.packet(packet).pointee.references += 1 }
    setDeadline(slot, tap: tap)
    return slot
  }

  /// The client of an attempt tapped at `tap` waits so long and no longer.
  @inline(__always)
  mutating func setDeadline(_ slot: UInt32, tap: Int64) {
    let request = request(slot)
    let timeout = population(of: request).pointee.timeout
    request.pointee.deadline = timeout < 0 ? .max : tap + timeout
  }

  /// The population that a request belongs to.
  @inline(__always)
  mutating func population(of request: UnsafeMutablePointer<Request>) -> UnsafeMutablePointer<
    PopulationState
  > {
    let packet = request.pointee.packet
    if packet == Request.none { return populations + Int(request.pointee.member) }
    return populations + self.packet(packet).pointee.population
  }

  /// Sends an attempt off from its tap to the first tier.
  mutating func enter(_ slot: UInt32, at tap: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let arrival = tap + accessDelay(request, .accessOut)
    if links.role == .site {
      sendEntry(slot, arrival: arrival, &queue)
      return
    }
    ensureTimeout(slot, before: arrival, &queue)
    queue.schedule(Event(time: arrival, word: ClusterEvent.word(.reach, slot: slot)))
  }

  /// One way over the access network of the request's user.
  @inline(__always)
  mutating func accessDelay(_ request: UnsafeMutablePointer<Request>, _ purpose: Purpose) -> Int64 {
    let population = population(of: request)
    if population.pointee.accessCount == 0 { return 0 }
    let packet = request.pointee.packet
    let user =
      packet == Request.none
      ? request.pointee.key : userKey(self.packet(packet).pointee.key, request.pointee.member)
    return accessDelay(population, user: user, key: request.pointee.key, purpose)
  }

  @inline(__always)
  func userKey(_ packet: UInt64, _ member: UInt16) -> UInt64 { packet &+ UInt64(member) &+ 1 }

  @inline(__always)
  mutating func accessDelay(
    _ population: UnsafeMutablePointer<PopulationState>, user: UInt64, key: UInt64,
    _ purpose: Purpose
  ) -> Int64 {
    accessDelay(
      population, number: accessNumber(population, user: user), key: key, purpose)
  }

  /// The place of a user's access network among those of a population.
  @inline(__always)
  mutating func accessNumber(
    _ population: UnsafeMutablePointer<PopulationState>, user: UInt64
  ) -> Int {
    let last = population.pointee.accessCount &- 1
    if last <= 0 { return 0 }
    let draw = RandomStream.uniform(of: Purpose.accessNetwork.word(user))
    let bounds = population.pointee.access
    // The bounds rise, so that the place is the number of those passed; without a branch that
    // depends on the draw.
    var index = 0
    for place in 0..<last { index &+= draw >= bounds[place].upTo ? 1 : 0 }
    return index
  }

  /// One way over the access network of a population with a place among its own.
  @inline(__always)
  mutating func accessDelay(
    _ population: UnsafeMutablePointer<PopulationState>, number: Int, key: UInt64,
    _ purpose: Purpose
  ) -> Int64 {
    if population.pointee.accessCount == 0 { return 0 }
    return fabric.accessDelay(
      population.pointee.access[number].network, key: key, purpose: purpose)
  }

  /// Tells the group of a packet: each member awake will tap after the message's delay and its own
  /// reaction. The taps go straight to the first tier; a member has no record until it is there.
  mutating func post(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let packet = packet(slot)
    if packet.pointee.flags & Packet.postedFlag != 0 { return }
    packet.pointee.flags |= Packet.postedFlag
    if links.role == .site {
      sendPost(slot, at: now)
      return
    }
    let key = packet.pointee.key
    let population = populations + packet.pointee.population
    let awake = countAwake(key, population)
    for first in stride(from: 0, to: awake, by: TapBlock.size) {
      let last = min(first &+ TapBlock.size, awake)
      drawTaps(of: first, upTo: last, key: key, population, after: now)
      for place in 0..<last &- first {
        schedule(tap: place, of: Int(plain.awake[first &+ place]), slot, population, &queue)
      }
    }
  }

  /// Puts a tap of the block into the calendar, if it is not after the end.
  @inline(__always)
  private mutating func schedule(
    tap place: Int, of member: Int, _ slot: UInt32,
    _ population: UnsafeMutablePointer<PopulationState>, _ queue: inout EventQueue
  ) {
    let time = plain.block.times[place]
    if time > clock.end { return }
    let access = plain.block.accesses[place]
    happenings &+= 1
    countFirstTry(.claim, population, at: time)
    if population.pointee.timeout >= 0 && access > population.pointee.timeout {
      tapLate(packet: slot, member: member, at: time, &queue)
      return
    }
    packet(slot).pointee.references &+= 1
    queue.schedule(
      Event(
        time: time &+ access,
        word: ClusterEvent.word(
          .member, slot: slot, number: member | plain.block.networks[place] << 16)))
  }

  /// A member who will give up before its message is even there needs a record to do so.
  @inline(never)
  private mutating func tapLate(
    packet slot: UInt32, member: Int, at tap: Int64, _ queue: inout EventQueue
  ) {
    let request = takeRequest(
      key: plain.key(of: packet(slot).pointee.key, member: member), kind: .claim, packet: slot,
      member: UInt16(member), at: tap)
    enter(request, at: tap, &queue)
  }

  /// Who of the group of packet `key` is awake: writes the numbers into `plain.awake` and answers
  /// how many they are. Without a branch a member: the coins are fair enough to be guessed wrong.
  @inline(__always)
  mutating func countAwake(_ key: UInt64, _ population: UnsafeMutablePointer<PopulationState>)
    -> Int
  {
    var stream = Purpose.groupSize.stream(key)
    let size = Int(min(max(population.pointee.groupSize.draw(&stream).rounded(), 1), 60_000))
    let coins = Purpose.awake.stream(key).key
    let threshold = population.pointee.awake.threshold
    let members = plain.awake
    var count = 0
    for member in 0..<size {
      let coin = RandomStream.word(key: coins, counter: UInt64(truncatingIfNeeded: member &+ 1))
      members[count] = UInt16(truncatingIfNeeded: member)
      // The top bit of the difference: both are 2^63 at most.
      count &+= Int(truncatingIfNeeded: (coin &>> 1 &- threshold) &>> 63)
    }
    return count
  }

  /// A member's first tap reaches the first tier: now it needs a record.
  @inline(__always)
  mutating func memberArrives(
    packet slot: UInt32, member: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    let packet = packet(slot)
    let member = UInt16(truncatingIfNeeded: member)
    let key = attemptKey(packet.pointee.key, member: member, kind: .claim, attempt: 1)
    let population = populations + packet.pointee.population
    let access = accessDelay(
      population, user: userKey(packet.pointee.key, member), key: key, .accessOut)
    let request = takeRequest(
      key: key, kind: .claim, packet: slot, member: member, at: now - access)
    // The event's hold on the packet passes to the record, which took its own.
    self.packet(slot).pointee.references -= 1
    reach(request, at: now, &queue)
  }
}
