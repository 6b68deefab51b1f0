/// A pool of 256-byte chunks of events, and the chains that buckets are made of.
///
/// A chunk is 16 words of 16 bytes: a header (number of events, next chunk) and 15 events. A
/// bucket is the number of its newest chunk, or `none`. Slots are addressed by number so that the
/// pool may move when it grows.
///
/// The queue that owns it frees its memory by `deallocate()`. (A noncopyable struct with a `deinit`
/// of its own inside another one makes the optimiser of Swift 6.3 stop on inlinable code.)
@frozen
@usableFromInline
struct BucketStorage {
  @usableFromInline static var none: UInt32 { .max }
  @usableFromInline static var eventsPerChunk: Int { 15 }

  /// Chunks of 16 cells; cell 0 is the header: `time` holds the count, `word` the next chunk.
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
    UnsafeMutableRawPointer.allocate(byteCount: chunks * 256, alignment: 256)
      .bindMemory(to: Event.self, capacity: chunks * 16)
  }

  /// Appends an event to the bucket whose newest chunk `head` names.
  @inlinable
  @inline(__always)
  mutating func append(_ event: Event, to head: UnsafeMutablePointer<UInt32>) {
    let number = head.pointee
    if number != Self.none {
      let chunk = cells + Int(number) * 16
      let count = Int(chunk.pointee.time)
      if count < Self.eventsPerChunk {
        chunk[count + 1] = event
        chunk.pointee.time = Int64(count + 1)
        return
      }
    }
    appendToNewChunk(event, to: head)
  }

  @usableFromInline
  @inline(never)
  mutating func appendToNewChunk(_ event: Event, to head: UnsafeMutablePointer<UInt32>) {
    let number: UInt32
    if free != Self.none {
      number = free
      free = UInt32(truncatingIfNeeded: cells[Int(number) * 16].word)
    } else {
      if used == capacity { grow() }
      number = UInt32(used)
      used += 1
    }
    let chunk = cells + Int(number) * 16
    chunk.pointee = Event(time: 1, word: UInt64(head.pointee))
    chunk[1] = event
    head.pointee = number
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
    let chunk = cells + Int(number) * 16
    let next = UInt32(truncatingIfNeeded: chunk.pointee.word)
    chunk.pointee.word = UInt64(free)
    free = number
    return next
  }
}
