import SimulationKernel

/// M/M/1 with one event per customer: what happens at a first-come-first-served station is known
/// when the customer arrives (D. V. Lindley, 1952), as in the model's computed stations.
struct ComputedQueueWorld: ~Copyable, World {
  private var arrivals: RandomStream
  private var services: RandomStream
  private let ziggurat = Ziggurat.exponential
  private let meanGap: Double
  private let meanService: Double
  private let last: UInt64
  /// When the server has served everyone who came.
  private var freeFrom: Int64 = 0
  private(set) var waits: WaitRecord
  private(set) var hash = WorkHash()

  init(key: StreamKey, customers: Int, meanGap: Double, meanService: Double) {
    arrivals = key.stream(entity: 0, purpose: 0)
    services = key.stream(entity: 0, purpose: 1)
    self.meanGap = meanGap
    self.meanService = meanService
    last = UInt64(customers - 1)
    waits = WaitRecord(customers: customers)
  }

  @inline(__always)
  mutating func handle(_ event: Event, in queue: inout EventQueue) {
    let start = max(event.time, freeFrom)
    waits.add(start &- event.time)
    hash.add(UInt64(bitPattern: start))
    freeFrom =
      start &+ Sampler.wholeNanoseconds(meanService * ziggurat.exponential(&services))
    if event.word < last {
      let gap = Sampler.wholeNanoseconds(meanGap * ziggurat.exponential(&arrivals))
      queue.schedule(Event(time: event.time &+ gap, word: event.word &+ 1))
    }
  }

  @inline(__always)
  func precedes(_ left: Event, _ right: Event) -> Bool { left.word < right.word }

  @inline(__always)
  func prefetchEarly(_ event: Event) {}

  @inline(__always)
  func prefetch(_ event: Event) {}
}
