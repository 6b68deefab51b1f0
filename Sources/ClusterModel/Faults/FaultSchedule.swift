/// When the nodes of one tier are down, slow or wrong: fixed before the run begins.
///
/// Windows are half-open, [start, end) in nanoseconds, sorted by start within a node; outages of
/// one node do not overlap. Owned by the world.
struct FaultSchedule {
  struct Window {
    var start: Int64
    var end: Int64
    /// Slowness: factor. Errors: probability. Outage: unused.
    var value: Double
  }

  /// Windows of all nodes of one sort, and where each node's begin (`nodes + 1` offsets).
  struct Table {
    let windows: UnsafeMutablePointer<Window>
    let offsets: UnsafeMutablePointer<Int32>

    init(_ byNode: [[Window]]) {
      windows = .allocate(capacity: max(1, byNode.reduce(0) { $0 + $1.count }))
      offsets = .allocate(capacity: byNode.count + 1)
      var position = 0
      for (node, list) in byNode.enumerated() {
        offsets[node] = Int32(position)
        for window in list {
          (windows + position).initialize(to: window)
          position += 1
        }
      }
      offsets[byNode.count] = Int32(position)
    }

    func deallocate() {
      windows.deallocate()
      offsets.deallocate()
    }

    @inline(__always)
    func of(_ node: Int) -> UnsafeBufferPointer<Window> {
      let first = Int(offsets[node])
      return UnsafeBufferPointer(
        start: windows + first, count: Int(offsets[node + 1]) - first)
    }
  }

  let outages: Table
  let slowness: Table
  let errors: Table

  func deallocate() {
    outages.deallocate()
    slowness.deallocate()
    errors.deallocate()
  }

  /// True when senders know at `time` that the node is down.
  func isKnownDown(_ node: Int, at time: Int64, detection: Int64) -> Bool {
    for window in outages.of(node) {
      let end = window.end > Int64.max - detection ? Int64.max : window.end + detection
      if time >= window.start + detection && time < end { return true }
    }
    return false
  }

  /// The product of the factors of the slowness that covers `time`.
  func slowFactor(_ node: Int, at time: Int64) -> Double {
    var factor = 1.0
    for window in slowness.of(node) where time >= window.start && time < window.end {
      factor *= window.value
    }
    return factor
  }

  /// The chance of an error at `time`: 1 - Π(1 - p) over the windows that cover it.
  func errorProbability(_ node: Int, at time: Int64) -> Double {
    var good = 1.0
    for window in errors.of(node) where time >= window.start && time < window.end {
      good *= 1 - window.value
    }
    return 1 - good
  }
}
