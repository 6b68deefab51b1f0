import ClusterModel
import Foundation
import SimulationKernel

/// A rank that is a thread of this process.
final class LoopbackRank: RankGroup {
  let rank: Int
  let count: Int
  private let transport: LoopbackTransport

  private init(rank: Int, count: Int, _ transport: LoopbackTransport) {
    self.rank = rank
    self.count = count
    self.transport = transport
  }

  /// So many ranks.
  static func group(of count: Int) -> [LoopbackRank] {
    LoopbackTransport.network(of: count).enumerated().map {
      LoopbackRank(rank: $0.offset, count: count, $0.element)
    }
  }

  func exchange(
    _ frames: [UnsafeRawBufferPointer], _ report: WindowReport,
    receive: (_ rank: Int, _ frame: UnsafeRawBufferPointer) -> Void
  ) -> WindowReport {
    // The transport keeps a frame that nothing replaces.
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    let all = (0..<count).map { $0 < frames.count && $0 != rank ? frames[$0] : empty }
    return transport.exchange(all, report, receive: receive)
  }

  /// Calls `body` for ranks 1 and up on threads of their own, and `lead` for rank 0 on this one.
  static func run<Answer>(
    _ count: Int, follow: @escaping @Sendable (LoopbackRank) -> Void,
    lead: (LoopbackRank) throws -> Answer
  ) rethrows -> Answer {
    let group = group(of: count)
    let done = DispatchGroup()
    for rank in group.dropFirst() {
      done.enter()
      Thread.detachNewThread {
        follow(rank)
        done.leave()
      }
    }
    defer { done.wait() }
    return try lead(group[0])
  }
}
