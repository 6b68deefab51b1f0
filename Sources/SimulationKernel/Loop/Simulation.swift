/// The sequential loop: a world, its calendar and the clock.
public struct Simulation<W: World & ~Copyable>: ~Copyable {
  public var world: W
  public var queue: EventQueue
  /// Time of the event handled last, in nanoseconds.
  public private(set) var now: Int64 = 0
  /// Events taken from the calendar so far.
  public private(set) var handled: UInt64 = 0

  /// Joins a world and a calendar that may hold its first events.
  @inlinable
  public init(world: consuming W, queue: consuming EventQueue) {
    self.world = world
    self.queue = queue
  }

  /// Handles exactly the events with time ≤ `end`, in order; may be called again with a later end.
  @inlinable
  public mutating func run(through end: Int64) {
    var count: UInt64 = 0
    var last = now
    while true {
      if queue.cursor == queue.bufferCount {
        if !queue.openNext(in: world, through: end) { break }
      }
      if queue.sortedCount < queue.bufferCount { queue.admitLate(in: world) }
      let event = queue.buffer[queue.cursor]
      if event.time > end { break }
      queue.cursor += 1
      assert(event.time >= last, "the clock went back")
      last = event.time
      count += 1
      world.handle(event, in: &queue)
    }
    note(last, count)
  }

  @usableFromInline
  mutating func note(_ time: Int64, _ count: UInt64) {
    now = time
    handled += count
  }
}
