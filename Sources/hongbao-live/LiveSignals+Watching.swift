import Glibc
import Synchronization

/// Signals for programs whose main thread has something else to do.
extension LiveSignals {
  private static let caught = Atomic<Int32>(0)

  /// The first signal that asked for the end, once `watch` was called.
  static var received: Int32? {
    let signal = caught.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Waits for the signals on a thread of its own.
  static func watch() {
    // The thread must not be the first to touch the variable.
    caught.store(0, ordering: .sequentiallyConsistent)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        LiveSignals.caught.store(LiveSignals.wait(), ordering: .sequentiallyConsistent)
        // The only thread that the second signal, which ends the process, can be given to.
        while true { pause() }
      }, nil)
    pthread_detach(thread)
  }

  /// Returns the signal when it comes; calls `tick` every 15 s meanwhile.
  static func waitForEnd(_ tick: () -> Void) -> Int32 {
    var rounds = 0
    while true {
      if let received { return received }
      usleep(50_000)
      rounds += 1
      if rounds % 300 == 0 { tick() }
    }
  }
}
