import ScenarioTypes
import SimulationKernel

/// Groups that are told after a run was stopped.
extension ClusterWorld {
  /// In a crowd, counts the taps of the groups that would have been told later. Where the cluster
  /// is in one piece, they are worked out as soon as it is known when a group is told, and so they
  /// are among the requests of a run that is stopped before; to be called before its end is
  /// brought forward.
  mutating func countPosted(_ queue: borrowing EventQueue) {
    guard links.role == .crowd else { return }
    var posted: [Event] = []
    queue.forEachPending { if ClusterEvent.kind($0) == .posted { posted.append($0) } }
    // In any order: what is counted are sums.
    for event in posted { countTaps(of: ClusterEvent.slot(event), toldAt: event.time) }
  }

  private mutating func countTaps(of slot: UInt32, toldAt time: Int64) {
    let post = packet(slot).pointee
    let population = populations + Int(post.population)
    let awake = countAwake(post.key, population)
    for first in stride(from: 0, to: awake, by: TapBlock.size) {
      let last = min(first &+ TapBlock.size, awake)
      drawTaps(of: first, upTo: last, key: post.key, population, after: time)
      for place in 0..<last &- first where plain.block.times[place] <= clock.end {
        happenings &+= 1
        countFirstTry(.claim, population, at: plain.block.times[place])
        clients[Int(RequestKind.claim.rawValue)].stillTrying.pointee += 1
      }
    }
  }
}
