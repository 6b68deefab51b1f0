/// Start times of the requests that wait at a FIFO node, in order; those passed are forgotten.
struct StartRing {
  private var times: UnsafeMutablePointer<Int64>?
  private var capacity = 0
  private var head = 0
  private var count = 0

  init() { times = nil }

  func deallocate() { times?.deallocate() }

  /// Requests still waiting at `now`.
  @inline(__always)
  mutating func waiting(at now: Int64) -> Int {
    if count == 0 { return 0 }
    return forget(through: now)
  }

  private mutating func forget(through now: Int64) -> Int {
    guard let times else { return 0 }
    while count > 0 && times[head] <= now {
      head = (head + 1) & (capacity - 1)
      count -= 1
    }
    return count
  }

  /// Adds a request that will start at `time`, not before those already there.
  mutating func append(_ time: Int64) {
    if count == capacity { grow() }
    times?[(head + count) & (capacity - 1)] = time
    count += 1
  }

  /// All that is kept, in order.
  var inOrder: [Int64] {
    guard let times else { return [] }
    return (0..<count).map { times[(head + $0) & (capacity - 1)] }
  }

  /// Forgets everybody (the node crashed).
  mutating func removeAll() { count = 0 }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Int64>.allocate(capacity: max(8, capacity * 2))
    if let times {
      for position in 0..<count { larger[position] = times[(head + position) & (capacity - 1)] }
      times.deallocate()
    }
    times = larger
    capacity = max(8, capacity * 2)
    head = 0
  }
}
