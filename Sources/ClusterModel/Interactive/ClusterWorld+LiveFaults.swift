import ScenarioTypes
import SimulationKernel

/// Faults that begin or end while the run is under way.
///
/// A computed station has worked out the answers of the requests that it has taken, so that a crash
/// from outside catches those who come from now on; event-driven stations lose all they hold.
extension ClusterWorld {
  /// Puts the faults of `plan` in the place of those that were known, at `now`: up to now nothing
  /// changes, and what the plan says of later times holds.
  mutating func replaceFaults(
    with plan: FaultPlan, places: [Place], at now: Int64, _ queue: inout EventQueue
  ) {
    for tier in 0..<poolCount { replaceSchedule(of: pools + tier, plan, at: now, &queue) }
    replaceDisturbances(with: plan.links, places: places)
  }

  private mutating func replaceSchedule(
    of pool: Pool, _ plan: FaultPlan, at now: Int64, _ queue: inout EventQueue
  ) {
    let tier = pool.pointee.tier
    let schedule = plan.schedule(ofTier: tier)
    var wasDown = [Bool](repeating: false, count: pool.pointee.nodes)
    for node in 0..<pool.pointee.nodes where pool.pointee.outageStart[node] <= now {
      let covers = schedule.outages.of(node).contains { $0.start <= now && now < $0.end }
      // An outage that was lifted ends now.
      if !covers { pool.pointee.outageEnd[node] = min(pool.pointee.outageEnd[node], now) }
      wasDown[node] = isDown(pool, node, at: now)
    }
    pool.pointee.schedule.deallocate()
    pool.pointee.schedule = schedule
    pool.pointee.hasOutages = pool.pointee.hasOutages || plan.outages[tier].contains { !$0.isEmpty }
    pool.pointee.hasSlowness =
      pool.pointee.hasSlowness || plan.slowness[tier].contains { !$0.isEmpty }
    pool.pointee.hasErrors = pool.pointee.hasErrors || plan.errors[tier].contains { !$0.isEmpty }
    for node in 0..<pool.pointee.nodes {
      let windows = schedule.outages.of(node)
      let next = windows.firstIndex { $0.end > now } ?? windows.count
      pool.pointee.outageCursor[node] = Int32(next)
      pool.pointee.outageStart[node] = next < windows.count ? windows[next].start : .max
      pool.pointee.outageEnd[node] = next < windows.count ? windows[next].end : .max
      let crashesNow = pool.pointee.outageStart[node] <= now && !wasDown[node]
      if crashesNow && pool.pointee.isEventDriven {
        queue.schedule(
          Event(time: now, word: ClusterEvent.word(.crash, slot: UInt32(tier), number: node)))
      }
    }
  }

  private mutating func replaceDisturbances(with faults: [FaultPlan.LinkFault], places: [Place]) {
    var all: [NetworkFabric.Disturbance] = []
    for (row, from) in places.enumerated() {
      for (column, to) in places.enumerated() {
        let link = fabric.links + (row * places.count + column)
        let concerned = faults.filter { $0.concerns(from, to) }.map(\.disturbance)
        link.pointee.firstDisturbance = Int32(all.count)
        link.pointee.disturbances = Int32(concerned.count)
        all += concerned
      }
    }
    let memory = UnsafeMutablePointer<NetworkFabric.Disturbance>.allocate(
      capacity: max(1, all.count))
    memory.initialize(from: all, count: all.count)
    fabric.disturbances.deallocate()
    fabric = NetworkFabric(
      places: fabric.places, links: fabric.links, disturbances: memory, access: fabric.access)
  }
}
