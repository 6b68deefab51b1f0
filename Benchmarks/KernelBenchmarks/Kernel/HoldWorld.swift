import SimulationKernel

/// The hold model: each event schedules its successor after an exponential time, so that the
/// number of pending events never changes. It measures the calendar and little else.
struct HoldWorld: ~Copyable, World {
  /// One stream for all: its words are counted, so the run depends on the order of events alone.
  var increments: RandomStream
  /// Mean increment in nanoseconds.
  let mean: Double
  let ziggurat = Ziggurat.exponential
  private(set) var hash = WorkHash()

  init(key: StreamKey, mean: Double) {
    increments = key.stream(entity: 0, purpose: 0)
    self.mean = mean
  }

  /// The time to a successor.
  @inline(__always)
  mutating func increment() -> Int64 {
    Sampler.wholeNanoseconds(mean * ziggurat.exponential(&increments))
  }

  mutating func handle(_ event: Event, in queue: inout EventQueue) {
    hash.add(UInt64(bitPattern: event.time) ^ event.word)
    queue.schedule(Event(time: event.time + increment(), word: event.word))
  }

  func precedes(_ left: Event, _ right: Event) -> Bool { left.word < right.word }

  func prefetchEarly(_ event: Event) {}

  func prefetch(_ event: Event) {}
}
