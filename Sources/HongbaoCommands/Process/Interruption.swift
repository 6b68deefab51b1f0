import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks the run to stop, the second ends the process at once.
enum Interruption {
  /// The first signal that came, 0 before.
  private static let caught = Atomic<Int32>(0)

  /// Starts to listen.
  static func listen() {
    // The handler must not be the first to touch the variable: its creation takes a lock.
    caught.store(0, ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let (isFirst, _) = Interruption.caught.compareExchange(
          expected: 0, desired: number, ordering: .sequentiallyConsistent)
        if !isFirst { _exit(128 + number) }
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
