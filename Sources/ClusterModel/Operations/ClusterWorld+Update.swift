import ScenarioTypes
import SimulationKernel

/// The `update` operation: read a record's version, work, write unless another wrote meanwhile
/// (optimistic concurrency control: Kung and Robinson, ACM TODS 6(2), 1981).
extension ClusterWorld {
  /// The read has been served at `time`: the client works on what it read, holding no server.
  mutating func beginUpdate(
    _ slot: UInt32, _ pool: UnsafeMutablePointer<StationPool>, at time: Int64,
    _ queue: inout EventQueue
  ) {
    let request = request(slot)
    request.pointee.scratch = Int64(pool.pointee.keyed.pointee.versions[item(slot)])
    request.pointee.phase = .updating
    var stream = Purpose.work(visit: request.pointee.visit).stream(request.pointee.key)
    let back = time + address(of: \.work, in: pool).drawNanoseconds(&stream)
    ensureTimeout(slot, before: back, &queue)
    queue.schedule(Event(time: back, word: ClusterEvent.word(.reach, slot: slot)))
  }

  /// The write arrives.
  mutating func endUpdate(_ slot: UInt32, at now: Int64, _ queue: inout EventQueue) {
    let request = request(slot)
    let flow = flows + Int(request.pointee.kindAndFlags & 3)
    let pool = pools + flow.pointee.tier(request.pointee.hop)
    happenings += 2
    request.pointee.phase = .travelling
    let passage = serve(pool, node: Int(request.pointee.node), request, at: now)
    guard passage.outcome.isServed else {
      leave(slot, pool, passage.outcome, at: passage.finish, &queue)
      return
    }
    let version = pool.pointee.keyed.pointee.versions + item(slot)
    let isCurrent = Int64(version.pointee) == request.pointee.scratch
    if isCurrent { version.pointee &+= 1 }
    leave(slot, pool, isCurrent ? .served : .rejected(.busy), at: passage.finish, &queue)
  }

  @inline(__always)
  private func item(_ slot: UInt32) -> Int { Int(extra(slot).pointee.item) }
}
