import Foundation
import Glibc

/// A program that was started, with its standard error to read and nothing else: it has none of
/// this process's files and sockets, which it would keep open when this process ends.
///
/// It begins with no signal blocked or ignored, whatever this process does with its own: servers
/// keep signals for one thread, and Foundation's `Process` would hand that on. It has a process
/// group of its own, so that Ctrl-C on the terminal is for the server alone to pass on.
struct ChildProcess: Sendable {
  let identifier: pid_t
  /// Held open as long as this process is there: when it is killed, the program reads the end of
  /// its input, and ends, too.
  private let lifeline: Int32
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
    var life: [Int32] = [0, 0]
    guard pipe(&life) == 0 else {
      let code = errno
      for end in ends { close(end) }
      throw Self.failure(code)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, life[0], STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    for descriptor in STDERR_FILENO + 1...Self.lastDescriptor() {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
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
    var variables = Self.environment()
    var process: pid_t = 0
    let status = posix_spawn(&process, program, &actions, &attributes, &arguments, &variables)
    for word in arguments + variables { free(word) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    close(ends[1])
    close(life[0])
    guard status == 0 else {
      close(ends[0])
      close(life[1])
      throw Self.failure(status)
    }
    identifier = process
    errors = ends[0]
    lifeline = life[1]
  }

  /// The highest that is open, and some more for what is opened meanwhile: to close one that is
  /// not open is no mistake.
  private static func lastDescriptor() -> Int32 {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return (names.compactMap { Int32($0) }.max() ?? 1024) + 64
  }

  /// That of this process, and the wish to end with it.
  private static func environment() -> [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = [strdup("HONGBAO_ENDS_WITH_INPUT=1")]
    var next = environ
    while let variable = next.pointee {
      variables.append(strdup(variable))
      next += 1
    }
    return variables + [nil]
  }

  /// Waits for its end; its status as shells give it: 128 and the number of a signal. Once.
  func wait() -> Int {
    close(errors)
    defer { close(lifeline) }
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
