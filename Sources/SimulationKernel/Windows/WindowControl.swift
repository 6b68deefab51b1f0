import Synchronization

/// What the leading thread decides between rounds and all threads read. Written while the gate is
/// shut only, so that the gate orders all access.
@usableFromInline
final class WindowControl: @unchecked Sendable {
  /// The next round: which window of staged time.
  @usableFromInline var round: Int64
  /// How many rounds were run; its parity says which outboxes are being filled.
  @usableFromInline var turn: Int
  @usableFromInline var isDone = false
  @usableFromInline var isComplete = false
  /// The last round of this run.
  private let lastRound: Int64
  private let width: Int64
  /// By thread, a cache line and its neighbour apart: the earliest staged time it knows of.
  private let earliest: UnsafeMutablePointer<Int64>
  private let threads: Int
  private static let lineLength = 16
  /// How many of the shared partitions have been taken in this round.
  private let taken = Atomic<Int>(0)

  init(round: Int64, turn: Int, lastRound: Int64, width: Int64, threads: Int) {
    self.round = round
    self.turn = turn
    self.lastRound = lastRound
    self.width = width
    self.threads = threads
    earliest = .allocate(capacity: threads * Self.lineLength)
    earliest.initialize(repeating: .max, count: threads * Self.lineLength)
  }

  deinit { earliest.deallocate() }

  /// A thread has done its part of the round; nothing it knows of comes before `time`.
  @usableFromInline
  func report(_ thread: Int, _ time: Int64) { earliest[thread * Self.lineLength] = time }

  /// The place of the next shared partition of this round, for the thread that asks; it may lie
  /// behind the last.
  @usableFromInline
  func takeShared() -> Int { taken.add(1, ordering: .relaxed).oldValue }

  /// The earliest staged time that any thread knows of.
  @usableFromInline var earliestOfAll: Int64 {
    (0..<threads).reduce(.max) { min($0, earliest[$1 * Self.lineLength]) }
  }

  /// Decides how it goes on. Rounds in which nothing happens are skipped by all alike.
  @usableFromInline
  func decide(_ report: WindowReport) {
    turn += 1
    taken.store(0, ordering: .relaxed)
    let next = report.earliest == .max ? .max : max(round + 1, report.earliest / width)
    if next > lastRound {
      isDone = true
      isComplete = true
    } else {
      round = next
      isDone = report.stops
    }
  }
}
