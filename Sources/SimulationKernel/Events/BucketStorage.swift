import CKernelShims

/// The newest chunk of a bucket and how many events it holds: all that an append must read, so that
/// the event itself is a store that nobody waits for.
@frozen
@usableFromInline
struct BucketHead: BitwiseCopyable {
  /// Number of the newest chunk, or `BucketStorage.none`.
  @usableFromInline var chunk: UInt32
  /// Events in the newest chunk; older chunks are full.
  @usableFromInline var count: UInt32
  /// The chunk before the newest, or `BucketStorage.none`.
  @usableFromInline var previous: UInt32

  @inlinable
  init(chunk: UInt32, count: UInt32, previous: UInt32) {
    self.chunk = chunk
    self.count = count
    self.previous = previous
  }

  /// A bucket without events. Its count says "full", so that an append takes a chunk.
  @inlinable static var empty: BucketHead {
    BucketHead(
      chunk: BucketStorage.none, count: UInt32(BucketStorage.eventsPerChunk),
      previous: BucketStorage.none)
  }
}

/// A pool of 256-byte chunks of events, and the chains that buckets are made of.
///
/// A chunk is 16 cells of 16 bytes: a header (the next chunk and the one after it) and 15 events.
/// Chunks are addressed by number so that the pool may move when it grows.
///
/// The queue that owns it frees its memory by `deallocate()`. (A noncopyable struct with a `deinit`
/// of its own inside another one makes the optimiser of Swift 6.3 stop on inlinable code.)
@frozen
@usableFromInline
struct BucketStorage {
  @inlinable static var none: UInt32 { .max }
  @inlinable static var eventsPerChunk: Int { 15 }

  /// Chunks of 16 cells; the word of cell 0 is the next chunk (lower half) and the one after it.
  @usableFromInline var cells: UnsafeMutablePointer<Event>
  @usableFromInline var capacity: Int
  @usableFromInline var used = 0
  @usableFromInline var free: UInt32 = BucketStorage.none

  @usableFromInline
  init() {
    capacity = 1024
    cells = Self.allocateCells(capacity)
  }

  func deallocate() { cells.deallocate() }

  private static func allocateCells(_ chunks: Int) -> UnsafeMutablePointer<Event> {
    LargeMemory.allocate(byteCount: chunks * 256)
      .bindMemory(to: Event.self, capacity: chunks * 16)
  }

  /// Appends an event to a bucket.
  @inlinable
  @inline(__always)
  mutating func append(_ event: Event, to head: UnsafeMutablePointer<BucketHead>) {
    let count = head.pointee.count
    if count < UInt32(truncatingIfNeeded: Self.eventsPerChunk) {
      head.pointee.count = count &+ 1
      cells[Int(head.pointee.chunk) &* 16 &+ Int(count) &+ 1] = event
    } else {
      appendToNewChunk(event, to: head)
    }
  }

  @usableFromInline
  @inline(never)
  mutating func appendToNewChunk(_ event: Event, to head: UnsafeMutablePointer<BucketHead>) {
    let number: UInt32
    if free != Self.none {
      number = free
      free = UInt32(truncatingIfNeeded: cells[Int(number) * 16].word)
      // The next one to be taken: it says which comes after it.
      ckernel_prefetch(cells + Int(free) &* 16)
    } else {
      if used == capacity { grow() }
      number = UInt32(used)
      used += 1
    }
    let chunk = cells + Int(number) * 16
    let (next, afterNext) = (head.pointee.chunk, head.pointee.previous)
    chunk.pointee = Event(time: 0, word: UInt64(afterNext) << 32 | UInt64(next))
    chunk[1] = event
    head.pointee = BucketHead(chunk: number, count: 1, previous: next)
  }

  private mutating func grow() {
    let larger = Self.allocateCells(capacity * 2)
    larger.update(from: cells, count: capacity * 16)
    cells.deallocate()
    cells = larger
    capacity *= 2
  }

  /// Gives a chunk back; answers the next one of its chain.
  @inlinable
  @inline(__always)
  mutating func release(_ number: UInt32) -> UInt32 {
    let chunk = cells + Int(number) &* 16
    let next = UInt32(truncatingIfNeeded: chunk.pointee.word)
    chunk.pointee.word = UInt64(free)
    free = number
    return next
  }

  /// The earliest time in a bucket that is one chunk; `start`, where the bucket begins, for others.
  func earliest(in bucket: BucketHead, from start: Int64) -> Int64 {
    let chunk = cells + Int(bucket.chunk) * 16
    if UInt32(truncatingIfNeeded: chunk.pointee.word) != Self.none { return start }
    var earliest = Int64.max
    for position in 1...Int(bucket.count) { earliest = min(earliest, chunk[position].time) }
    return earliest
  }

  /// Calls `body` for every event of a bucket.
  func forEach(in bucket: BucketHead, _ body: (Event) -> Void) {
    var number = bucket.chunk
    var count = Int(bucket.count)
    while number != Self.none {
      let chunk = cells + Int(number) * 16
      for position in 1...count { body(chunk[position]) }
      number = UInt32(truncatingIfNeeded: chunk.pointee.word)
      count = Self.eventsPerChunk
    }
  }
}
