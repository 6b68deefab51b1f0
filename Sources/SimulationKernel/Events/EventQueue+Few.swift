/// Buckets of a few events, as most are: sorted without a branch that depends on their times, which
/// nobody could guess.
extension EventQueue {
  /// Copies 1 to 4 events into the empty buffer in order.
  ///
  /// Always four events are compared and written: those that are missing come last, and lie behind
  /// the end of the buffer.
  @inlinable
  @inline(__always)
  mutating func gatherFew<W: World & ~Copyable>(
    _ events: UnsafeMutablePointer<Event>, count: Int, in world: UnsafePointer<W>
  ) {
    let last = count &- 1
    let event0 = events[0]
    let event1 = events[min(1, last)]
    let event2 = events[min(2, last)]
    let event3 = events[last]
    let time0 = event0.time
    let time1 = count > 1 ? event1.time : .max &- 2
    let time2 = count > 2 ? event2.time : .max &- 1
    let time3 = count > 3 ? event3.time : .max
    let after01 = Self.one(time0 > time1)
    let after02 = Self.one(time0 > time2)
    let after03 = Self.one(time0 > time3)
    let after12 = Self.one(time1 > time2)
    let after13 = Self.one(time1 > time3)
    let after23 = Self.one(time2 > time3)
    buffer[after01 &+ after02 &+ after03] = event0
    buffer[1 &- after01 &+ after12 &+ after13] = event1
    buffer[2 &- after02 &- after12 &+ after23] = event2
    buffer[3 &- after03 &- after13 &- after23] = event3
    bufferCount = count
    let ties =
      Self.one(time0 == time1) | Self.one(time0 == time2) | Self.one(time0 == time3)
      | Self.one(time1 == time2) | Self.one(time1 == time3) | Self.one(time2 == time3)
    if ties != 0 { insertionSort(from: 0, sorted: 0, in: world) }
    sortedCount = count
  }

  /// Asks for the memory that the events of the next bucket will touch, while those of this one are
  /// handled; of a long bucket, those in its own line.
  @inlinable
  @inline(__always)
  func prefetchBucket<W: World & ~Copyable>(after index: Int, in world: UnsafePointer<W>) {
    let next = fine.next(from: index &+ 1)
    if next == FineRow.count { return }
    let events = fine.cells + next &* FineRow.firstCount
    let last = min(Int(fine.counts[next]), FineRow.firstCount) &- 1
    world.pointee.prefetch(events[0])
    world.pointee.prefetch(events[min(1, last)])
    world.pointee.prefetch(events[min(2, last)])
    world.pointee.prefetch(events[last])
  }

  @inlinable
  @inline(__always)
  static func one(_ condition: Bool) -> Int { condition ? 1 : 0 }
}
