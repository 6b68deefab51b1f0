/// How long a tier had how many requests, and its busy periods, in exact integers; owned and freed
/// by its tier.
struct StateRecorder {
  /// False: nothing is kept.
  let isKept: Bool
  /// The last state: so many and more.
  let limit: Int
  /// Nanoseconds of the window by number in the tier, and by number at a node, all nodes together.
  let shares: UnsafeMutablePointer<Int64>
  let nodeShares: UnsafeMutablePointer<Int128>
  let atNode: UnsafeMutablePointer<Int32>
  let nodeLast: UnsafeMutablePointer<Int64>
  let nodes: Int
  var number = 0
  var last: Int64 = 0
  /// Integrals of the number and of its square over the window.
  var sum: Int128 = 0
  var squares: Int128 = 0
  var busySince: Int64 = 0
  var busyServed: UInt64 = 0
  var busyPeriods: UInt64 = 0
  var busyTime: Int128 = 0
  var busyRequests: UInt64 = 0
  /// When the tier became empty for the first time; -1: never.
  var firstEmpty: Int64 = -1

  init(limit: Int?, nodes: Int) {
    isKept = limit != nil
    self.limit = max(limit ?? 0, 0)
    self.nodes = nodes
    shares = zeroed(self.limit + 1)
    nodeShares = zeroed(self.limit + 1)
    atNode = zeroed(isKept ? nodes : 1)
    nodeLast = zeroed(isKept ? nodes : 1)
  }

  func deallocate() {
    shares.deallocate()
    nodeShares.deallocate()
    atNode.deallocate()
    nodeLast.deallocate()
  }

  /// A request comes to a node.
  mutating func enter(node: Int, at now: Int64, clock: borrowing IntervalClock) {
    pass(node: node, to: now, clock: clock)
    if number == 0 {
      busySince = now
      busyServed = 0
    }
    number += 1
    atNode[node] += 1
  }

  /// A request leaves a node.
  mutating func leave(
    node: Int, isServed: Bool, at now: Int64, clock: borrowing IntervalClock
  ) {
    pass(node: node, to: now, clock: clock)
    number -= 1
    atNode[node] -= 1
    if isServed { busyServed += 1 }
    guard number == 0 else { return }
    if firstEmpty < 0 { firstEmpty = now }
    let warmup = clock.warmup
    let end = clock.end
    if busySince >= warmup && now <= end {
      busyPeriods += 1
      busyTime += Int128(now - busySince)
      busyRequests += busyServed
    }
  }

  /// Works everything out up to the end of the run.
  mutating func close(clock: borrowing IntervalClock) {
    guard isKept else { return }
    for node in 0..<nodes { pass(node: node, to: clock.end, clock: clock) }
  }

  private mutating func pass(node: Int, to now: Int64, clock: borrowing IntervalClock) {
    let span = now - max(last, clock.warmup)
    if span > 0 {
      shares[min(number, limit)] += span
      sum += Int128(span) * Int128(number)
      squares += Int128(span) * Int128(number) * Int128(number)
    }
    last = now
    let nodeSpan = now - max(nodeLast[node], clock.warmup)
    if nodeSpan > 0 { nodeShares[min(Int(atNode[node]), limit)] += Int128(nodeSpan) }
    nodeLast[node] = now
  }
}
