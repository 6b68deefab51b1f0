/// How partitions advance together: the width of the windows, how far each one lags behind, and on
/// which rank it runs.
///
/// In round r partition p runs its window [rW - lag(p), (r + 1)W - lag(p)): all partitions run the
/// same window of *staged time*, which is simulated time plus the lag. A message sent in round r is
/// accepted before round r + 1. It is in time for every link p to q with
///
///     latency(p, q) + lag(q) - lag(p) >= W
///
/// Without lags that is the classical condition, latency >= W. A lag of a whole number s of windows
/// is a stage s: with one stage more at the receiver, a link needs no latency at all. Around a
/// circle of partitions the lags cancel, so the widest windows are the smallest mean latency of any
/// circle, and links outside circles do not bound them.
public struct WindowPlan: Sendable {
  /// Width of the windows in nanoseconds, at least 1.
  public let width: Int64
  /// How far each partition lags behind, in nanoseconds; not negative.
  public let lags: [Int64]
  /// The least latency from sender to receiver in nanoseconds; nil: never sends.
  public let lookahead: [[Int64?]]
  /// The rank of every partition.
  public let ranks: [Int]

  /// Number of partitions.
  public var partitionCount: Int { lags.count }

  /// A plan with given windows and lags.
  ///
  /// - Parameters:
  ///   - width: of the windows, in nanoseconds.
  ///   - lags: by partition, in nanoseconds.
  ///   - lookahead: the least latency by sender and receiver; nil where nothing is ever sent.
  ///   - ranks: the rank of every partition; all on rank 0 without it.
  /// - Throws: `WindowPlanError.tooWide` for the first link that breaks the condition.
  public init(
    width: Int64, lags: [Int64], lookahead: [[Int64?]], ranks: [Int]? = nil
  ) throws(WindowPlanError) {
    let count = lags.count
    precondition(width > 0, "windows of \(width) ns")
    precondition(lags.allSatisfy { $0 >= 0 && $0 < 1 << 60 }, "lags \(lags)")
    precondition(
      lookahead.count == count && lookahead.allSatisfy { $0.count == count },
      "a matrix of look-aheads for \(count) partitions")
    precondition((ranks ?? lags.map { _ in 0 }).count == count, "a rank for each partition")
    self.width = width
    self.lags = lags
    self.lookahead = lookahead
    self.ranks = ranks ?? Array(repeating: 0, count: count)
    for link in Self.links(lookahead) {
      let needed = width + lags[link.sender] - lags[link.receiver]
      if link.latency < needed {
        throw .tooWide(
          sender: link.sender, receiver: link.receiver, latency: link.latency, needed: needed)
      }
    }
  }

  /// A plan whose lags are whole windows: partition p runs window r - `stages[p]` in round r.
  ///
  /// The condition is then floor(latency(p, q) / W) >= stage(p) + 1 - stage(q).
  /// - Throws: `WindowPlanError.tooWide` for the first link that breaks it.
  public init(
    width: Int64, stages: [Int], lookahead: [[Int64?]], ranks: [Int]? = nil
  ) throws(WindowPlanError) {
    try self.init(
      width: width, lags: stages.map { Int64($0) * width }, lookahead: lookahead, ranks: ranks)
  }

  /// The partitions that may send to a partition, ascending.
  public func senders(to receiver: Int) -> [Int] {
    (0..<partitionCount).filter { lookahead[$0][receiver] != nil }
  }

  /// The partitions that a partition may send to, ascending.
  public func receivers(from sender: Int) -> [Int] {
    (0..<partitionCount).filter { lookahead[sender][$0] != nil }
  }

  /// The last round in which something at or before `end` can happen.
  func lastRound(through end: Int64) -> Int64 { (end + (lags.max() ?? 0)) / width }
}
