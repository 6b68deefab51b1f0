/// How long how many nodes of a tier with breakdowns were up, in exact integers; owned and freed by
/// its tier.
struct NodesUpRecorder {
  let nodes: Int
  /// Nanoseconds of the window by number of nodes up; only for `isFine`.
  let shares: UnsafeMutablePointer<Int64>
  var up: Int
  var last: Int64 = 0
  /// Node nanoseconds up, in the window.
  var upTime: Int128 = 0
  /// Breakdowns in the window.
  var failures: UInt64 = 0
  /// When all nodes were down for the first time; -1: never.
  var firstAllDown: Int64 = -1

  init(nodes: Int) {
    self.nodes = nodes
    up = nodes
    shares = zeroed(Self.isFine(nodes) ? nodes + 1 : 1)
  }

  static func isFine(_ nodes: Int) -> Bool { nodes <= 1000 }

  func deallocate() { shares.deallocate() }

  /// A node breaks.
  mutating func fail(at now: Int64, clock: borrowing IntervalClock) {
    pass(to: now, clock: clock)
    up -= 1
    if now >= clock.warmup { failures += 1 }
    if up == 0 && firstAllDown < 0 { firstAllDown = now }
  }

  /// A node is repaired.
  mutating func repair(at now: Int64, clock: borrowing IntervalClock) {
    pass(to: now, clock: clock)
    up += 1
  }

  /// Works everything out up to the end of the run.
  mutating func close(clock: borrowing IntervalClock) { pass(to: clock.end, clock: clock) }

  private mutating func pass(to now: Int64, clock: borrowing IntervalClock) {
    let span = now - max(last, clock.warmup)
    if span > 0 {
      upTime += Int128(span) * Int128(up)
      if Self.isFine(nodes) { shares[up] += span }
    }
    last = now
  }
}
