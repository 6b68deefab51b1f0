import Glibc

/// For those who start this program and may be killed: with `HONGBAO_ENDS_WITH_INPUT=1` it ends,
/// as after SIGTERM, when its standard input does.
enum Lifeline {
  static let variable = "HONGBAO_ENDS_WITH_INPUT"

  /// Starts to watch, if it was asked for.
  static func watch() {
    guard let wish = getenv(variable), strcmp(wish, "1") == 0 else { return }
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { _ in
        var byte: UInt8 = 0
        while true {
          let count = read(STDIN_FILENO, &byte, 1)
          if count > 0 || count < 0 && errno == EINTR { continue }
          kill(getpid(), SIGTERM)
          return nil
        }
      }, nil)
    if status == 0 { pthread_detach(thread) }
  }
}
