/// Customers that wait, first come first: a ring of arrival times that doubles when it is full.
/// Customers are served in the order of their numbers, so a number needs no place.
struct ArrivalLine {
  private var times: UnsafeMutablePointer<Int64>
  private var mask = 1023
  /// The number of the first that waits (customers who did not wait are skipped over), and of the
  /// one after the last.
  private var first: UInt64 = 0
  private var end: UInt64 = 0

  init() { times = .allocate(capacity: mask + 1) }

  func deallocate() { times.deallocate() }

  @inline(__always)
  mutating func append(_ customer: UInt64, arrived: Int64) {
    if first == end { first = customer }
    end = customer &+ 1
    if end &- first > UInt64(mask) { grow() }
    times[Int(truncatingIfNeeded: customer) & mask] = arrived
  }

  @inline(__always)
  mutating func takeFirst() -> (customer: UInt64, time: Int64)? {
    guard first != end else { return nil }
    let customer = first
    first &+= 1
    return (customer, times[Int(truncatingIfNeeded: customer) & mask])
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Int64>.allocate(capacity: 2 * (mask + 1))
    for number in first..<end - 1 {
      let place = Int(truncatingIfNeeded: number)
      larger[place & (2 * mask + 1)] = times[place & mask]
    }
    times.deallocate()
    times = larger
    mask = 2 * mask + 1
  }
}
