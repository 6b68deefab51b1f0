import Foundation
import Glibc
import TestSupport

/// `hongbao-live serve` or `twin` as a process of its own, that listens.
struct LiveProgram {
  let running: RunningProcess
  /// `http://127.0.0.1:40123`, and for `serve` the token behind it.
  let url: String
  let token: String

  /// The program beside the plain tool.
  static func path() throws -> String {
    let plain = URL(fileURLWithPath: try ProcessRunner.hongbaoPath())
    return plain.deletingLastPathComponent().appendingPathComponent("hongbao-live").path
  }

  /// Starts it and waits until it says where it listens.
  init(_ arguments: [String], folder: String? = nil) throws {
    running = try ProcessRunner(try Self.path(), arguments, folder: folder).start()
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      for line in running.errorSoFar.split(separator: "\n") {
        guard let start = line.range(of: "http") else { continue }
        let words = line[start.lowerBound...].split(whereSeparator: { " ;".contains($0) })
        guard let address = words.first else { continue }
        let sides = address.components(separatedBy: "/#token=")
        url = sides[0]
        token = sides.count > 1 ? sides[1] : ""
        return
      }
      usleep(10_000)
    }
    running.send(SIGKILL)
    throw ProcessRunnerError(description: "it does not listen: \(running.errorSoFar)")
  }

  /// Asks it to end with Ctrl-C.
  func stop() throws -> FinishedProcess {
    running.send(SIGINT)
    return try running.wait(timeoutSeconds: 60)
  }

  /// Status and body of a request by curl; `extra` are arguments of curl's.
  func curl(_ target: String, _ extra: [String] = []) throws -> (status: Int, body: String) {
    let done = try ProcessRunner(
      "/usr/bin/env",
      ["curl", "-s", "-m", "20", "-w", "\n%{http_code}"] + extra + [url + target]
    ).run()
    let lines = done.output.split(separator: "\n", omittingEmptySubsequences: false)
    return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
  }

  /// Whether a program is on the path.
  static func path(of program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
