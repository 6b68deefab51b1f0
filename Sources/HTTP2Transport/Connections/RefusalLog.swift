import Synchronization

/// Counts refusals by reason, and tells of a few a second.
final class RefusalLog: Sendable {
  private struct State {
    var counts: [Refusal: Int] = [:]
    var bucket: TokenBucket
    var untold = 0
  }

  /// Told at once, and a second afterwards: enough to see what happens, too few to fill a disk.
  private static let burst = 10
  private static let perSecond = 2

  private let state: Mutex<State>
  private let tell: @Sendable (Refusal, String, Int) -> Void

  init(now: Int64, tell: @escaping @Sendable (Refusal, String, Int) -> Void) {
    state = Mutex(
      State(bucket: TokenBucket(burst: Self.burst, perSecond: Self.perSecond, now: now)))
    self.tell = tell
  }

  /// How often each reason was given.
  var counts: [Refusal: Int] { state.withLock { $0.counts } }

  /// One more.
  func note(_ refusal: Refusal, address: String, now: Int64) {
    let untold = state.withLock { state -> Int? in
      state.counts[refusal, default: 0] += 1
      guard state.bucket.take(now: now) else {
        state.untold += 1
        return nil
      }
      defer { state.untold = 0 }
      return state.untold
    }
    if let untold { tell(refusal, address, untold) }
  }
}
