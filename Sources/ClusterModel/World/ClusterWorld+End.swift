import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// The end of a run: what is still under way is counted where it stands.
extension ClusterWorld {
  /// Counts requests in flight and clients still trying, closes the books and the time series.
  ///
  /// - Parameter time: everything up to here was handled; before the end of the scenario when the
  ///   run was stopped.
  mutating func endRun(_ queue: borrowing EventQueue, at time: Int64) {
    hasEnded = true
    flushTallies()
    if time < clock.end {
      countPosted(queue)
      let planned = clock.end
      clock.stop(at: time)
      for index in 0..<poolCount { pools[index].recorder.stop(planned: planned, clock: clock) }
    }
    countRequestsInFlight()
    closeManaged()
    // Members whose first tap has not reached the first tier.
    var members: Int64 = 0
    queue.forEachPending { if ClusterEvent.kind($0) == .member { members += 1 } }
    clients[Int(RequestKind.claim.rawValue)].stillTrying.pointee += members
    let isFree = packets.freeFlags()
    for slot in 0..<packets.used where !isFree[slot] {
      if packets.records[slot].flags & Packet.storedFlag != 0 { finishBooks(UInt32(slot)) }
    }
    books.refund(through: clock.end)
    for index in 0..<poolCount {
      let noWait = pools[index].recorder.totals[TierRecorder.Total.noWait]
      pools[index].recorder.wait.recordZeros(UInt64(noWait))
      pools[index].recorder.sojournOverTime.pointee.close(before: clock.count)
    }
    for kind in 0..<3 { clients[kind].latencyOverTime.pointee.close(before: clock.count) }
  }

  private mutating func countRequestsInFlight() {
    let isFree = requests.freeFlags()
    for slot in 0..<requests.used where !isFree[slot] {
      let request = requests.records + slot
      let phase = request.pointee.phase
      if phase == .husk { continue }
      let kind = Int(request.pointee.kindAndFlags & 3)
      if phase.isInsideTier {
        let pool = pools + flows[kind].tier(request.pointee.hop)
        pool.pointee.recorder.remain(
          kind: kind, entered: request.pointee.entered, clock: clock)
        if pool.pointee.isManaged {
          countUnfinishedWait(UInt32(slot), pool)
        } else {
          countUnfinishedWork(request, pool)
        }
      }
      if !request.pointee.has(Request.orphanFlag) && !request.pointee.has(Request.detachedFlag) {
        clients[kind].stillTrying.pointee += 1
      }
    }
  }

  /// Waiting so far of a request at a managed station.
  private mutating func countUnfinishedWait(_ slot: UInt32, _ pool: Pool) {
    guard request(slot).pointee.phase == .waiting else { return }
    pool.pointee.recorder.span(extra(slot).pointee.since, clock.end, clock: clock)
  }

  /// Waiting and service so far of a request at an event-driven station.
  private mutating func countUnfinishedWork(
    _ request: UnsafeMutablePointer<Request>, _ pool: UnsafeMutablePointer<StationPool>
  ) {
    switch request.pointee.phase {
    case .waiting: pool.pointee.recorder.span(request.pointee.entered, clock.end, clock: clock)
    case .locking, .serving, .committing:
      pool.pointee.recorder.operation(
        node: Int(request.pointee.node), kind: request.pointee.kindAndFlags & 3,
        arrival: request.pointee.entered, start: request.pointee.scratch, finish: .max,
        clock: clock)
    default: break
    }
  }
}

extension Request.Phase {
  /// True between the arrival at a tier and the end of the visit.
  var isInsideTier: Bool {
    switch self {
    case .swapping, .fetching, .returning, .updating, .joining, .waiting, .locking, .serving,
      .committing:
      true
    case .travelling, .forked, .vanished, .husk: false
    }
  }
}
