import ScenarioTypes
import SimulationKernel

/// What crosses the borders of partitions. Data plane.
///
/// The gate and the crowds know a packet by a stub: a record with its key, its population and, in
/// `entries`, the site's number of it. Each stub has one reference to the site's packet, which the
/// gate gives back when nobody there will act on it any more. Nothing is sent while something is
/// accepted: that is not the time for it.
extension ClusterWorld: PartitionWorld {
  var outboxes: Outboxes {
    get { links.outboxes }
    set { links.outboxes = newValue }
  }

  mutating func accept(
    _ bytes: UnsafeRawBufferPointer, from sender: Int, channel: Int, in queue: inout EventQueue
  ) {
    switch links.role {
    case .whole: preconditionFailure("a cluster in one piece gets no messages")
    case .crowd:
      for post in MessageRecords<PartitionMessages.Post>(bytes) { accept(post, &queue) }
    case .gate:
      if sender == links.site {
        for entry in MessageRecords<PartitionMessages.Entry>(bytes) { accept(entry, &queue) }
      } else {
        acceptGroups(bytes, &queue)
      }
    case .site:
      switch channel {
      case PartitionMessages.ToSite.claims: acceptClaims(bytes, &queue)
      case PartitionMessages.ToSite.drops: acceptDrops(bytes)
      default:
        for passage in MessageRecords<PartitionMessages.Passage>(bytes) { accept(passage, &queue) }
      }
    }
  }

  /// How many records before its own the packet of a record is asked for. It lies anywhere in
  /// memory: waiting for it was a tenth of the site's time.
  private static var foresight: Int { 8 }

  // MARK: The site

  /// Tells a crowd that the group of a packet hears of it at `time`.
  mutating func sendPost(_ slot: UInt32, at time: Int64) {
    let packet = packet(slot)
    packet.pointee.references += 1
    links.outboxes.append(
      PartitionMessages.Post(
        time: time, key: packet.pointee.key, packet: slot,
        population: UInt32(packet.pointee.population)),
      at: time, to: links.crowd(of: packet.pointee.key), channel: 0)
  }

  /// Sends a request to its first tier, where it arrives at `arrival`. Its reference to the packet
  /// becomes that of the gate's stub.
  mutating func sendEntry(_ slot: UInt32, arrival: Int64, _ queue: inout EventQueue) {
    leaveClientBehind(slot, before: arrival, &queue)
    var record = request(slot).pointee
    record.next = Request.none
    var key: UInt64 = 0
    var population: UInt64 = 0
    if record.packet != Request.none {
      key = packet(record.packet).pointee.key
      population = UInt64(packet(record.packet).pointee.population)
    }
    links.outboxes.append(
      PartitionMessages.Entry(time: arrival, key: key, population: population, request: record),
      at: min(arrival, PartitionMessages.noTime), to: links.gate,
      channel: PartitionMessages.ToGate.entries)
    requests.give(back: slot)
  }

  /// The client of a request that will not be where it goes before its time-out stays where it is;
  /// the request goes on for nobody.
  private mutating func leaveClientBehind(
    _ slot: UInt32, before arrival: Int64, _ queue: inout EventQueue
  ) {
    let deadline = request(slot).pointee.deadline
    if arrival <= deadline || request(slot).pointee.has(Request.orphanFlag)
      || request(slot).pointee.has(Request.detachedFlag)
    {
      return
    }
    let client = copyForClient(slot)
    request(client).pointee.phase = .vanished
    request(client).pointee.set(Request.timeoutFlag)
    queue.schedule(Event(time: deadline, word: ClusterEvent.word(.timeout, slot: client)))
    request(slot).pointee.clear(Request.timeoutFlag)
    request(slot).pointee.set(Request.orphanFlag)
  }

  private mutating func acceptClaims(
    _ bytes: UnsafeRawBufferPointer, _ queue: inout EventQueue
  ) {
    var claims = MessageRecords<PartitionMessages.Claim>(bytes)
    while let claim = claims.next() {
      if let later = claims.peek(Self.foresight) { prefetchPacket(later.packet) }
      let packet = packet(claim.packet)
      packet.pointee.references += 1
      let timeout = populations[packet.pointee.population].timeout
      let slot = requests.take()
      request(slot).pointee = Request(
        key: plain.key(of: packet.pointee.key, member: Int(claim.member)),
        firstTap: claim.firstTap, deadline: timeout < 0 ? Int64.max : claim.firstTap &+ timeout,
        entered: Int64(claim.service), scratch: Int64(claim.back), packet: claim.packet,
        next: Request.none, entryNode: claim.entryNode, node: claim.node, member: claim.member,
        kindAndFlags: RequestKind.claim.rawValue, hop: 1, phase: .travelling, swaps: 0, attempt: 1,
        visit: 1)
      queue.schedule(Event(time: claim.time, word: ClusterEvent.word(.claimant, slot: slot)))
    }
  }

  private mutating func acceptDrops(_ bytes: UnsafeRawBufferPointer) {
    var slots = MessageRecords<UInt32>(bytes)
    while let slot = slots.next() {
      if let later = slots.peek(Self.foresight) { prefetchPacket(later) }
      dropReference(slot)
    }
  }

  private mutating func accept(
    _ passage: PartitionMessages.Passage, _ queue: inout EventQueue
  ) {
    let slot = requests.take()
    extras.clear(slot, capacity: requests.capacity)
    request(slot).pointee = passage.request
    let packet = passage.request.packet
    if packet != Request.none { self.packet(packet).pointee.references += 1 }
    queue.schedule(Event(time: passage.time, word: ClusterEvent.word(.reach, slot: slot)))
  }

  // MARK: The gate

  /// Sends a request on to its second tier, where it arrives at `arrival`.
  mutating func sendPassage(_ slot: UInt32, arrival: Int64, _ queue: inout EventQueue) {
    leaveClientBehind(slot, before: arrival, &queue)
    sendPassage(request(slot).pointee, arrival: arrival)
    release(slot)
  }

  /// Sends a record on to its second tier, with the site's number of its packet.
  mutating func sendPassage(_ record: Request, arrival: Int64) {
    var record = record
    record.next = Request.none
    if record.packet != Request.none { record.packet = packet(record.packet).pointee.entries }
    links.outboxes.append(
      PartitionMessages.Passage(time: arrival, request: record),
      at: min(arrival, PartitionMessages.noTime), to: links.site,
      channel: PartitionMessages.ToSite.passages)
  }

  /// Sends a first claim on to its cache node.
  @inline(__always)
  mutating func sendClaim(_ claim: PartitionMessages.Claim) {
    links.outboxes.append(
      claim, at: min(claim.time, PartitionMessages.noTime), to: links.site,
      channel: PartitionMessages.ToSite.claims)
  }

  /// Nobody at the gate will act on a packet any more.
  mutating func closeStub(_ slot: UInt32) {
    links.outboxes.append(
      packet(slot).pointee.entries, at: PartitionMessages.noTime, to: links.site,
      channel: PartitionMessages.ToSite.drops)
    packets.give(back: slot)
  }

  private mutating func accept(_ entry: PartitionMessages.Entry, _ queue: inout EventQueue) {
    var record = entry.request
    if record.packet != Request.none {
      record.packet = takeStub(
        entry.key, number: record.packet, population: UInt8(truncatingIfNeeded: entry.population),
        references: 1)
    }
    let slot = requests.take()
    extras.clear(slot, capacity: requests.capacity)
    request(slot).pointee = record
    queue.schedule(Event(time: entry.time, word: ClusterEvent.word(.reach, slot: slot)))
  }

  private mutating func takeStub(
    _ key: UInt64, number: UInt32, population: UInt8, references: UInt32
  ) -> UInt32 {
    let slot = packets.take()
    expiries.clear(slot, capacity: packets.capacity)
    packet(slot).pointee = Packet(key: key, amount: 0, shares: 0, population: Int(population))
    packet(slot).pointee.references = references
    packet(slot).pointee.entries = number
    return slot
  }

  private mutating func acceptGroups(
    _ bytes: UnsafeRawBufferPointer, _ queue: inout EventQueue
  ) {
    var offset = 0
    while offset < bytes.count {
      let group = bytes.loadUnaligned(
        fromByteOffset: offset, as: PartitionMessages.Group.self)
      offset += MemoryLayout<PartitionMessages.Group>.stride
      let slot = takeStub(
        group.key, number: group.packet, population: UInt8(truncatingIfNeeded: group.population),
        references: UInt32(group.count))
      if plain.isUsed {
        let node = hashed(plain.cache, Purpose.packetHash.word(group.key), at: 0)
        packet(slot).pointee.holder = UInt32(truncatingIfNeeded: node) << 12
      }
      for _ in 0..<group.count {
        var event = bytes.loadUnaligned(fromByteOffset: offset, as: Event.self)
        offset += MemoryLayout<Event>.stride
        event.word |= UInt64(slot)
        if ClusterEvent.kind(event) == .member {
          queue.schedule(event)
        } else {
          enterLate(packet: slot, member: ClusterEvent.number(event), at: event.time, &queue)
        }
      }
    }
  }

  /// A member whose message will not be there before its time-out.
  private mutating func enterLate(
    packet slot: UInt32, member: Int, at tap: Int64, _ queue: inout EventQueue
  ) {
    let request = takeRequest(
      key: plain.key(of: packet(slot).pointee.key, member: member), kind: .claim, packet: slot,
      member: UInt16(truncatingIfNeeded: member), at: tap)
    // The group's own reference passes to the record, which took another.
    packet(slot).pointee.references -= 1
    enter(request, at: tap, &queue)
  }

  // MARK: Crowds

  private mutating func accept(_ post: PartitionMessages.Post, _ queue: inout EventQueue) {
    let slot = takeStub(
      post.key, number: post.packet, population: UInt8(truncatingIfNeeded: post.population),
      references: 1)
    queue.schedule(Event(time: post.time, word: ClusterEvent.word(.posted, slot: slot)))
  }

  /// Works out who of a group taps when, and sends the taps to the gate.
  mutating func wake(_ slot: UInt32, at now: Int64) {
    let post = packet(slot).pointee
    packets.give(back: slot)
    let population = populations + Int(post.population)
    let awake = countAwake(post.key, population)
    var taps = 0
    var earliest = PartitionMessages.noTime
    for first in stride(from: 0, to: awake, by: TapBlock.size) {
      let last = min(first &+ TapBlock.size, awake)
      drawTaps(of: first, upTo: last, key: post.key, population, after: now)
      for place in 0..<last &- first {
        let time = plain.block.times[place]
        if time > clock.end { continue }
        let access = plain.block.accesses[place]
        let member = Int(plain.awake[first &+ place])
        happenings += 1
        countFirstTry(.claim, population, at: time)
        let isLate = population.pointee.timeout >= 0 && access > population.pointee.timeout
        let event =
          isLate
          ? Event(time: time, word: ClusterEvent.word(.reach, slot: 0, number: member))
          : Event(
            time: time + access,
            word: ClusterEvent.word(
              .member, slot: 0, number: member | plain.block.networks[place] << 16))
        plain.taps[taps] = event
        taps += 1
        earliest = min(earliest, event.time)
      }
    }
    if taps == 0 {
      links.outboxes.append(
        post.entries, at: PartitionMessages.noTime, to: links.site,
        channel: PartitionMessages.ToSite.drops)
      return
    }
    links.outboxes.append(
      PartitionMessages.Group(
        key: post.key, packet: post.entries, population: UInt16(post.population),
        count: UInt16(taps)),
      at: earliest, to: links.gate, channel: PartitionMessages.ToGate.groups)
    links.outboxes.append(
      UnsafeRawBufferPointer(UnsafeBufferPointer(start: plain.taps, count: taps)),
      at: earliest, to: links.gate, channel: PartitionMessages.ToGate.groups)
  }
}
