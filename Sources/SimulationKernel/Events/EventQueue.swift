/// The calendar of pending events, in two levels.
///
/// Events far away are appended to coarse buckets; a coarse bucket is spread over fine ones when
/// its turn comes; only a fine bucket is sorted. Bitmaps skip what is empty, and events beyond the
/// coarse ring wait in an overflow list that is redistributed when the ring has turned. Scheduling
/// and taking an event cost O(1) on average when the widths fit the rate (`init(eventsPerSecond:)`).
///
/// All memory belongs to the queue; buckets are chains of 256-byte chunks out of one pool.
///
/// Order: `open(before:in:)` yields events by (time, `World.precedes`), whatever the order of
/// scheduling. A heap of twenty lines is the reference in the tests.
public struct EventQueue: ~Copyable {
  /// log2 of the width of a fine bucket in nanoseconds.
  @usableFromInline let fineShift: Int64
  /// log2 of the width of a coarse bucket in nanoseconds.
  @usableFromInline let coarseShift: Int64
  @usableFromInline var storage: BucketStorage
  /// Heads of the coarse ring, `coarseCount` of them.
  @usableFromInline let coarse: UnsafeMutablePointer<BucketHead>
  @usableFromInline let coarseBits: UnsafeMutablePointer<UInt64>
  @usableFromInline let fine: UnsafeMutablePointer<BucketHead>
  @usableFromInline let fineBits: UnsafeMutablePointer<UInt64>
  /// Absolute number of the open coarse bucket (time >> coarseShift).
  @usableFromInline var openCoarse: Int64 = 0
  /// Number of the open fine bucket inside the open coarse one; -1 before the first.
  @usableFromInline var openFine: Int = -1
  /// Absolute number of the first coarse bucket beyond the ring.
  @usableFromInline var horizon: Int64
  /// Events beyond the ring.
  @usableFromInline var overflow: UnsafeMutablePointer<Event>
  @usableFromInline var overflowCount = 0
  @usableFromInline var overflowCapacity: Int
  /// The open fine bucket, sorted, from `cursor` to `bufferCount`.
  @usableFromInline var buffer: UnsafeMutablePointer<Event>
  @usableFromInline var bufferCount = 0
  @usableFromInline var bufferCapacity: Int
  @usableFromInline var cursor = 0
  /// Length of the sorted part of the buffer; later entries were scheduled while their fine bucket
  /// was open and are sorted in before the next event is taken.
  @usableFromInline var sortedCount = 0

  @usableFromInline static var coarseCount: Int { 8192 }
  @usableFromInline static var coarseMask: Int64 { 8191 }
  @usableFromInline static var fineCount: Int { 512 }
  @usableFromInline static var fineBitsShift: Int64 { 9 }

  /// Creates an empty calendar whose widths suit about `eventsPerSecond` of simulated time.
  ///
  /// A fine bucket is made to hold about four events, between 16 ns and 0.5 s wide.
  public init(eventsPerSecond: Double) {
    let ideal = 4e9 / max(eventsPerSecond, 1e-3)
    var shift: Int64 = 4
    while shift < 29 && Double(Int64(1) << (shift + 1)) <= ideal { shift += 1 }
    self.init(fineShift: shift)
  }

  /// Creates an empty calendar with fine buckets of 2^`fineShift` nanoseconds.
  public init(fineShift: Int64) {
    self.fineShift = fineShift
    coarseShift = fineShift + Self.fineBitsShift
    storage = BucketStorage()
    coarse = .allocate(capacity: Self.coarseCount)
    coarse.initialize(repeating: .empty, count: Self.coarseCount)
    coarseBits = .allocate(capacity: Self.coarseCount / 64)
    coarseBits.initialize(repeating: 0, count: Self.coarseCount / 64)
    fine = .allocate(capacity: Self.fineCount)
    fine.initialize(repeating: .empty, count: Self.fineCount)
    fineBits = .allocate(capacity: Self.fineCount / 64)
    fineBits.initialize(repeating: 0, count: Self.fineCount / 64)
    horizon = Int64(Self.coarseCount)
    overflowCapacity = 1024
    overflow = .allocate(capacity: overflowCapacity)
    bufferCapacity = 256
    buffer = .allocate(capacity: bufferCapacity)
  }

  deinit {
    storage.deallocate()
    coarse.deallocate()
    coarseBits.deallocate()
    fine.deallocate()
    fineBits.deallocate()
    overflow.deallocate()
    buffer.deallocate()
  }

  /// Adds an event. Its time must not lie before the event being handled. Amortised O(1).
  @inlinable
  @inline(__always)
  public mutating func schedule(_ event: Event) {
    let coarseNumber = event.time >> coarseShift
    if coarseNumber > openCoarse {
      if coarseNumber < horizon {
        let index = Int(coarseNumber & Self.coarseMask)
        storage.append(event, to: coarse + index)
        coarseBits[index >> 6] |= 1 << UInt64(index & 63)
      } else {
        appendOverflow(event)
      }
    } else {
      scheduleNear(event)
    }
  }

  /// Adds an event to the open coarse bucket.
  @inlinable
  mutating func scheduleNear(_ event: Event) {
    let index = Int(event.time >> fineShift) & (Self.fineCount - 1)
    if index > openFine && event.time >> coarseShift == openCoarse {
      storage.append(event, to: fine + index)
      fineBits[index >> 6] |= 1 << UInt64(index & 63)
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
  }

  @inlinable
  @inline(__always)
  mutating func appendBuffer(_ event: Event) {
    if bufferCount == bufferCapacity { growBuffer() }
    buffer[bufferCount] = event
    bufferCount += 1
  }

  @usableFromInline
  mutating func growBuffer() {
    let larger = UnsafeMutablePointer<Event>.allocate(capacity: bufferCapacity * 2)
    larger.moveInitialize(from: buffer, count: bufferCount)
    buffer.deallocate()
    buffer = larger
    bufferCapacity *= 2
  }
}
