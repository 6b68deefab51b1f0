import ClusterModel
import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks the run to stop, the second ends the process at once. So does
/// the first when nobody has heard of it after a few seconds: while a large cluster is being built,
/// say. Nothing is half written then, since results are put in place in one step.
enum Interruption {
  /// The first signal that came, 0 before.
  private static let caught = Atomic<Int32>(0)
  /// Seconds for an orderly end once the signal was heard of, 0 for as many as it takes; -1 when
  /// they have begun.
  private static let grace = Atomic<Int32>(0)

  /// Starts to listen, in one of several processes that wait for each other: it ends `rankGrace`
  /// seconds after a signal, whatever it does then, since the one that it waits for may be gone.
  static func listen(on ranks: any RankGroup) {
    listen()
    if ranks.count > 1 { grace.store(rankGrace, ordering: .sequentiallyConsistent) }
  }

  /// Starts to listen.
  static func listen() {
    grace.store(0, ordering: .sequentiallyConsistent)
    // The handler must not be the first to touch the variable: its creation takes a lock.
    caught.store(0, ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let (isFirst, _) = Interruption.caught.compareExchange(
          expected: 0, desired: number, ordering: .sequentiallyConsistent)
        if !isFirst { _exit(128 + number) }
        alarm(Interruption.patience)
      }
    }
    signal(SIGALRM) { _ in
      _exit(128 + Interruption.caught.load(ordering: .sequentiallyConsistent))
    }
  }

  private static var rankGrace: Int32 { 5 }

  /// Seconds until a signal that nobody has heard of ends the process.
  private static var patience: UInt32 { 3 }

  /// The status to end with once a signal came; nil before.
  static var status: ExitStatus? {
    let number = caught.load(ordering: .relaxed)
    if number == 0 { return nil }
    let seconds = grace.exchange(-1, ordering: .relaxed)
    if seconds >= 0 { alarm(UInt32(seconds)) }
    return number == SIGTERM ? .terminated : .interrupted
  }
}
