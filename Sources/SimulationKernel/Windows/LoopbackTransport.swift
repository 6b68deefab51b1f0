import Glibc

/// Ranks that are threads of one process and exchange copies of bytes through memory, as ranks of
/// several processes would.
package final class LoopbackTransport: WindowTransport {
  /// Where the ranks meet.
  private final class Hub: @unchecked Sendable {
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    let count: Int
    /// By sender and receiver.
    var frames: [[[UInt8]]]
    var report = WindowReport(earliest: .max, stops: false)
    var waiting = 0
    var meetings = 0

    init(_ count: Int) {
      self.count = count
      frames = Array(repeating: Array(repeating: [], count: count), count: count)
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(condition, nil)
    }

    deinit {
      pthread_mutex_destroy(mutex)
      pthread_cond_destroy(condition)
      mutex.deallocate()
      condition.deallocate()
    }

    func locked<R>(_ body: () -> R) -> R {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return body()
    }

    /// Waits until all ranks are here; the mutex is held before and after.
    func meet() {
      let meeting = meetings
      waiting += 1
      if waiting == count {
        waiting = 0
        meetings += 1
        pthread_cond_broadcast(condition)
      }
      while meetings == meeting { pthread_cond_wait(condition, mutex) }
    }
  }

  private let hub: Hub
  private let rank: Int

  private init(_ hub: Hub, _ rank: Int) {
    self.hub = hub
    self.rank = rank
  }

  /// The ends of a network of so many ranks, by rank.
  package static func network(of count: Int) -> [LoopbackTransport] {
    let hub = Hub(count)
    return (0..<count).map { LoopbackTransport(hub, $0) }
  }

  /// Swaps frames and joins reports with all other ranks.
  package func exchange(
    _ frames: [UnsafeRawBufferPointer], _ report: WindowReport,
    receive: (_ rank: Int, _ frame: UnsafeRawBufferPointer) -> Void
  ) -> WindowReport {
    let copies = frames.map { Array($0) }
    let (arrived, joined) = hub.locked {
      for (other, copy) in copies.enumerated() where other < hub.count {
        hub.frames[rank][other] = copy
      }
      hub.report = hub.report.joined(with: report)
      hub.meet()
      let arrived = (0..<hub.count).map { hub.frames[$0][rank] }
      let joined = hub.report
      hub.meet()
      hub.report = WindowReport(earliest: .max, stops: false)
      hub.meet()
      return (arrived, joined)
    }
    for (other, bytes) in arrived.enumerated() where !bytes.isEmpty {
      bytes.withUnsafeBytes { receive(other, $0) }
    }
    return joined
  }
}

extension LoopbackTransport: @unchecked Sendable {}
