import Quantities
import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// Turns a tier of a scenario into a pool of stations.
struct PoolBuilder {
  let fabric: FabricBuilder
  let faults: FaultPlan
  let clock: IntervalClock
  /// Senders that count round robin: populations, then the nodes of all tiers.
  let senders: Int
  /// The largest number of keys of any population.
  let keys: Int
  /// Keys the draws of nodes.
  let seedKey: UInt64
  let probes: ProbeTable

  func build(
    _ tier: Tier, index: Int, firstSender: Int, _ tables: inout SamplerTables,
    _ bank: borrowing HistogramBank
  ) -> StationPool {
    let nodes = tier.nodes
    let schedule = faults.schedule(ofTier: index)
    let pool = StationPool(
      tier: index, duty: duty(tier.operation), nodes: nodes, servers: servers(tier),
      service: tier.service.sampler(in: &tables), hasServiceByKind: !tier.serviceByKind.isEmpty,
      services: services(tier, &tables), queueBound: tier.queueBound ?? .max,
      route: route(tier.routing), hashSalt: salt(tier.name), choices: choices(tier.routing),
      order: order(tier.discipline),
      classes: classes(tier.discipline), isEventDriven: isEventDriven(tier),
      isManaged: Self.isManaged(tier),
      isSilent: tier.onCrash == .silent, detection: tier.detection.nanoseconds,
      admissionInterval: admissionInterval(tier), admissionTolerance: admissionTolerance(tier),
      hasOutages: faults.outages[index].contains { !$0.isEmpty },
      hasSlowness: faults.slowness[index].contains { !$0.isEmpty },
      hasErrors: faults.errors[index].contains { !$0.isEmpty },
      freeAt: zeroed(nodes * servers(tier)), starts: rings(nodes), admissionTime: zeroed(nodes),
      place: places(tier), life: zeroed(nodes), outageStart: filled(nodes, Int64.max),
      outageEnd: filled(nodes, Int64.max), outageCursor: zeroed(nodes), schedule: schedule,
      inService: zeroed(nodes), waiting: zeroed(nodes),
      queueHead: filled(nodes * StationPool.classCount, Request.none),
      queueTail: filled(nodes * StationPool.classCount, Request.none),
      batchHead: filled(nodes, Request.none), nextBatchHead: filled(nodes, Request.none),
      nextBatchTail: filled(nodes, Request.none), flushEnd: zeroed(nodes),
      flushes: zeroed(nodes), firstSender: firstSender,
      roundRobin: zeroed(tier.routing == .roundRobin ? senders : 1),
      turns: zeroed(tier.discipline == .random ? nodes : 1), managed: managed(tier, &tables),
      keyed: keyed(tier), hashesItems: keys > 1 || isKeyed(tier.operation),
      tries: tier.tries, work: work(tier.operation, &tables),
      recorder: TierRecorder(
        nodes: nodes, servers: tier.servers, clock: clock, bank: bank,
        histograms: index * TierRecorder.histogramCount, probes: probes))
    for node in 0..<nodes {
      guard let first = schedule.outages.of(node).first else { continue }
      pool.outageStart[node] = first.start
      pool.outageEnd[node] = first.end
    }
    return pool
  }

  private func isKeyed(_ operation: Operation) -> Bool {
    switch operation {
    case .cache, .update: true
    case .relay, .claim, .store, .settle, .credit: false
    }
  }

  private func work(_ operation: Operation, _ tables: inout SamplerTables) -> Sampler {
    guard case .update(let settings) = operation else { return .constant(0) }
    return settings.work.sampler(in: &tables)
  }

  private func keyed(_ tier: Tier) -> UnsafeMutablePointer<KeyedTable> {
    let table = UnsafeMutablePointer<KeyedTable>.allocate(capacity: 1)
    switch tier.operation {
    case .cache(let settings):
      table.initialize(
        to: KeyedTable(
          keys: keys, nodes: tier.nodes, isCache: true,
          ttl: settings.ttl.map { min($0.nanoseconds, ClusterBuilder.longestSpan) } ?? .max,
          isRefreshedByAccess: settings.isRefreshedByAccess,
          capacity: settings.capacity ?? .max, eviction: eviction(settings.eviction),
          joinsFetches: settings.misses == .join))
    case .update:
      table.initialize(to: KeyedTable(keys: keys, nodes: tier.nodes, isCache: false))
    case .relay, .claim, .store, .settle, .credit:
      table.initialize(to: KeyedTable(keys: 1, nodes: 1, isCache: false))
    }
    return table
  }

  private func eviction(_ eviction: CacheSettings.Eviction) -> KeyedTable.Eviction {
    switch eviction {
    case .leastRecentlyUsed: .leastRecentlyUsed
    case .firstIn: .firstIn
    case .random: .random
    case .pinned: .pinned
    }
  }

  func salt(_ name: String) -> UInt64 {
    name.utf8.reduce(0x7469_6572) { BitMixer.mix($0 ^ UInt64($1)) }
  }

  /// Transactions at once: workers, or connections where there are fewer.
  private func servers(_ tier: Tier) -> Int {
    if Self.isManaged(tier) { return 1 }
    if case .settle(let settings) = tier.operation, let connections = settings.connections {
      return min(tier.servers, connections)
    }
    return tier.servers
  }

  /// FIFO without a balancer can be computed; everything else, and settlement, needs events.
  private func isEventDriven(_ tier: Tier) -> Bool {
    if case .settle = tier.operation { return true }
    if tier.discipline != .fifo || Self.isManaged(tier) { return true }
    return route(tier.routing).isDecidedByBalancer
  }

  private func duty(_ operation: Operation) -> StationPool.Duty {
    switch operation {
    case .relay: .relay
    case .claim: .claim
    case .store: .store
    case .settle: .settle
    case .credit: .credit
    case .cache: .cache
    case .update: .update
    }
  }

  private func route(_ routing: Routing) -> StationPool.Route {
    switch routing {
    case .random: .random
    case .roundRobin: .roundRobin
    case .leastOutstanding: .leastOutstanding
    case .powerOfD: .powerOfD
    case .hashOfPacket: .hashOfPacket
    case .hashOfUser: .hashOfUser
    }
  }

  private func choices(_ routing: Routing) -> Int {
    if case .powerOfD(let choices) = routing { return choices }
    return 1
  }

  private func order(_ discipline: Discipline) -> StationPool.Order {
    switch discipline {
    case .fifo: .fifo
    case .lifo, .preemptiveLifo: .lifo
    case .random: .random
    case .priority, .preemptivePriority: .priority
    case .processorSharing: .fifo
    }
  }

  private func classes(_ discipline: Discipline) -> UInt8 {
    let kinds: [RequestKind]
    switch discipline {
    case .priority(let order), .preemptivePriority(let order): kinds = order
    case .fifo, .lifo, .preemptiveLifo, .random, .processorSharing: return 0
    }
    var classes: UInt8 = 0
    for kind in RequestKind.allCases {
      let place = kinds.firstIndex(of: kind) ?? kinds.count
      classes |= UInt8(min(place, StationPool.classCount - 1)) << (2 * kind.rawValue)
    }
    return classes
  }

  private func admissionInterval(_ tier: Tier) -> Int64 {
    guard let admission = tier.admission else { return 0 }
    let nanoseconds = (1e9 / max(admission.rate.perSecond, 1e-9)).rounded()
    return max(1, Int64(nanoseconds))
  }

  private func admissionTolerance(_ tier: Tier) -> Int64 {
    guard let admission = tier.admission else { return 0 }
    let (tolerance, overflow) = admissionInterval(tier).multipliedReportingOverflow(
      by: Int64(max(admission.burst, 1) - 1))
    return overflow ? ClusterBuilder.longestSpan : min(tolerance, ClusterBuilder.longestSpan)
  }

  private func places(_ tier: Tier) -> UnsafeMutablePointer<Int32> {
    let places = UnsafeMutablePointer<Int32>.allocate(capacity: tier.nodes)
    let numbers = tier.places.map { fabric.index(of: $0) }
    for node in 0..<tier.nodes { (places + node).initialize(to: numbers[node % numbers.count]) }
    return places
  }

  private func rings(_ nodes: Int) -> UnsafeMutablePointer<StartRing> {
    let rings = UnsafeMutablePointer<StartRing>.allocate(capacity: nodes)
    for node in 0..<nodes { (rings + node).initialize(to: StartRing()) }
    return rings
  }

  func filled<T: FixedWidthInteger>(_ count: Int, _ value: T) -> UnsafeMutablePointer<T> {
    let pointer = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
    pointer.initialize(repeating: value, count: max(count, 1))
    return pointer
  }
}
