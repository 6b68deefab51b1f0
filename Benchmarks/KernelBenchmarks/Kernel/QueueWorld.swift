import SimulationKernel

/// M/M/c, first come first served, as a user of the kernel writes it: an event for each arrival and
/// one for each end of service. The waits are recorded.
struct QueueWorld: ~Copyable, World {
  private var arrivals: RandomStream
  private var services: RandomStream
  private let ziggurat = Ziggurat.exponential
  /// Mean time between arrivals and mean service, in nanoseconds.
  private let meanGap: Double
  private let meanService: Double
  /// The last customer's number.
  private let last: UInt64
  private var freeServers: Int
  private var line = ArrivalLine()
  private(set) var waits: WaitRecord
  private(set) var hash = WorkHash()

  /// A word is the customer's number, doubled, plus 1 for an end of service.
  static func arrival(of customer: UInt64) -> UInt64 { customer &<< 1 }

  init(key: StreamKey, servers: Int, customers: Int, meanGap: Double, meanService: Double) {
    arrivals = key.stream(entity: 0, purpose: 0)
    services = key.stream(entity: 0, purpose: 1)
    self.meanGap = meanGap
    self.meanService = meanService
    last = UInt64(customers - 1)
    freeServers = servers
    waits = WaitRecord(customers: customers)
  }

  deinit { line.deallocate() }

  @inline(__always)
  mutating func handle(_ event: Event, in queue: inout EventQueue) {
    if event.word & 1 == 0 {
      arrive(event.word &>> 1, at: event.time, in: &queue)
    } else {
      leave(at: event.time, in: &queue)
    }
  }

  @inline(__always)
  private mutating func arrive(_ customer: UInt64, at now: Int64, in queue: inout EventQueue) {
    if customer < last {
      let gap = Sampler.wholeNanoseconds(meanGap * ziggurat.exponential(&arrivals))
      queue.schedule(Event(time: now &+ gap, word: Self.arrival(of: customer &+ 1)))
    }
    if freeServers > 0 {
      freeServers &-= 1
      serve(customer, arrived: now, at: now, in: &queue)
    } else {
      line.append(customer, arrived: now)
    }
  }

  @inline(__always)
  private mutating func leave(at now: Int64, in queue: inout EventQueue) {
    if let next = line.takeFirst() {
      serve(next.customer, arrived: next.time, at: now, in: &queue)
    } else {
      freeServers &+= 1
    }
  }

  @inline(__always)
  private mutating func serve(
    _ customer: UInt64, arrived: Int64, at now: Int64, in queue: inout EventQueue
  ) {
    waits.add(now &- arrived)
    hash.add(UInt64(bitPattern: now))
    let service = Sampler.wholeNanoseconds(meanService * ziggurat.exponential(&services))
    queue.schedule(Event(time: now &+ service, word: customer &<< 1 | 1))
  }

  @inline(__always)
  func precedes(_ left: Event, _ right: Event) -> Bool { left.word < right.word }

  @inline(__always)
  func prefetchEarly(_ event: Event) {}

  @inline(__always)
  func prefetch(_ event: Event) {}
}
