/// The sequential loop: a world, its calendar and the clock.
public struct Simulation<W: World & ~Copyable>: ~Copyable {
  /// In memory of its own, so that the calendar can be given its address.
  @usableFromInline let place: UnsafeMutablePointer<W>
  public var queue: EventQueue
  /// Time of the event handled last, in nanoseconds.
  public internal(set) var now: Int64 = 0
  /// Events taken from the calendar so far.
  public internal(set) var handled: UInt64 = 0

  /// Joins a world and a calendar that may hold its first events.
  @inlinable
  public init(world: consuming W, queue: consuming EventQueue) {
    place = .allocate(capacity: 1)
    place.initialize(to: world)
    self.queue = queue
  }

  deinit {
    place.deinitialize(count: 1)
    place.deallocate()
  }

  /// The world.
  public var world: W {
    @inlinable _read { yield place.pointee }
    @inlinable _modify { yield &place.pointee }
  }

  /// Calls `body` with the world and its calendar.
  @inlinable
  public mutating func withWorld<Result>(
    _ body: (inout W, inout EventQueue) -> Result
  ) -> Result {
    let world = place
    return body(&world.pointee, &queue)
  }

  /// Handles exactly the events with time ≤ `end`, in order; may be called again with a later end.
  @inlinable
  public mutating func run(through end: Int64) {
    let world = place
    var count: UInt64 = 0
    var last = now
    while true {
      if queue.cursor == queue.bufferCount {
        if !queue.openNext(in: UnsafePointer(world), through: end) { break }
      }
      if queue.sortedCount < queue.bufferCount { queue.admitLate(in: UnsafePointer(world)) }
      let event = queue.buffer[queue.cursor]
      if event.time > end { break }
      queue.cursor &+= 1
      assert(event.time >= last, "the clock went back")
      last = event.time
      count &+= 1
      world.pointee.handle(event, in: &queue)
    }
    note(last, count)
  }

  @usableFromInline
  mutating func note(_ time: Int64, _ count: UInt64) {
    now = time
    handled += count
  }
}
