import Foundation
import Glibc
import Synchronization

/// One study: the simulator in a process of its own, so that what it takes and how it ends is no
/// matter of the dashboard, and the answer is that of the same line on a terminal.
final class StudySession: Sendable {
  private struct Shared {
    var state: StudyState
    var process: pid_t?
    var wantsEnd = false
    var isOver = false
  }

  private let order: StudyOrder
  /// The program to start.
  private let program: String
  /// The folder of results as the program was told it.
  private let results: String
  private let feed: LiveFeed
  private let shared: Mutex<Shared>

  /// Lines kept of what the program told.
  private static let keptLines = 12
  /// What the program says before the path of a report.
  private static let wrote = "note: wrote "

  /// - Parameter command: the line to type for the same study.
  init(
    number: Int, _ order: StudyOrder, command: String, program: String, results: String,
    feed: LiveFeed
  ) {
    self.order = order
    self.program = program
    self.results = results
    self.feed = feed
    shared = Mutex(
      Shared(
        state: StudyState(
          study: number, phase: .running, verb: order.verb, command: command, seconds: 0,
          progress: "", messages: [], report: nil, status: nil)))
  }

  var state: StudyState { shared.withLock { $0.state } }
  var isOver: Bool { shared.withLock { $0.isOver } }

  /// Starts the program.
  ///
  /// - Throws: `ChildProcess.Failure` when it cannot be started.
  func begin() throws(ChildProcess.Failure) {
    let child = try ChildProcess(program, order.words + ["--color", "never"])
    shared.withLock { $0.process = child.identifier }
    let thread = Thread { [self] in
      read(child.errors)
      shared.withLock { $0.process = nil }
      conclude(child.wait())
    }
    thread.name = "study"
    thread.start()
  }

  /// Asks the program to end; what it has finished is kept by it, and not done again.
  func stop() {
    shared.withLock { shared in
      shared.wantsEnd = true
      if let process = shared.process { kill(process, SIGTERM) }
    }
  }

  private func read(_ descriptor: Int32) {
    let start = ContinuousClock.now
    var rest: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      rest += piece[..<count]
      while let end = rest.firstIndex(of: 10) {
        take(String(decoding: rest[..<end], as: UTF8.self))
        rest.removeFirst(end + 1)
      }
      if rest.count > 1 << 16 { rest = [] }
      tell(after: (ContinuousClock.now - start) / .seconds(1))
    }
    if !rest.isEmpty { take(String(decoding: rest, as: UTF8.self)) }
    tell(after: (ContinuousClock.now - start) / .seconds(1))
  }

  private func take(_ line: String) {
    shared.withLock { shared in
      shared.state.progress = line
      shared.state.messages.append(line)
      if shared.state.messages.count > Self.keptLines { shared.state.messages.removeFirst() }
      if line.hasPrefix(Self.wrote) {
        shared.state.report = address(of: String(line.dropFirst(Self.wrote.count)))
      }
    }
  }

  /// The API's address of a file below the folder of results.
  private func address(of path: String) -> String? {
    let folder = results.hasSuffix("/") ? results : results + "/"
    guard path.hasPrefix(folder) else { return nil }
    let parts = path.dropFirst(folder.count).split(separator: "/").map(String.init)
    return parts.count == 3 ? "/api/results/" + parts.joined(separator: "/") : nil
  }

  private func tell(after seconds: Double) {
    let state = shared.withLock { shared in
      shared.state.seconds = seconds
      return shared.state
    }
    feed.publish(.study, JSONText.bytes(state))
  }

  /// 98 and 99 are answers, too: a regression, a plan that is not held.
  private func conclude(_ status: Int) {
    let state = shared.withLock { shared in
      shared.isOver = true
      shared.state.status = status
      shared.state.phase =
        switch status {
        case 0, 75, 98, 99: .finished
        default: shared.wantsEnd ? .stopped : .failed
        }
      return shared.state
    }
    feed.publish(.study, JSONText.bytes(state))
  }
}
