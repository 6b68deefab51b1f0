import SimulationKernel

/// How a cluster can be cut for one run on several threads or ranks: the site is partition 0, the
/// gate 1, crowds follow.
struct PartitionLayout {
  let crowds: Int
  /// By sender and target: nanoseconds that a message takes at least; nil: there are none.
  let lookahead: [[Int64?]]

  static var site: Int { 0 }
  static var gate: Int { 1 }
  static var firstCrowd: Int { 2 }

  var count: Int { Self.firstCrowd + crowds }

  /// Cuts a cluster; nil when it must stay in one piece.
  init?(_ world: borrowing ClusterWorld, crowds: Int) {
    guard Self.objection(world) == nil else { return nil }
    self.crowds = crowds
    let count = Self.firstCrowd + crowds
    var lookahead = [[Int64?]](repeating: Array(repeating: nil, count: count), count: count)
    // An attempt, and an answer, cross the users' access networks.
    let access = Self.accessFloor(world)
    lookahead[Self.site][Self.gate] = access
    lookahead[Self.gate][Self.site] = Self.linkFloor(world)
    for crowd in Self.firstCrowd..<count {
      lookahead[Self.site][crowd] = access
      lookahead[crowd][Self.gate] = Self.reactionFloor(world)
      // A packet whose group sleeps is told to nobody; when does not matter.
      lookahead[crowd][Self.site] = PartitionMessages.noTime >> 1
    }
    self.lookahead = lookahead
  }

  /// The links of a partition.
  func links(_ partition: Int) -> PartitionLinks {
    let role: PartitionRole =
      switch partition {
      case Self.site: .site
      case Self.gate: .gate
      default: .crowd
      }
    return PartitionLinks(
      role: role, site: Self.site, gate: Self.gate, firstCrowd: Self.firstCrowd, crowds: crowds,
      outboxes: Outboxes())
  }

  // MARK: What can be cut

  /// Why a cluster must stay in one piece; nil: it can be cut.
  static func objection(_ world: borrowing ClusterWorld) -> String? {
    if world.extras.isKept { return "requests keep more than their record" }
    if world.probes.count > 0 { return "instants are noted" }
    for index in 0..<world.poolCount where world.pools[index].isManaged {
      return "a tier's stations are managed"
    }
    for index in 0..<world.populationCount where world.populations[index].budget >= 0 {
      return "a retry budget is shared by all clients"
    }
    if accessFloor(world) <= 0 { return "an access network has no least latency" }
    // What arrives in no time is handled after what made it in one piece, and in the order of
    // stable numbers behind a border: the two could differ.
    if linkFloor(world) <= 0 { return "a link between places has no least latency" }
    return objectionToGate(world)
  }

  /// The first tiers must be plain relays that no way comes back to.
  private static func objectionToGate(_ world: borrowing ClusterWorld) -> String? {
    var isGate = [Bool](repeating: false, count: world.poolCount)
    var isBehind = isGate
    for kind in 0..<3 where world.flows[kind].exists {
      let flow = world.flows[kind]
      if flow.count < 2 { return "a way has one tier" }
      isGate[flow.tier(0)] = true
      for hop in 1..<(flow.count + flow.afterCount) { isBehind[flow.tier(hop)] = true }
    }
    for index in 0..<world.poolCount where isGate[index] {
      let pool = world.pools + index
      if isBehind[index] { return "a first tier is come back to" }
      if pool.pointee.duty != .relay || pool.pointee.isEventDriven {
        return "a first tier is no plain relay"
      }
    }
    return isGate.contains(true) ? nil : "there are no tiers"
  }

  // MARK: Floors

  private static func accessFloor(_ world: borrowing ClusterWorld) -> Int64 {
    var least = Int64.max
    for index in 0..<world.populationCount {
      let population = world.populations + index
      if population.pointee.accessCount == 0 { return 0 }
      for place in 0..<population.pointee.accessCount {
        let network = world.fabric.access + population.pointee.access[place].network
        least = min(least, network.pointee.latency.floorNanoseconds)
      }
    }
    return least == .max ? 0 : least
  }

  private static func linkFloor(_ world: borrowing ClusterWorld) -> Int64 {
    var least = Int64.max
    for place in 0..<world.fabric.places * world.fabric.places {
      let link = world.fabric.links + place
      if !link.pointee.hasLatency { return 0 }
      least = min(least, link.pointee.latency.floorNanoseconds)
    }
    return least == .max ? 0 : least
  }

  private static func reactionFloor(_ world: borrowing ClusterWorld) -> Int64 {
    var least = Int64.max
    for index in 0..<world.populationCount where world.populations[index].sendsPackets {
      let population = world.populations + index
      least = min(
        least,
        population.pointee.fanOut.floorNanoseconds
          + population.pointee.reaction.floorNanoseconds)
    }
    return least == .max ? 0 : least
  }
}
