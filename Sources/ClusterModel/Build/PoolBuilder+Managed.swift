import ScenarioTypes
import SimulationKernel

/// Which tiers are managed, and what they need for it.
extension PoolBuilder {
  /// True for tiers whose requests must be stopped, resumed or taken out before their time.
  static func isManaged(_ tier: Tier) -> Bool {
    switch tier.discipline {
    case .preemptiveLifo, .preemptivePriority, .processorSharing: return true
    case .fifo, .lifo, .random, .priority: break
    }
    return tier.patience != nil || tier.expiredWork != .serve || tier.breakdowns != nil
      || tier.hasUnboundedServers || tier.states != nil
  }

  func managed(_ tier: Tier, _ tables: inout SamplerTables) -> UnsafeMutablePointer<ManagedTier> {
    let isManaged = Self.isManaged(tier)
    let count = isManaged ? tier.nodes : 0
    let nodes = UnsafeMutablePointer<ManagedNode>.allocate(capacity: max(count, 1))
    for node in 0..<count { (nodes + node).initialize(to: ManagedNode()) }
    let discipline = managedDiscipline(tier.discipline)
    let table = UnsafeMutablePointer<ManagedTier>.allocate(capacity: 1)
    table.initialize(
      to: ManagedTier(
        discipline: discipline, servers: tier.hasUnboundedServers ? .max : tier.servers,
        knowsEnds: tier.breakdowns == nil
          && (discipline == .inOrder || discipline == .random || tier.hasUnboundedServers),
        hasPatience: tier.patience != nil,
        patience: sampler(tier.patience, &tables), skipsExpired: tier.expiredWork != .serve,
        cancelsExpired: tier.expiredWork == .cancel, hasBreakdowns: tier.breakdowns != nil,
        up: sampler(tier.breakdowns?.up, &tables), down: sampler(tier.breakdowns?.down, &tables),
        onlyWhileServing: tier.breakdowns?.onlyWhileServing ?? false,
        crews: tier.breakdowns?.crews ?? .max, key: salt(tier.name) ^ seedKey, nodes: nodes,
        servedHead: filled(count * StationPool.classCount, Request.none),
        servedTail: filled(count * StationPool.classCount, Request.none),
        states: StateRecorder(limit: tier.states, nodes: tier.nodes),
        nodesUp: NodesUpRecorder(nodes: tier.breakdowns == nil ? 0 : tier.nodes)))
    return table
  }

  /// The service times by kind.
  func services(_ tier: Tier, _ tables: inout SamplerTables) -> UnsafeMutablePointer<Sampler> {
    let services = UnsafeMutablePointer<Sampler>.allocate(capacity: 3)
    for kind in RequestKind.allCases {
      (services + Int(kind.rawValue)).initialize(
        to: (tier.serviceByKind[kind] ?? tier.service).sampler(in: &tables))
    }
    return services
  }

  private func sampler(_ law: Distribution?, _ tables: inout SamplerTables) -> Sampler {
    law?.sampler(in: &tables) ?? .constant(0)
  }

  private func managedDiscipline(_ discipline: Discipline) -> ManagedTier.Discipline {
    switch discipline {
    case .fifo, .lifo, .priority: .inOrder
    case .random: .random
    case .preemptiveLifo: .preemptiveLifo
    case .preemptivePriority: .preemptivePriority
    case .processorSharing: .sharing
    }
  }
}
