/// The fine buckets of the open coarse bucket, with a bitmap of those that hold events. Freed by
/// the queue that owns it.
///
/// The first few events of a bucket lie in a cache line of its own, so that all fine buckets
/// together lie on a few pages of memory; only what comes after them goes into chunks of the pool.
@frozen
@usableFromInline
struct FineRow {
  /// How many events a bucket holds: in its own line and one chunk; `long` for more.
  @usableFromInline let counts: UnsafeMutablePointer<UInt8>
  /// The newest chunk of what lies behind the line, if anything does. In a long bucket the header
  /// of the chunk says, as its time, how many events it has.
  @usableFromInline let chunks: UnsafeMutablePointer<UInt32>
  /// `firstCount` cells a bucket, and behind them the bitmap.
  @usableFromInline let cells: UnsafeMutablePointer<Event>

  @inlinable static var count: Int { 512 }
  /// Events in a bucket's own line.
  @inlinable static var firstCount: Int { 4 }
  /// The count of a bucket that needs more than its line and one chunk.
  @inlinable static var long: UInt8 {
    UInt8(truncatingIfNeeded: firstCount &+ BucketStorage.eventsPerChunk &+ 1)
  }

  @usableFromInline
  init() {
    counts = .allocate(capacity: Self.count)
    chunks = .allocate(capacity: Self.count)
    chunks.initialize(repeating: BucketStorage.none, count: Self.count)
    let cellCount = Self.count * Self.firstCount
    let cellBytes = cellCount * MemoryLayout<Event>.stride
    let memory = LargeMemory.allocate(byteCount: cellBytes + Self.count / 8)
    cells = memory.initializeMemory(
      as: Event.self, repeating: Event(time: 0, word: 0), count: cellCount)
    (memory + cellBytes).initializeMemory(as: UInt64.self, repeating: 0, count: Self.count / 64)
    removeAll()
  }

  func deallocate() {
    counts.deallocate()
    chunks.deallocate()
    UnsafeMutableRawPointer(cells).deallocate()
  }

  /// A bit for each bucket that holds events.
  @inlinable
  @inline(__always)
  var bits: UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(cells + Self.count &* Self.firstCount)
      .assumingMemoryBound(to: UInt64.self)
  }

  /// Forgets all events.
  func removeAll() {
    counts.update(repeating: 0, count: Self.count)
    bits.update(repeating: 0, count: Self.count / 64)
  }

  /// Adds an event to a bucket; false when its line is full.
  @inlinable
  @inline(__always)
  func append(_ event: Event, to index: Int) -> Bool {
    let count = Int(counts[index])
    if count >= Self.firstCount { return false }
    counts[index] = UInt8(truncatingIfNeeded: count &+ 1)
    cells[index &* Self.firstCount &+ count] = event
    bits[index &>> 6] |= 1 &<< UInt64(index & 63)
    return true
  }

  /// Empties a bucket; answers its count. Its line stays as it is.
  @inlinable
  @inline(__always)
  func take(_ index: Int) -> UInt8 {
    bits[index &>> 6] &= ~(1 &<< UInt64(index & 63))
    let count = counts[index]
    counts[index] = 0
    return count
  }

  /// The first bucket with events at or after `from`; `count` when there is none.
  @inlinable
  @inline(__always)
  func next(from: Int) -> Int {
    if from >= Self.count { return Self.count }
    var word = from &>> 6
    var current = bits[word] & (UInt64.max &<< UInt64(from & 63))
    while current == 0 {
      word &+= 1
      if word >= Self.count &>> 6 { return Self.count }
      current = bits[word]
    }
    return word &<< 6 &+ current.trailingZeroBitCount
  }
}
