import Glibc

/// A program that was started, with its standard error to read and nothing else.
///
/// It begins with no signal blocked or ignored, whatever this process does with its own: servers
/// keep signals for one thread, and Foundation's `Process` would hand that on. It has a process
/// group of its own, so that Ctrl-C on the terminal is for the server alone to pass on.
struct ChildProcess: Sendable {
  let identifier: pid_t
  /// Where its standard error is read; ended by the end of the program.
  let errors: Int32

  /// Why it could not be started.
  struct Failure: Error {
    let reason: String
  }

  /// - Throws: `Failure` when the system cannot start it.
  init(_ program: String, _ words: [String]) throws(Failure) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Self.failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
    var process: pid_t = 0
    let status = posix_spawn(&process, program, &actions, &attributes, &arguments, environ)
    for argument in arguments { free(argument) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      throw Self.failure(status)
    }
    identifier = process
    errors = ends[0]
  }

  /// Waits for its end; its status as shells give it: 128 and the number of a signal. Once.
  func wait() -> Int {
    close(errors)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      if errno != EINTR { return 1 }
    }
    let signal = status & 0x7f
    return Int(signal == 0 ? status >> 8 & 0xff : 128 + signal)
  }

  private static func failure(_ code: Int32) -> Failure {
    Failure(reason: String(cString: strerror(code)))
  }
}
