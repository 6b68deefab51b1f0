import Glibc

/// Ctrl-C and its like: the first ends things in order, the second at once.
enum LiveSignals {
  /// Keeps the signals for `wait`. A client that has gone is an answer of `write`, no reason to
  /// die.
  static func block() {
    signal(SIGPIPE, SIG_IGN)
    var signals = endings
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Returns the signal that asks for the end; from then on the next one ends the process.
  static func wait() -> Int32 {
    var signals = endings
    var received: Int32 = 0
    while sigwait(&signals, &received) != 0 {}
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    return received
  }

  /// The exit status after a signal, as shells give it.
  static func status(after signal: Int32) -> Int32 { 128 + signal }

  /// A line to standard error.
  static func tell(_ line: String) {
    let bytes = Array(line.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private static var endings: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }
}
