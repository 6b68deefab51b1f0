import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks the run to stop, the second ends the process at once.
enum Interruption {
  /// The first signal that came, 0 before.
  private static let caught = Atomic<Int32>(0)

  /// Seconds that a process may take to end after the first signal; 0: as long as it needs.
  private static let grace = Atomic<UInt32>(0)

  /// Starts to listen.
  ///
  /// - Parameter graceSeconds: after the first signal the process ends by itself within this time,
  ///   even if it waits for another process that is dead; 0: it is not limited.
  static func listen(graceSeconds: UInt32 = 0) {
    grace.store(graceSeconds, ordering: .sequentiallyConsistent)
    if graceSeconds > 0 {
      signal(SIGALRM) { _ in _exit(ExitStatus.terminated.rawValue) }
    }
    // The handler must not be the first to touch the variable: its creation takes a lock.
    caught.store(0, ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let (isFirst, _) = Interruption.caught.compareExchange(
          expected: 0, desired: number, ordering: .sequentiallyConsistent)
        if !isFirst { _exit(128 + number) }
        let seconds = Interruption.grace.load(ordering: .relaxed)
        if seconds > 0 { alarm(seconds) }
      }
    }
  }

  /// The status to end with once a signal came; nil before.
  static var status: ExitStatus? {
    switch caught.load(ordering: .relaxed) {
    case 0: nil
    case SIGTERM: .terminated
    default: .interrupted
    }
  }
}
