import Quantities
import RedPackets
import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// Builds the world of a scenario; with its neighbours in this folder the only reader of
/// `ScenarioTypes` at build time.
struct ClusterBuilder {
  let scenario: Scenario
  let clock: IntervalClock
  /// Faults and requests may come from outside: every general feature is at hand, and the straight
  /// path of claims, which knows none, is not used. The results are the same.
  let isInteractive: Bool

  /// - Parameter intervalLength: nanoseconds, in an interactive run; nil in any other.
  init(_ scenario: Scenario, intervalLength: Int64? = nil) throws(ModelError) {
    self.scenario = scenario
    isInteractive = intervalLength != nil
    try Self.check(scenario)
    clock = IntervalClock(
      length: intervalLength ?? Self.intervalLength(scenario.duration.nanoseconds),
      warmup: scenario.warmup.nanoseconds, end: scenario.duration.nanoseconds)
  }

  /// Spans beyond this (36 years, in nanoseconds) are as good as for ever, and sums of a few of
  /// them do not overflow.
  static var longestSpan: Int64 { 1 << 60 }

  /// 1 s; 100 ms for runs up to 10 s, so that a short run still has a shape; longer ones so that a
  /// run has at most 7,200 intervals.
  static func intervalLength(_ duration: Int64) -> Int64 {
    let second: Int64 = 1_000_000_000
    if duration <= second { return max(1, duration / 20) }
    if duration <= 10 * second { return second / 10 }
    for seconds: Int64 in [1, 10, 60, 600, 3600, 86_400] where duration / 7200 <= seconds * second {
      return seconds * second
    }
    return duration / 7200
  }

  /// Limits of the model that a valid scenario can still meet.
  static func check(_ scenario: Scenario) throws(ModelError) {
    if scenario.populations.count > 200 { throw ModelError("more than 200 populations") }
    if scenario.tiers.count > 120 { throw ModelError("more than 120 tiers") }
    for kind in RequestKind.allCases {
      guard let path = scenario.flow.paths[kind] else { continue }
      if path.tiers.count + path.afterwards.count > FlowTable.capacity {
        throw ModelError("the way of a \(kind.name) has more than \(FlowTable.capacity) tiers")
      }
    }
    for tier in scenario.tiers {
      if tier.nodes > 1_000_000 {
        throw ModelError("tier \(tier.name) has more than 1,000,000 nodes")
      }
      switch tier.operation {
      case .claim, .store, .cache, .update:
        if tier.discipline != .fifo || tier.routing != .hashOfPacket {
          throw ModelError(
            "tier \(tier.name): \(tier.operation.name) tiers serve first in, first out, and are "
              + "found by the hash of the packet")
        }
      case .relay, .settle, .credit: break
      }
      try checkManaged(tier)
    }
    try checkSettings(scenario)
  }

  /// What needs managed stations, only relay and credit tiers have.
  private static func checkManaged(_ tier: Tier) throws(ModelError) {
    switch tier.operation {
    case .relay, .credit: return
    case .claim, .store, .settle, .cache, .update: break
    }
    if PoolBuilder.isManaged(tier) {
      throw ModelError(
        "tier \(tier.name): preemption, processor sharing, patience, expired work, breakdowns, "
          + "unbounded servers and states are for relay and credit tiers")
    }
  }

  /// The settings of claim, store and settle belong to the packet, not to a tier: two tiers of one
  /// operation must agree on them.
  private static func checkSettings(_ scenario: Scenario) throws(ModelError) {
    for (index, tier) in scenario.tiers.enumerated() where isOfPackets(tier) {
      for other in scenario.tiers[..<index]
      where other.operation.name == tier.operation.name && other.operation != tier.operation {
        throw ModelError(
          "tiers \(other.name) and \(tier.name) are both of the operation "
            + "\(tier.operation.name), but with other settings; give them the same")
      }
    }
  }

  private static func isOfPackets(_ tier: Tier) -> Bool {
    switch tier.operation {
    case .claim, .store, .settle: true
    case .relay, .credit, .cache, .update: false
    }
  }

  /// The world of a partition, or of the whole cluster, and a calendar with its first events.
  func build(_ links: PartitionLinks = .none) -> Simulation<ClusterWorld> {
    var tables = SamplerTables()
    let bank = HistogramBank(
      count: scenario.tiers.count * TierRecorder.histogramCount + RequestKind.allCases.count)
    let faults = FaultPlan(scenario)
    let fabricBuilder = FabricBuilder(scenario)
    let probes = ProbeTable(scenario.probes.map(\.nanoseconds), tiers: scenario.tiers.count)
    let pools = buildPools(faults, fabricBuilder, &tables, bank, probes)
    let populations = buildPopulations(&tables)
    let flows = UnsafeMutablePointer<FlowTable>.allocate(capacity: 4)
    let clients = UnsafeMutablePointer<ClientRecorder>.allocate(capacity: 3)
    for kind in RequestKind.allCases {
      let index = Int(kind.rawValue)
      (flows + index).initialize(to: flow(kind))
      let histogram = bank[scenario.tiers.count * TierRecorder.histogramCount + index]
      (clients + index).initialize(to: ClientRecorder(clock: clock, latency: histogram))
    }
    (flows + 3).initialize(to: flows[0])
    var settings = operationSettings(&tables)
    let fabric = fabricBuilder.build(scenario.network, faults.links, &tables)
    let keepsExtras = isInteractive || Self.needsExtras(scenario)
    let plain = PlainClaimsBuilder(
      flow: flows[Int(RequestKind.claim.rawValue)], pools: pools, fabric: fabric,
      keepsExtras: keepsExtras, clock: clock
    ).build()
    settings.isAskedForCommits = !(plain.isUsed && countersAreKept)
    var world = ClusterWorld(
      clock: clock, populations: populations, populationCount: scenario.populations.count,
      pools: pools, poolCount: scenario.tiers.count, fabric: fabric, flows: flows,
      clients: clients, settings: settings, requests: Slab(capacity: 1 << 10),
      extras: ExtraColumn(isKept: keepsExtras, capacity: 1 << 10),
      packets: Slab(capacity: 1 << 10),
      expiries: ExpiryColumn(isKept: scenario.duration.nanoseconds > settings.expiry),
      entries: Slab(capacity: 1 << 10), books: MoneyBooks(rule: rule, end: clock.end),
      tables: tables, histograms: bank, probes: probes, plain: plain, links: links)
    if links.role != .whole { world.keepCounts() }
    // What the outside will ask is not known: widths for some tens of thousands a second.
    let least = isInteractive ? 200_000.0 : 0
    var queue = EventQueue(eventsPerSecond: max(expectedEventRate, least))
    if links.role == .whole || links.role == .site { begin(&world, &queue) }
    return Simulation(world: world, queue: queue)
  }

  /// Whether every claim finds the counter that the send of its packet left at the only claim tier,
  /// as long as no node of it breaks down.
  private var countersAreKept: Bool {
    let claimTiers = scenario.tiers.indices.filter {
      if case .claim = scenario.tiers[$0].operation { return true }
      return false
    }
    guard claimTiers.count == 1, let send = scenario.flow.paths[.send] else { return false }
    return send.tiers.contains(claimTiers[0])
  }

  /// Puts what happens by itself into the calendar.
  private func begin(_ world: inout ClusterWorld, _ queue: inout EventQueue) {
    let pools = world.pools
    for index in 0..<world.populationCount { world.start(population: index, &queue) }
    for tier in 0..<world.poolCount where pools[tier].isEventDriven {
      for node in 0..<pools[tier].nodes {
        for window in pools[tier].schedule.outages.of(node) where window.start <= clock.end {
          queue.schedule(
            Event(
              time: window.start,
              word: ClusterEvent.word(.crash, slot: UInt32(tier), number: node)))
        }
      }
    }
    world.startBreakdowns(&queue)
    for index in 0..<world.probes.count where world.probes.times[index] <= clock.end {
      queue.schedule(
        Event(
          time: world.probes.times[index], word: ClusterEvent.word(.probe, slot: UInt32(index))))
    }
  }

  /// Whether a feature of the scenario keeps more of a request than its record.
  static func needsExtras(_ scenario: Scenario) -> Bool {
    usesKeys(scenario) || scenario.tiers.contains { PoolBuilder.isManaged($0) }
      || scenario.tiers.contains { $0.tries > 1 }
      || scenario.flow.paths.contains { !$0.value.isStraight }
      || scenario.populations.contains {
        if case .clients = $0.source { return true }
        return false
      }
  }

  /// Whether requests ask for keys.
  private static func usesKeys(_ scenario: Scenario) -> Bool {
    scenario.populations.contains { $0.keys.count > 1 }
      || scenario.tiers.contains { tier in
        switch tier.operation {
        case .cache, .update: true
        case .relay, .claim, .store, .settle, .credit: false
        }
      }
  }

  private var rule: RedPackets.AmountRule {
    for tier in scenario.tiers {
      if case .settle(let settings) = tier.operation, settings.amountRule == .cappedDoubleMean {
        return .cappedDoubleMean
      }
    }
    return .doubleMean
  }

  private func buildPools(
    _ faults: FaultPlan, _ fabric: FabricBuilder, _ tables: inout SamplerTables,
    _ bank: borrowing HistogramBank, _ probes: ProbeTable
  ) -> UnsafeMutablePointer<StationPool> {
    let senders = scenario.populations.count + scenario.tiers.reduce(0) { $0 + $1.nodes }
    let builder = PoolBuilder(
      fabric: fabric, faults: faults, clock: clock, senders: senders,
      keys: scenario.populations.map(\.keys.count).max() ?? 1,
      seedKey: Self.seedKey(scenario), probes: probes)
    let pools = UnsafeMutablePointer<StationPool>.allocate(capacity: max(1, scenario.tiers.count))
    var sender = scenario.populations.count
    for (index, tier) in scenario.tiers.enumerated() {
      (pools + index).initialize(
        to: builder.build(tier, index: index, firstSender: sender, &tables, bank))
      sender += tier.nodes
    }
    return pools
  }

  private func flow(_ kind: RequestKind) -> FlowTable {
    var table = FlowTable(
      tiers: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), count: 0, afterCount: 0,
      actions: 0, exists: false)
    guard let path = scenario.flow.paths[kind] else { return table }
    withUnsafeMutableBytes(of: &table.tiers) { bytes in
      for (place, tier) in (path.tiers + path.afterwards).enumerated() {
        bytes[place] = UInt8(truncatingIfNeeded: tier)
      }
    }
    for (place, tier) in path.tiers.enumerated() {
      if case .cache = scenario.tiers[tier].operation { table.caches |= 1 << UInt16(place) }
      let calls = path.branches[place].map { !$0.isEmpty } ?? (place + 1 < path.tiers.count)
      if scenario.tiers[tier].tries > 1 && calls { table.hasCalls = true }
      if let branches = path.branches[place] { add(branches, at: place, to: &table) }
      if let fork = path.forks[place] {
        table.hasForks = true
        table.copies[place] = UInt8(clamping: fork.copies)
        table.needed[place] = UInt8(clamping: fork.needed)
      }
    }
    table.count = UInt8(path.tiers.count)
    table.afterCount = UInt8(path.afterwards.count)
    table.exists = true
    let canOpen = scenario.flow.paths[.open] != nil
    for code in 0..<Outcome.count {
      let outcome = Outcome(code: UInt8(code))
      let action: UInt32
      switch path.action(after: outcome.verdict, of: kind, canOpen: canOpen) {
      case .stop: action = 0
      case .retry: action = 1
      case .open: action = 2
      }
      table.actions |= action << UInt32(2 * code)
    }
    return table
  }

  private func add(_ branches: [Branch], at place: Int, to table: inout FlowTable) {
    table.branching |= 1 << UInt16(place)
    var upTo = 0.0
    for (number, branch) in branches.prefix(FlowTable.capacity).enumerated() {
      upTo += branch.probability
      // Shares that sum to 1 leave nobody behind, whatever the rounding.
      if upTo > 1 - 1e-12 { upTo = 2 }
      table.branches.ways[place * FlowTable.capacity + number] = FlowBranches.Way(
        upTo: upTo, step: UInt8(branch.step))
    }
    table.branches.counts[place] = UInt8(min(branches.count, FlowTable.capacity))
  }

  /// Keys the draws of nodes.
  private static func seedKey(_ scenario: Scenario) -> UInt64 {
    BitMixer.mix(scenario.seed &+ 0x7261_6E64)
  }

  private func operationSettings(_ tables: inout SamplerTables) -> OperationSettings {
    var settings = OperationSettings()
    settings.seedKey = Self.seedKey(scenario)
    for (index, tier) in scenario.tiers.enumerated() {
      switch tier.operation {
      case .claim(let claim):
        switch claim.mode {
        case .atomicDecrement: settings.isAtomic = true
        case .compareAndSwap(let tries, let exhausted):
          settings.swaps = UInt8(clamping: tries)
          settings.letsThrough = exhausted == .letThrough
        }
      case .store(let store):
        if settings.storeTier < 0 { settings.storeTier = index }
        settings.replicas = store.replicas
        settings.expiry = store.expiry.nanoseconds
        settings.refundScan = max(1, store.refundScan.nanoseconds)
        settings.learnsAfter = store.learnsAfter.nanoseconds
      case .settle(let settle):
        settings.lockShare = settle.lockShare.fraction
        settings.hasFlush = settle.flush != nil
        if let flush = settle.flush { settings.flush = flush.sampler(in: &tables) }
      case .relay, .credit, .cache, .update: break
      }
    }
    return settings
  }

  /// A guess of events per simulated second, for the widths of the calendar.
  var expectedEventRate: Double {
    var rate = 1.0
    for population in scenario.populations {
      switch population.source {
      case .requests(let source):
        let batch = source.batch.map(Self.roughMean) ?? 1
        let gaps = source.between.map { 1e9 / Self.roughMean($0) } ?? 0
        rate += (source.rate.peak.perSecond + gaps) * 3 * batch
      case .clients(let source):
        // Thinking or waiting: a second or so a cycle where the file does not say.
        rate += Double(source.count) * 3e9 / (Self.roughMean(source.think) + 1e8)
      case .packets(let source):
        let members = Self.roughMean(source.groupSize) * source.awake.fraction
        rate += source.sends.peak.perSecond * (4 + 2.5 * members)
      }
    }
    return rate
  }

  static func roughMean(_ distribution: Distribution) -> Double {
    var tables = SamplerTables()
    let sampler = distribution.sampler(in: &tables)
    var stream = RandomStream(key: 1)
    var sum = 0.0
    for _ in 0..<256 { sum += sampler.draw(&stream) }
    return max(sum / 256, 1)
  }
}
