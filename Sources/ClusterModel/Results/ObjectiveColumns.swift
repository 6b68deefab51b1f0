import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// What some objectives are about, added up over the partitions of a run: recorders that are no
/// part of a world.
final class ObjectiveColumns {
  /// By tier; those that no objective is about are empty.
  let recorders: [TierRecorder]
  /// By kind.
  let clients: [ClientRecorder]
  /// The tiers that an objective is about, and those of them whose work counts.
  let tiers: [Int]
  let busyTiers: [Int]
  private let intervals: Int
  private let histograms: HistogramBank
  private let probes: ProbeTable

  init(_ metrics: [Metric], _ world: borrowing ClusterWorld) {
    let tiers = (0..<world.poolCount).filter { tier in metrics.contains { $0.tier == tier } }
    let busyTiers = tiers.filter { metrics.contains(.utilization(tier: $0)) }
    let perTier = TierRecorder.histogramCount
    let bank = HistogramBank(count: world.poolCount * perTier + 3)
    let probes = ProbeTable([], tiers: 0)
    let clock = world.clock
    var recorders: [TierRecorder] = []
    for tier in 0..<world.poolCount {
      let pool = world.pools + tier
      recorders.append(
        TierRecorder(
          nodes: busyTiers.contains(tier) ? pool.pointee.nodes : 0,
          servers: pool.pointee.recorder.servers, clock: clock, bank: bank,
          histograms: tier * perTier,
          probes: probes))
    }
    var clients: [ClientRecorder] = []
    for kind in 0..<3 {
      clients.append(
        ClientRecorder(clock: clock, latency: bank[world.poolCount * perTier + kind]))
    }
    self.tiers = tiers
    self.busyTiers = busyTiers
    self.recorders = recorders
    self.clients = clients
    self.probes = probes
    intervals = clock.count
    histograms = bank
  }

  deinit {
    for recorder in recorders { recorder.deallocate() }
    for client in clients { client.deallocate() }
    probes.deallocate()
  }

  /// Forgets everything.
  func clear() {
    for index in 0..<histograms.count { histograms[index].clear() }
    for tier in tiers { recorders[tier].clearFigures() }
    for client in clients { client.clearFigures(intervals) }
  }

  /// Adds what others have.
  func add(_ other: ObjectiveColumns) {
    for index in 0..<histograms.count { histograms[index].merge(other.histograms[index]) }
    for tier in tiers { recorders[tier].addFigures(other.recorders[tier]) }
    for kind in 0..<3 { clients[kind].addFigures(other.clients[kind], intervals) }
  }

  /// Takes what a world has counted when everything up to `time` was handled, as its end at that
  /// time would leave it; forgets what was here.
  func take(_ world: inout ClusterWorld, at time: Int64) {
    clear()
    world.flushTallies()
    var clock = world.clock
    clock.stop(at: time)
    for tier in tiers {
      let recorder = world.pools[tier].recorder
      for kind in 0..<3 { recorders[tier].sojourn[kind].merge(recorder.sojourn[kind]) }
      recorders[tier].addFigures(recorder)
    }
    for kind in 0..<3 {
      clients[kind].latency.merge(world.clients[kind].latency)
      clients[kind].addFigures(world.clients[kind], intervals)
    }
    guard !busyTiers.isEmpty else { return }
    for tier in busyTiers { recorders[tier].stop(planned: world.clock.end, clock: clock) }
    world.addWorkUnderWay(to: recorders, of: busyTiers, clock: clock)
  }

  /// Saves or loads everything.
  func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("objectives")
    let words = histograms.state
    if let first = words.baseAddress { try archive.column(first, count: words.count) }
    for tier in tiers { try recorders[tier].archiveFigures(&archive) }
    for client in clients {
      try archive.column(client.counters, count: intervals * ClientRecorder.Column.width)
    }
  }
}

extension TierRecorder {
  private var counterCount: Int { intervals * 3 * Column.width }

  fileprivate func clearFigures() {
    counters.update(repeating: 0, count: counterCount)
    nodeBusy.update(repeating: 0, count: columns * nodes)
    nodeBusyInWindow.update(repeating: 0, count: nodes)
    queuedInWindow.pointee = 0
  }

  /// Counters, and the work of the nodes if it is kept here.
  fileprivate func addFigures(_ other: TierRecorder) {
    for place in 0..<counterCount { counters[place] &+= other.counters[place] }
    guard nodes > 0 else { return }
    for place in 0..<columns * nodes { nodeBusy[place] &+= other.nodeBusy[place] }
    for node in 0..<nodes { nodeBusyInWindow[node] &+= other.nodeBusyInWindow[node] }
  }

  fileprivate func archiveFigures(_ archive: inout StateArchive) throws(StateError) {
    try archive.column(counters, count: counterCount)
    try archive.column(nodeBusy, count: columns * nodes)
    try archive.column(nodeBusyInWindow, count: nodes)
  }
}

extension ClientRecorder {
  fileprivate func clearFigures(_ intervals: Int) {
    counters.update(repeating: 0, count: intervals * Column.width)
  }

  fileprivate func addFigures(_ other: ClientRecorder, _ intervals: Int) {
    for place in 0..<intervals * Column.width { counters[place] &+= other.counters[place] }
  }
}

extension ClusterWorld {
  /// Adds the work that goes on at the end that `clock` has, as `endRun` would count it.
  fileprivate mutating func addWorkUnderWay(
    to recorders: [TierRecorder], of tiers: [Int], clock: IntervalClock
  ) {
    let isFree = requests.freeFlags()
    for slot in 0..<requests.used where !isFree[slot] {
      let request = requests.records + slot
      switch request.pointee.phase {
      case .locking, .serving, .committing: break
      default: continue
      }
      let tier = flows[Int(request.pointee.kindAndFlags & 3)].tier(request.pointee.hop)
      guard tiers.contains(tier), !pools[tier].isManaged,
        request.pointee.scratch <= clock.end
      else { continue }
      recorders[tier].work(
        node: Int(request.pointee.node), servers: 1, from: request.pointee.scratch, to: .max,
        clock: clock)
    }
    for tier in tiers where pools[tier].isManaged {
      let managed = pools[tier].managed
      for node in 0..<pools[tier].nodes {
        let station = managed.pointee.nodes + node
        let count = Int(pools[tier].inService[node])
        guard station.pointee.last < clock.end, !station.pointee.isBroken, count > 0 else {
          continue
        }
        recorders[tier].work(
          node: node, servers: Int64(min(count, managed.pointee.servers)),
          from: station.pointee.last, to: clock.end, clock: clock)
      }
    }
  }
}
