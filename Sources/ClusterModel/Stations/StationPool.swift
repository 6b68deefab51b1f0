import SimulationKernel

/// All nodes of one tier in columns: servers, queues, outages. Owned and freed by the world.
///
/// Three ways to serve. **Computed** stations (FIFO): at the arrival of a request its start and end
/// of service follow at once from the servers' free times (Lindley's recursion), so that a visit
/// costs one event. **Event-driven** stations (other disciplines, balancers, settlement): requests
/// wait in lists and an event ends each service. **Managed** stations (preemption, sharing,
/// patience, breakdowns, states) can stop and resume everybody; see `ManagedTier`. All count alike.
struct StationPool {
  /// What a node does; settings of the operations lie in the world.
  enum Duty: UInt8 {
    case relay
    case claim
    case store
    case settle
    case credit
    case cache
    case update
  }

  enum Route: UInt8 {
    case random
    case roundRobin
    case leastOutstanding
    case powerOfD
    case hashOfPacket
    case hashOfUser
  }

  enum Order: UInt8 {
    case fifo
    case lifo
    case random
    case priority
  }

  // What the scenario says.
  var tier: Int
  var duty: Duty
  var nodes: Int
  var servers: Int
  var service: Sampler
  /// Kinds have service times of their own: `services` by kind.
  var hasServiceByKind: Bool
  var services: UnsafeMutablePointer<Sampler>
  /// Largest number waiting at a node.
  var queueBound: Int
  var route: Route
  /// Made from the tier's name: tells the hashes of tiers apart, so that the packets of one cache
  /// node are not those of one store node.
  var hashSalt: UInt64
  /// Nodes drawn by `powerOfD`.
  var choices: Int
  var order: Order
  /// Class of each kind under `priority`, 2 bits each, 0 first.
  var classes: UInt8
  /// Event-driven or managed.
  var isEventDriven: Bool
  var isManaged: Bool
  var isSilent: Bool
  var detection: Int64
  /// Nanoseconds per admitted request and node, 0 without a limit; and how far a node may run
  /// ahead of that (token bucket in its virtual-scheduling form, ITU-T I.371 GCRA).
  var admissionInterval: Int64
  var admissionTolerance: Int64
  var hasOutages: Bool
  var hasSlowness: Bool
  var hasErrors: Bool

  // Columns by node.
  /// When each server is free again, `servers` per node; computed stations.
  var freeAt: UnsafeMutablePointer<Int64>
  /// Start times of those who wait; computed stations with a bound.
  var starts: UnsafeMutablePointer<StartRing>
  /// The next admission's earliest time.
  var admissionTime: UnsafeMutablePointer<Int64>
  var place: UnsafeMutablePointer<Int32>
  /// Number of the node's life: grows with every crash.
  var life: UnsafeMutablePointer<Int32>
  /// Next outage of the node: start and end, and its place in the schedule.
  var outageStart: UnsafeMutablePointer<Int64>
  var outageEnd: UnsafeMutablePointer<Int64>
  var outageCursor: UnsafeMutablePointer<Int32>
  var schedule: FaultSchedule
  /// Event-driven stations: requests in service and waiting, and the lists of those who wait.
  var inService: UnsafeMutablePointer<Int32>
  var waiting: UnsafeMutablePointer<Int32>
  var queueHead: UnsafeMutablePointer<UInt32>
  var queueTail: UnsafeMutablePointer<UInt32>
  /// Settlement: the batch being flushed, the next one, and when the flush ends (0: none runs).
  var batchHead: UnsafeMutablePointer<UInt32>
  var nextBatchHead: UnsafeMutablePointer<UInt32>
  var nextBatchTail: UnsafeMutablePointer<UInt32>
  var flushEnd: UnsafeMutablePointer<Int64>
  var flushes: UnsafeMutablePointer<UInt32>
  /// Number of this pool's node 0 among all senders (populations first, then the pools' nodes).
  var firstSender: Int
  /// Round-robin counters by sender.
  var roundRobin: UnsafeMutablePointer<UInt32>
  /// Requests drawn at random so far, by node.
  var turns: UnsafeMutablePointer<UInt64>
  /// Only for managed stations.
  var managed: UnsafeMutablePointer<ManagedTier>
  /// Caches and update tiers only; a placeholder elsewhere.
  var keyed: UnsafeMutablePointer<KeyedTable>
  /// Requests without a packet are hashed by their key.
  var hashesItems: Bool
  /// Calls to the next tier in all.
  var tries: Int
  /// Update tiers: from the read to the write.
  var work: Sampler
  var recorder: TierRecorder

  static var classCount: Int { 3 }

  /// Requests waiting or in service at a node of an event-driven station.
  @inline(__always)
  func outstanding(_ node: Int) -> Int32 { inService[node] + waiting[node] }

  /// The first of a node's servers that is free at `now`; `servers` when none is.
  ///
  /// Looks at all of them where they are few, the last one first: which one is free cannot be
  /// guessed, and a loop that ends there would be guessed wrong as often as not.
  @inline(__always)
  static func firstFree(_ free: UnsafeMutablePointer<Int64>, servers: Int, at now: Int64) -> Int {
    if servers == 1 { return free.pointee <= now ? 0 : 1 }
    if servers > 16 { return firstFreeOfMany(free, servers: servers, at: now) }
    var found = servers
    var server = servers &- 1
    while server >= 0 {
      found = free[server] <= now ? server : found
      server &-= 1
    }
    return found
  }

  private static func firstFreeOfMany(
    _ free: UnsafeMutablePointer<Int64>, servers: Int, at now: Int64
  ) -> Int {
    var server = 0
    while server < servers && free[server] > now { server &+= 1 }
    return server
  }

  /// The service time of a kind.
  @inline(__always)
  static func service(
    _ pool: UnsafeMutablePointer<StationPool>, kind: UInt8
  ) -> UnsafePointer<Sampler> {
    if pool.pointee.hasServiceByKind { return UnsafePointer(pool.pointee.services + Int(kind)) }
    return address(of: \.service, in: pool)
  }

  func deallocate() {
    services.deallocate()
    turns.deallocate()
    managed.pointee.deallocate(nodes: isManaged ? nodes : 0)
    managed.deallocate()
    freeAt.deallocate()
    for node in 0..<nodes { starts[node].deallocate() }
    starts.deallocate()
    admissionTime.deallocate()
    place.deallocate()
    life.deallocate()
    outageStart.deallocate()
    outageEnd.deallocate()
    outageCursor.deallocate()
    inService.deallocate()
    waiting.deallocate()
    queueHead.deallocate()
    queueTail.deallocate()
    batchHead.deallocate()
    nextBatchHead.deallocate()
    nextBatchTail.deallocate()
    flushEnd.deallocate()
    flushes.deallocate()
    roundRobin.deallocate()
    keyed.pointee.deallocate()
    keyed.deallocate()
    recorder.deallocate()
  }
}
