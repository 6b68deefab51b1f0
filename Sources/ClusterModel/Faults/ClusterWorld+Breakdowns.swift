import ScenarioTypes
import SimulationKernel

/// Random breakdowns and repairs of the nodes of managed stations.
extension ClusterWorld {
  /// Starts the clocks of all nodes.
  mutating func startBreakdowns(_ queue: inout EventQueue) {
    for index in 0..<poolCount where pools[index].isManaged {
      let pool = pools + index
      let tier = pool.pointee.managed
      guard tier.pointee.hasBreakdowns else { continue }
      for node in 0..<pool.pointee.nodes {
        tier.pointee.nodes[node].upLeft = drawTime(of: \.up, tier, node: node)
        arm(pool, node: node, at: 0, &queue)
      }
    }
  }

  /// A node breaks: services stand still, and a crew comes when one is free.
  mutating func breakDown(_ pool: Pool, node: Int, at now: Int64) {
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    happenings += 1
    station.pointee.isBroken = true
    tier.pointee.nodesUp.fail(at: now, clock: clock)
    if tier.pointee.isPreemptive { preemptAll(pool, node: node, at: now) }
    if tier.pointee.crewsAtWork < tier.pointee.crews {
      tier.pointee.crewsAtWork += 1
      station.pointee.repaired = now + drawTime(of: \.down, tier, node: node)
      return
    }
    let number = UInt32(truncatingIfNeeded: node)
    if tier.pointee.firstBroken == ManagedNode.none {
      tier.pointee.firstBroken = number
    } else {
      tier.pointee.nodes[Int(tier.pointee.lastBroken)].nextBroken = number
    }
    tier.pointee.lastBroken = number
  }

  /// A repair ends: the node goes on, and the crew turns to the next one.
  mutating func repair(_ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue) {
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    happenings += 1
    station.pointee.isBroken = false
    station.pointee.repaired = .max
    station.pointee.upLeft = drawTime(of: \.up, tier, node: node)
    tier.pointee.nodesUp.repair(at: now, clock: clock)
    let next = tier.pointee.firstBroken
    if next == ManagedNode.none {
      tier.pointee.crewsAtWork -= 1
    } else {
      let other = tier.pointee.nodes + Int(next)
      tier.pointee.firstBroken = other.pointee.nextBroken
      other.pointee.nextBroken = ManagedNode.none
      other.pointee.repaired = now + drawTime(of: \.down, tier, node: Int(next))
      arm(pool, node: Int(next), at: now, &queue)
    }
    fill(pool, node: node, at: now, &queue)
  }

  /// The next time of a node, in nanoseconds, at least 1 so that time goes on.
  private mutating func drawTime(
    of law: KeyPath<ManagedTier, Sampler>, _ tier: UnsafeMutablePointer<ManagedTier>, node: Int
  ) -> Int64 {
    let station = tier.pointee.nodes + node
    station.pointee.draws &+= 1
    let key = BitMixer.mix(tier.pointee.key &+ UInt64(node))
    var stream = Purpose.breakdown.stream(key, counter: station.pointee.draws << 8)
    let time = tier.pointee[keyPath: law].drawNanoseconds(&stream)
    return min(max(time, 1), ClusterBuilder.longestSpan)
  }

  /// A crash catches everybody at a managed node.
  mutating func crashManaged(
    _ caught: [UInt32], _ pool: Pool, node: Int, at now: Int64, _ queue: inout EventQueue
  ) {
    let tier = pool.pointee.managed
    let station = tier.pointee.nodes + node
    for slot in caught where request(slot).pointee.phase == .waiting {
      stopWaiting(slot, pool, at: now)
    }
    station.pointee.serving.removeAll()
    station.pointee.impatient.removeAll()
    station.pointee.bag.removeAll()
    for list in node * StationPool.classCount..<(node + 1) * StationPool.classCount {
      tier.pointee.servedHead[list] = Request.none
      tier.pointee.servedTail[list] = Request.none
    }
    for slot in caught { depart(slot, pool, node: node, .failed(.nodeDown), at: now, &queue) }
    arm(pool, node: node, at: now, &queue)
  }

  /// Nodes of a tier that work at an instant: neither crashed nor broken.
  func nodesUp(tier: Int, at now: Int64) -> UInt64 {
    let pool = pools + tier
    var count: UInt64 = 0
    for node in 0..<pool.pointee.nodes {
      if pool.pointee.isManaged && pool.pointee.managed.pointee.nodes[node].isBroken { continue }
      let isDown = pool.pointee.schedule.outages.of(node).contains {
        now >= $0.start && now < $0.end
      }
      if !isDown { count += 1 }
    }
    return count
  }

  /// Brings all managed stations to the end of the run.
  mutating func closeManaged() {
    for index in 0..<poolCount where pools[index].isManaged {
      let pool = pools + index
      for node in 0..<pool.pointee.nodes { advance(pool, node: node, to: clock.end) }
      pool.pointee.managed.pointee.states.close(clock: clock)
      pool.pointee.managed.pointee.nodesUp.close(clock: clock)
    }
  }
}
