/// The calendar of pending events, in three levels of buckets.
///
/// Events far away are appended to far buckets, of which few are touched at a time; a far bucket is
/// spread over coarse ones when its turn comes, a coarse one over fine ones, and only a fine bucket
/// is sorted. Bitmaps skip what is empty, and events beyond the ring of far buckets wait in an
/// overflow list that is looked through when half the ring has turned. Scheduling and taking an
/// event cost O(1) on average when the widths fit the rate (`init(eventsPerSecond:)`).
///
/// All memory belongs to the queue; buckets are chains of 256-byte chunks out of one pool.
///
/// Order: events are taken by (time, `World.precedes`), whatever the order of scheduling. A heap of
/// twenty lines is the reference in the tests.
public struct EventQueue: ~Copyable {
  /// log2 of the width of a fine bucket in nanoseconds.
  @usableFromInline let fineShift: Int64
  /// log2 of the width of a coarse bucket in nanoseconds.
  @usableFromInline let coarseShift: Int64
  /// log2 of the width of a far bucket in nanoseconds.
  @usableFromInline let farShift: Int64
  @usableFromInline var storage: BucketStorage
  /// The fine buckets of the open coarse bucket.
  @usableFromInline let fine: FineRow
  /// The coarse buckets of the open far bucket.
  @usableFromInline let coarse: BucketRow
  /// The ring of far buckets.
  @usableFromInline let far: BucketRow
  /// Absolute number (time >> shift) of the open far and coarse buckets.
  @usableFromInline var openFar: Int64 = 0
  @usableFromInline var openCoarse: Int64 = 0
  /// Number of the open fine bucket inside the open coarse one; -1 before the first.
  @usableFromInline var openFine: Int = -1
  /// Absolute number of the first far bucket beyond the ring.
  @usableFromInline var horizon: Int64
  /// Events beyond the ring.
  @usableFromInline var overflow: UnsafeMutablePointer<Event>
  @usableFromInline var overflowCount = 0
  @usableFromInline var overflowCapacity: Int
  /// Time of the earliest event of the overflow; `Int64.max` when it is empty.
  @usableFromInline var overflowEarliest = Int64.max
  /// The open fine bucket, sorted, from `cursor` to `bufferCount`.
  @usableFromInline var buffer: UnsafeMutablePointer<Event>
  @usableFromInline var bufferCount = 0
  @usableFromInline var bufferCapacity: Int
  @usableFromInline var cursor = 0
  /// Length of the sorted part of the buffer; later entries were scheduled while their fine bucket
  /// was open and are sorted in before the next event is taken.
  @usableFromInline var sortedCount = 0
  /// How many of the entries behind the sorted part are a heap (`admitManyLate`).
  @usableFromInline var heapCount = 0

  @usableFromInline static var fineCount: Int { FineRow.count }
  @usableFromInline static var coarseCount: Int { 64 }
  @usableFromInline static var farCount: Int { 256 }
  @usableFromInline static var fineBits: Int64 { 9 }
  @usableFromInline static var coarseBits: Int64 { 6 }

  /// Creates an empty calendar whose widths suit about `eventsPerSecond` of simulated time.
  ///
  /// A fine bucket is made to hold about four events, between 16 ns and 0.5 s wide.
  public init(eventsPerSecond: Double) {
    let ideal = 4e9 / max(eventsPerSecond, 1e-3)
    var shift: Int64 = 4
    while shift < 29 && Double(Int64(1) &<< (shift + 1)) <= ideal { shift += 1 }
    self.init(fineShift: shift)
  }

  /// Creates an empty calendar with fine buckets of 2^`fineShift` nanoseconds.
  public init(fineShift: Int64) {
    self.fineShift = fineShift
    coarseShift = fineShift + Self.fineBits
    farShift = coarseShift + Self.coarseBits
    storage = BucketStorage()
    fine = FineRow()
    coarse = BucketRow(count: Self.coarseCount)
    far = BucketRow(count: Self.farCount)
    horizon = Int64(Self.farCount)
    overflowCapacity = 1024
    overflow = .allocate(capacity: overflowCapacity)
    bufferCapacity = 256
    buffer = .allocate(capacity: bufferCapacity)
  }

  deinit {
    storage.deallocate()
    fine.deallocate()
    coarse.deallocate()
    far.deallocate()
    overflow.deallocate()
    buffer.deallocate()
  }

  /// Adds an event. Its time must not lie before the event being handled. Amortised O(1).
  @inlinable
  @inline(__always)
  public mutating func schedule(_ event: Event) {
    let farNumber = event.time &>> farShift
    if farNumber > openFar {
      if farNumber < horizon {
        append(event, to: far, Int(farNumber) & (Self.farCount - 1))
      } else {
        appendOverflow(event)
      }
      return
    }
    let coarseNumber = event.time &>> coarseShift
    if coarseNumber > openCoarse {
      append(event, to: coarse, Int(coarseNumber) & (Self.coarseCount - 1))
    } else {
      scheduleNear(event)
    }
  }

  /// Adds an event to a bucket of a row.
  @inlinable
  @inline(__always)
  mutating func append(_ event: Event, to row: BucketRow, _ index: Int) {
    storage.append(event, to: row.heads + index)
    row.bits[index &>> 6] |= 1 &<< UInt64(index & 63)
  }

  /// Adds an event to a fine bucket.
  @inlinable
  @inline(__always)
  mutating func appendFine(_ event: Event, _ index: Int) {
    if !fine.append(event, to: index) { appendBehind(event, index) }
  }

  /// Adds an event to a fine bucket whose own line is full.
  @usableFromInline
  @inline(never)
  mutating func appendBehind(_ event: Event, _ index: Int) {
    var bucket = behind(index)
    fine.counts[index] = FineRow.overfull
    storage.append(event, to: &bucket)
    fine.chunks[index] = bucket.chunk
    storage.cells[Int(bucket.chunk) * 16].time = Int64(bucket.count)
  }

  /// What a fine bucket holds behind its own line.
  @inlinable
  @inline(__always)
  func behind(_ index: Int) -> BucketHead {
    if fine.counts[index] != FineRow.overfull { return .empty }
    let chunk = fine.chunks[index]
    let header = storage.cells[Int(chunk) &* 16]
    return BucketHead(
      chunk: chunk, count: UInt32(truncatingIfNeeded: header.time),
      previous: UInt32(truncatingIfNeeded: header.word))
  }

  /// Calls `body` for every event of a fine bucket.
  func forEachFine(_ index: Int, _ body: (Event) -> Void) {
    let count = min(Int(fine.counts[index]), FineRow.firstCount)
    for place in 0..<count { body(fine.cells[index * FineRow.firstCount + place]) }
    storage.forEach(in: behind(index), body)
  }

  /// Adds an event to the open coarse bucket.
  @inlinable
  mutating func scheduleNear(_ event: Event) {
    let index = Int(event.time &>> fineShift) & (Self.fineCount - 1)
    if index > openFine && event.time &>> coarseShift == openCoarse {
      appendFine(event, index)
    } else {
      appendBuffer(event)
    }
  }

  @usableFromInline
  mutating func appendOverflow(_ event: Event) {
    if overflowCount == overflowCapacity {
      let larger = UnsafeMutablePointer<Event>.allocate(capacity: overflowCapacity * 2)
      larger.moveInitialize(from: overflow, count: overflowCount)
      overflow.deallocate()
      overflow = larger
      overflowCapacity *= 2
    }
    overflow[overflowCount] = event
    overflowCount += 1
    overflowEarliest = min(overflowEarliest, event.time)
  }

  @inlinable
  @inline(__always)
  mutating func appendBuffer(_ event: Event) {
    if bufferCount == bufferCapacity { growBuffer() }
    buffer[bufferCount] = event
    bufferCount &+= 1
  }

  @usableFromInline
  mutating func growBuffer() {
    let larger = UnsafeMutablePointer<Event>.allocate(capacity: bufferCapacity * 2)
    larger.moveInitialize(from: buffer, count: bufferCount)
    buffer.deallocate()
    buffer = larger
    bufferCapacity *= 2
  }

  /// Calls `body` for every event not yet taken, in no particular order.
  public borrowing func forEachPending(_ body: (Event) -> Void) {
    for position in cursor..<max(cursor, bufferCount) { body(buffer[position]) }
    for position in 0..<overflowCount { body(overflow[position]) }
    for index in 0..<Self.fineCount { forEachFine(index, body) }
    for index in 0..<Self.coarseCount { storage.forEach(in: coarse.heads[index], body) }
    for index in 0..<Self.farCount { storage.forEach(in: far.heads[index], body) }
  }
}
