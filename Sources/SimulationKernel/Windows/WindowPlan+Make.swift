/// Choosing windows and lags.
extension WindowPlan {
  struct Link {
    var sender: Int
    var receiver: Int
    var latency: Int64
  }

  /// The plan with the widest windows, and with the smallest lags for them.
  ///
  /// The width is the largest W for which lags exist with lag(q) >= lag(p) + W - latency(p, q) on
  /// every link: the smallest mean latency of any circle, rounded down to whole nanoseconds. The
  /// lags are longest paths (Bellman-Ford), W is found by bisection.
  ///
  /// - Parameters:
  ///   - lookahead: the least latency by sender and receiver in nanoseconds, nil where nothing is
  ///     ever sent. The diagonal counts when a partition sends messages to itself.
  ///   - ranks: the rank of every partition; all on rank 0 without it.
  ///   - widthLimit: no wider windows than this, since messages pile up in a window.
  /// - Throws: `WindowPlanError.cycleWithoutLatency` when no windows of a nanosecond would do.
  /// - Complexity: O(partitions x links x log(widthLimit)).
  public static func make(
    lookahead: [[Int64?]], ranks: [Int]? = nil, widthLimit: Int64 = 10_000_000
  ) throws(WindowPlanError) -> WindowPlan {
    let count = lookahead.count
    let links = links(lookahead)
    precondition(widthLimit > 0, "windows of at most \(widthLimit) ns")
    precondition(links.allSatisfy { $0.latency >= 0 }, "a latency below zero")
    guard lags(width: 1, links, count) != nil else {
      throw .cycleWithoutLatency(shortCycle(links, count))
    }
    var possible: Int64 = 1
    var impossible = widthLimit + 1
    while impossible - possible > 1 {
      let middle = possible + (impossible - possible) / 2
      if lags(width: middle, links, count) == nil {
        impossible = middle
      } else {
        possible = middle
      }
    }
    let lags = lags(width: possible, links, count) ?? []
    return try WindowPlan(width: possible, lags: lags, lookahead: lookahead, ranks: ranks)
  }

  /// The groups of partitions that reach each other both ways in no time: each must become one
  /// partition. Ascending inside a group and by first members; empty when there are none.
  public static func partitionsWithoutLatency(_ lookahead: [[Int64?]]) -> [[Int]] {
    let count = lookahead.count
    let reached = (0..<count).map { reach(from: $0, lookahead) }
    var groups: [[Int]] = []
    for first in 0..<count where reached[first][first] {
      let group = (0..<count).filter { reached[first][$0] && reached[$0][first] }
      if group.first == first { groups.append(group) }
    }
    return groups
  }

  /// Which partitions a message reaches in no time, over at least one link.
  private static func reach(from start: Int, _ lookahead: [[Int64?]]) -> [Bool] {
    var reached = Array(repeating: false, count: lookahead.count)
    var open = [start]
    while let sender = open.popLast() {
      for receiver in lookahead.indices
      where lookahead[sender][receiver] == 0 && !reached[receiver] {
        reached[receiver] = true
        open.append(receiver)
      }
    }
    return reached
  }

  static func links(_ lookahead: [[Int64?]]) -> [Link] {
    lookahead.indices.flatMap { sender in
      lookahead[sender].indices.compactMap { receiver in
        lookahead[sender][receiver].map {
          Link(sender: sender, receiver: receiver, latency: $0)
        }
      }
    }
  }

  /// The smallest lags for windows of `width`; nil when a circle of links is too short for it.
  private static func lags(width: Int64, _ links: [Link], _ count: Int) -> [Int64]? {
    var lags = Array(repeating: Int64(0), count: count)
    for _ in 0...count {
      var isSettled = true
      for link in links where lags[link.sender] + width - link.latency > lags[link.receiver] {
        lags[link.receiver] = lags[link.sender] + width - link.latency
        isSettled = false
      }
      if isSettled { return lags }
    }
    return nil
  }

  /// A circle of partitions with less than a nanosecond a link, of which there is one.
  private static func shortCycle(_ links: [Link], _ count: Int) -> [Int] {
    var lags = Array(repeating: Int64(0), count: count)
    var before = Array(repeating: 0, count: count)
    var last = 0
    for _ in 0...count {
      for link in links where lags[link.sender] + 1 - link.latency > lags[link.receiver] {
        lags[link.receiver] = lags[link.sender] + 1 - link.latency
        before[link.receiver] = link.sender
        last = link.receiver
      }
    }
    for _ in 0..<count { last = before[last] }
    var cycle = [last]
    var member = before[last]
    while member != last {
      cycle.append(member)
      member = before[member]
    }
    cycle.reverse()
    let first = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
    return Array(cycle[first...] + cycle[..<first])
  }
}
