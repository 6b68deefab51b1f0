import CKernelShims
import RedPackets
import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// The cluster: every store of state, and one switch over the events that act on it.
///
/// The world owns all memory; pools, recorders and fabrics are columns that it frees. Functions
/// lie in extensions by subject: Clients, Stations, Operations, Faults.
struct ClusterWorld: ~Copyable, World {
  var clock: IntervalClock
  let populations: UnsafeMutablePointer<PopulationState>
  let populationCount: Int
  let pools: UnsafeMutablePointer<StationPool>
  let poolCount: Int
  var fabric: NetworkFabric
  /// By kind.
  let flows: UnsafeMutablePointer<FlowTable>
  /// By kind.
  let clients: UnsafeMutablePointer<ClientRecorder>
  let settings: OperationSettings
  var requests: Slab<Request>
  /// By slot of `requests`.
  var extras: ExtraColumn
  var packets: Slab<Packet>
  /// By slot of `packets`.
  var expiries: ExpiryColumn
  var entries: Slab<PacketEntry>
  /// Copies of forked requests that wait for each other.
  var joins = Slab<Join>(capacity: 16)
  var books: MoneyBooks
  let tables: SamplerTables
  let histograms: HistogramBank
  let probes: ProbeTable
  let plain: PlainClaims
  /// Its place among the partitions of a run.
  var links: PartitionLinks
  /// Packets and requests from outside.
  var external = ExternalRequests()
  /// Simulated happenings: taps, arrivals, ends of service, answers, commits.
  var happenings: UInt64 = 0
  /// The run is over, and what was counted apart is in its histograms.
  var hasEnded = false

  deinit {
    for index in 0..<populationCount { populations[index].deallocate() }
    populations.deallocate()
    for index in 0..<poolCount {
      pools[index].schedule.deallocate()
      pools[index].deallocate()
    }
    pools.deallocate()
    fabric.deallocate()
    for kind in 0..<3 { clients[kind].deallocate() }
    for kind in 0..<3 { flows[kind].branches.deallocate() }
    flows.deallocate()
    clients.deallocate()
    probes.deallocate()
    plain.deallocate()
  }

  // MARK: World

  @inline(__always)
  mutating func handle(_ event: Event, in queue: inout EventQueue) {
    if clock.isPast(event.time) { turnInterval(to: event.time) }
    let slot = ClusterEvent.slot(event)
    switch ClusterEvent.kind(event) {
    case .member:
      let member = ClusterEvent.number(event) & 0xFFFF
      if plain.isUsed {
        plainMember(
          packet: slot, member: member, access: ClusterEvent.number(event) &>> 16, at: event.time,
          &queue)
      } else {
        memberArrives(packet: slot, member: member, at: event.time, &queue)
      }
    case .claimant: plainClaim(slot, at: event.time, &queue)
    case .reach: reach(slot, at: event.time, &queue)
    case .complete: complete(slot, at: event.time, &queue)
    case .arrival: arrive(population: Int(slot), at: event.time, &queue)
    case .timeout: timeOut(slot, at: event.time, &queue)
    case .learn: learn(packet: slot)
    case .unlock: unlock(slot, at: event.time, &queue)
    case .flushed:
      flushed(tier: Int(slot), node: ClusterEvent.number(event), at: event.time, &queue)
    case .crash:
      crash(tier: Int(slot), node: ClusterEvent.number(event), at: event.time, &queue)
    case .joined: joined(slot, at: event.time, &queue)
    case .wake:
      wake(tier: Int(slot), node: ClusterEvent.number(event), at: event.time, &queue)
    case .posted: wake(slot, at: event.time)
    case .probe: probe(Int(slot), at: event.time)
    case .filled:
      filled(key: slot, number: ClusterEvent.number(event), at: event.time, &queue)
    }
  }

  func precedes(_ left: Event, _ right: Event) -> Bool {
    let leftNumber = stableNumber(left)
    let rightNumber = stableNumber(right)
    if leftNumber != rightNumber { return leftNumber < rightNumber }
    return left.word >> 32 < right.word >> 32
  }

  /// What orders events at one time: the key of the request, packet, population or node they are
  /// about.
  @inline(__always)
  private func stableNumber(_ event: Event) -> UInt64 {
    let slot = Int(ClusterEvent.slot(event))
    switch ClusterEvent.kind(event) {
    case .member:
      return attemptKey(
        packets.records[slot].key, member: UInt16(truncatingIfNeeded: ClusterEvent.number(event)),
        kind: .claim,
        attempt: 1)
    case .reach, .claimant, .timeout, .complete, .unlock, .joined: return requests.records[slot].key
    case .learn, .posted: return packets.records[slot].key
    // Crashes come last: what ends at the moment of a crash has ended. Then it is looked at.
    case .crash, .probe: return .max
    // What is due at a node comes first: a server that is free at an instant is free for those who
    // come at it.
    case .wake: return UInt64(slot)
    case .arrival, .flushed, .filled: return BitMixer.mix(event.word)
    }
  }

  /// Without a branch: kinds follow one another at random, and a wrong guess costs more than a
  /// line of memory that nobody needs.
  @inline(__always)
  func prefetchEarly(_ event: Event) {
    let isOfRequest = Self.maskOfRequests(event)
    let slot = UInt(truncatingIfNeeded: ClusterEvent.slot(event))
    let packet = UInt(bitPattern: packets.records) &+ slot &* UInt(MemoryLayout<Packet>.stride)
    let request = UInt(bitPattern: requests.records) &+ slot &* UInt(MemoryLayout<Request>.stride)
    let address = packet ^ ((packet ^ request) & UInt(truncatingIfNeeded: isOfRequest))
    prefetchPacket(address)
  }

  /// Asks for the packet: the record of a request is near since `prefetchEarly`, or since it was
  /// scheduled. Without a branch, as `prefetchEarly`.
  @inline(__always)
  func prefetch(_ event: Event) {
    let isOfRequest = Self.maskOfRequests(event)
    let slot = ClusterEvent.slot(event)
    let packet = requests.records[Int(slot & isOfRequest)].packet
    let known = packet == Request.none ? 0 : packet
    let number = slot ^ ((slot ^ known) & isOfRequest)
    prefetchPacket(UInt(bitPattern: packets.records + Int(number)))
  }

  /// All ones for an event whose slot is that of a request. Others are taken for events of packets.
  @inline(__always)
  private static func maskOfRequests(_ event: Event) -> UInt32 {
    0 &- (UInt32(truncatingIfNeeded: kindsOfRequests &>> (event.word &>> 56)) & 1)
  }

  /// A bit for each kind of event whose slot is that of a request.
  @inline(__always)
  private static var kindsOfRequests: UInt64 {
    bit(.reach) | bit(.claimant) | bit(.complete) | bit(.timeout) | bit(.unlock) | bit(.joined)
  }

  @inline(__always)
  private static func bit(_ kind: ClusterEvent.Kind) -> UInt64 { 1 &<< UInt64(kind.rawValue) }

  /// Asks for a packet; for nothing, if `slot` is none.
  @inline(__always)
  func prefetchPacket(_ slot: UInt32) {
    prefetchPacket(UInt(bitPattern: packets.records + Int(slot)))
  }

  /// A packet's 36 bytes may lie in two cache lines.
  @inline(__always)
  private func prefetchPacket(_ address: UInt) {
    ckernel_prefetch(UnsafeRawPointer(bitPattern: address))
    ckernel_prefetch(
      UnsafeRawPointer(bitPattern: address &+ UInt(MemoryLayout<Packet>.size - 1)))
  }

  /// Asks for the account of a packet in the books, if there is one.
  @inline(__always)
  func prefetchAccount(_ packet: UInt32) {
    if let account = books.books.address(packet: Int(packet)) { ckernel_prefetch(account) }
  }

  // MARK: Records

  /// The stable number of one attempt.
  @inline(__always)
  func attemptKey(_ packet: UInt64, member: UInt16, kind: RequestKind, attempt: UInt8) -> UInt64 {
    BitMixer.mix(packet ^ AttemptKey.word(member: member, kind: kind, attempt: attempt))
  }

  @inline(__always)
  func request(_ slot: UInt32) -> UnsafeMutablePointer<Request> { requests.records + Int(slot) }

  /// The extras of a request; only where `extras.isKept`.
  @inline(__always)
  func extra(_ slot: UInt32) -> UnsafeMutablePointer<RequestExtra> { extras.records + Int(slot) }

  @inline(__always)
  func extra(
    of request: UnsafeMutablePointer<Request>
  ) -> UnsafeMutablePointer<RequestExtra> { extras.records + (request - requests.records) }

  @inline(__always)
  func packet(_ slot: UInt32) -> UnsafeMutablePointer<Packet> { packets.records + Int(slot) }

  /// Frees a request record, and its hold on the packet.
  @inline(__always)
  mutating func release(_ slot: UInt32) {
    let packet = request(slot).pointee.packet
    requests.give(back: slot)
    if packet != Request.none { dropReference(packet) }
  }

  @inline(__always)
  mutating func dropReference(_ slot: UInt32) {
    let packet = packet(slot)
    packet.pointee.references &-= 1
    if packet.pointee.references == 0 { close(slot) }
  }

  @inline(never)
  mutating func turnInterval(to time: Int64) {
    flushTallies()
    clock.advance(to: time)
    reopenTallies()
    for index in 0..<poolCount {
      pools[index].recorder.sojournOverTime.pointee.close(before: clock.current)
    }
    for kind in 0..<3 { clients[kind].latencyOverTime.pointee.close(before: clock.current) }
    books.refund(through: clock.currentStart)
  }
}
