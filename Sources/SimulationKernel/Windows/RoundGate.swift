import Glibc
import Synchronization

/// The barrier between rounds: the leading thread waits for all others, decides, and lets them go
/// on.
///
/// What a follower wrote before `arrive` the leader sees after `waitForAll`, and what the leader
/// wrote before `open` the followers see after `pass`.
@usableFromInline
final class RoundGate: Sendable {
  private let arrived = Atomic<Int>(0)
  private let opened = Atomic<Int>(0)
  private let leader: Parking
  private let followers: Parking

  /// A gate for so many threads in all. Threads spin before they sleep when each has a core.
  @usableFromInline
  init(threads: Int) {
    let spins = threads <= sysconf(Int32(_SC_NPROCESSORS_ONLN)) ? 20_000 : 100
    leader = Parking(spins: spins)
    followers = Parking(spins: spins)
  }

  /// A follower has done its part of the round.
  @usableFromInline
  func arrive() {
    arrived.add(1, ordering: .sequentiallyConsistent)
    leader.wake()
  }

  /// A follower waits until the gate was opened more than `times` times.
  @usableFromInline
  func pass(after times: Int) {
    followers.wait { opened.load(ordering: .sequentiallyConsistent) > times }
  }

  /// The leader waits for all of its followers.
  @usableFromInline
  func waitForAll(_ count: Int) {
    leader.wait { arrived.load(ordering: .sequentiallyConsistent) == count }
    arrived.store(0, ordering: .sequentiallyConsistent)
  }

  /// The leader lets the followers go on.
  @usableFromInline
  func open() {
    opened.add(1, ordering: .sequentiallyConsistent)
    followers.wake()
  }
}
