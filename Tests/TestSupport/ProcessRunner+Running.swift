import Foundation
import Glibc

/// A program on its way.
public final class RunningProcess {
  /// Its number, for signals.
  public let process: pid_t
  private let streams: TemporaryFolder

  init(process: pid_t, streams: TemporaryFolder) {
    self.process = process
    self.streams = streams
  }

  /// Sends a signal.
  public func send(_ signal: Int32) { kill(process, signal) }

  /// What it has written to standard error so far.
  public var errorSoFar: String { read("stderr") }

  /// Waits for the end; a program that takes longer is killed, which is an error.
  public func wait(timeoutSeconds: Double = 120) throws -> FinishedProcess {
    let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
    var status: Int32 = 0
    while true {
      let answer = waitpid(process, &status, WNOHANG)
      if answer == process { break }
      guard answer == 0 || errno == EINTR else {
        throw ProcessRunnerError(description: "waitpid: \(String(cString: strerror(errno)))")
      }
      if ContinuousClock.now > deadline {
        send(SIGKILL)
        waitpid(process, &status, 0)
        throw ProcessRunnerError(
          description: "took longer than \(timeoutSeconds) s; stderr: \(read("stderr"))")
      }
      usleep(2_000)
    }
    let signal = status & 0x7f
    return FinishedProcess(
      output: read("stdout"), error: read("stderr"),
      status: signal == 0 ? (status >> 8) & 0xff : nil, signal: signal == 0 ? nil : signal)
  }

  private func read(_ name: String) -> String {
    let data = (try? Data(contentsOf: URL(fileURLWithPath: streams.path(name)))) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

/// What a program left.
public struct FinishedProcess: Sendable {
  /// All of standard output.
  public var output: String
  /// All of standard error.
  public var error: String
  /// The exit status; nil when a signal ended it.
  public var status: Int32?
  /// The signal that ended it.
  public var signal: Int32?
}
