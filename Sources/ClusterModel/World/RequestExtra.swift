import SimulationKernel

/// What only some scenarios need to know of a request, beside its 64-byte record: a column parallel
/// to the slab of requests, which exists only where the scenario uses one of these features.
struct RequestExtra: BitwiseCopyable {
  /// The key that a request without a packet asks for.
  var item: UInt32 = 0
  /// Closed loops: numbers the client and its cycle.
  var cycle: UInt64 = 0
  /// Forks: the record that joins a copy with the others.
  var join: UInt32 = .max
  /// Some tier on the way has called again.
  var isCalledAgain = false
  /// The number that the outside gave it; 0: it is a population's.
  var ticket: UInt64 = 0
  /// By step of the way: the node that the request was at, and the calls that it made to the next.
  var nodes = SIMD16<UInt32>(repeating: 0)
  var calls = SIMD16<UInt8>(repeating: 0)
  /// The steps whose tiers wait for the call that they made, then the one the request is at:
  /// `depth` of them, each once.
  var chain = SIMD16<UInt8>(repeating: 0)
  var depth: UInt8 = 0

  // Managed stations.
  /// The one before it in its list, or its place in a bag.
  var previous = Request.none
  /// Place in a heap of its node.
  var place = Request.none
  /// Since when it waits, the first time or preempted, in nanoseconds.
  var since: Int64 = 0
  /// Service it still needs after it was preempted, in nanoseconds.
  var remaining: Int64 = 0
  /// A server has had it.
  var hasBegun = false
  /// It is in the heap of those that will lose patience.
  var isImpatient = false

  /// Notes a call from the step `hop` to the step `next`. A request that comes back to a tier on a
  /// loop is there as for the first time: what was called since is forgotten.
  mutating func call(from hop: UInt8, to next: UInt8) {
    if hop == 0 || depth == 0 {
      chain[0] = hop
      depth = 1
    }
    for place in 0..<Int(depth) where chain[place] == next {
      depth = UInt8(place + 1)
      return
    }
    chain[Int(depth)] = next
    depth += 1
  }
}

/// The extras of all requests, by slot.
struct ExtraColumn: ~Copyable {
  /// False: nothing is kept, and `records` must not be used.
  let isKept: Bool
  private(set) var records: UnsafeMutablePointer<RequestExtra>
  var capacity: Int

  init(isKept: Bool, capacity: Int) {
    self.isKept = isKept
    self.capacity = isKept ? max(capacity, 1) : 1
    records = Self.allocate(self.capacity)
  }

  deinit { UnsafeMutableRawPointer(records).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<RequestExtra> {
    LargeMemory.allocate(byteCount: capacity * MemoryLayout<RequestExtra>.stride)
      .bindMemory(to: RequestExtra.self, capacity: capacity)
  }

  /// Clears the extras of a record that was just taken out of the slab.
  @inline(__always)
  mutating func clear(_ slot: UInt32, capacity needed: Int) {
    guard isKept else { return }
    if needed > capacity { grow(to: needed) }
    records[Int(slot)] = RequestExtra()
  }

  /// Copies the extras of one record to another.
  @inline(__always)
  mutating func copy(_ from: UInt32, to slot: UInt32, capacity needed: Int) {
    guard isKept else { return }
    if needed > capacity { grow(to: needed) }
    records[Int(slot)] = records[Int(from)]
  }

  @inline(never)
  mutating func grow(to needed: Int) {
    let larger = Self.allocate(needed)
    larger.update(from: records, count: capacity)
    UnsafeMutableRawPointer(records).deallocate()
    records = larger
    capacity = needed
  }
}
