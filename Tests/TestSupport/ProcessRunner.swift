import Foundation
import Glibc

/// A command to run: program, arguments and surroundings.
///
/// Streams are files, so that no pipe can fill up and no reader is needed.
public struct ProcessRunner: Sendable {
  /// The program's path.
  public var executable: String
  public var arguments: [String]
  /// The working directory; nil: that of the tests.
  public var folder: String?
  /// The whole environment of the program.
  public var environment: [String: String]
  /// What it reads from standard input.
  public var input: String

  /// A runner with a small fixed environment: `PATH`, and a UTF-8 locale.
  public init(
    _ executable: String, _ arguments: [String] = [], folder: String? = nil,
    environment: [String: String] = [:], input: String = ""
  ) {
    self.executable = executable
    self.arguments = arguments
    self.folder = folder
    self.input = input
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    self.environment = ["PATH": path, "LANG": "C.UTF-8"].merging(environment) { $1 }
  }

  /// Runs to the end; a program that takes longer than `timeoutSeconds` is killed.
  public func run(timeoutSeconds: Double = 120) throws -> FinishedProcess {
    try start().wait(timeoutSeconds: timeoutSeconds)
  }

  /// Starts and answers at once.
  public func start() throws -> RunningProcess {
    let streams = try TemporaryFolder()
    let input = streams.path("stdin")
    try Data(self.input.utf8).write(to: URL(fileURLWithPath: input))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let write = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.path("stdout"), write, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, streams.path("stderr"), write, 0o600)
    let names = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    // env(1) changes the folder and becomes the program: the process number stays.
    let command = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [executable] + arguments
    let words = CStrings(command)
    let variables = CStrings(names)
    // The threads that tests run on block signals, and a child inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let status = posix_spawn(
      &process, command[0], &actions, &attributes, words.pointers, variables.pointers)
    guard status == 0 else {
      throw ProcessRunnerError(
        description: "cannot start \(executable): \(String(cString: strerror(status)))")
    }
    return RunningProcess(process: process, streams: streams)
  }
}

/// Why a program could not be started or did not end.
public struct ProcessRunnerError: Error, CustomStringConvertible {
  public var description: String

  public init(description: String) { self.description = description }
}

/// Strings as C wants them, freed with the object.
private final class CStrings {
  private(set) var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
