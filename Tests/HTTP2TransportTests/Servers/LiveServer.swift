import Foundation
import Glibc
import TestSupport

/// `hongbao-live transport-benchmark` as a process of its own.
struct LiveServer {
  let running: RunningProcess
  let port: Int

  /// The program that was built with these tests.
  static func runner(_ arguments: [String]) throws -> ProcessRunner {
    let plain = URL(fileURLWithPath: try ProcessRunner.hongbaoPath())
    let program = plain.deletingLastPathComponent().appendingPathComponent("hongbao-live").path
    return ProcessRunner(program, ["transport-benchmark"] + arguments)
  }

  /// Starts it at a free port with limits of its own and waits until it listens.
  init(limits: [String: Int] = [:], arguments: [String] = []) throws {
    let changes = limits.sorted { $0.key < $1.key }
      .flatMap { ["--limit", "\($0.key)=\($0.value)"] }
    running = try Self.runner(["--port", "0"] + changes + arguments).start()
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      let said = running.errorSoFar
      if let line = said.split(separator: "\n").first(where: { $0.hasPrefix("listening on ") }),
        let port = line.split(separator: ":").last.flatMap({ Int($0) })
      {
        self.port = port
        return
      }
      usleep(10_000)
    }
    running.send(SIGKILL)
    throw ProcessRunnerError(description: "it does not listen: \(running.errorSoFar)")
  }

  /// Asks it to end, and answers its exit status.
  func stop() throws -> FinishedProcess {
    running.send(SIGTERM)
    return try running.wait(timeoutSeconds: 30)
  }
}
