import SimulationKernel

/// A record of a slab: has a field for the number of another record.
protocol SlabRecord: BitwiseCopyable {
  /// The next free record, while this one is free too; anything while it is alive.
  var link: UInt32 { get set }
}

/// Records of one kind under small numbers that are used again. Free records form a list through
/// their links, so that a slab has no bytes beside its records.
struct Slab<Record: SlabRecord>: ~Copyable {
  private(set) var records: UnsafeMutablePointer<Record>
  private(set) var capacity: Int
  /// Numbers below this have been used.
  var used = 0
  var firstFree = Request.none
  var freeCount = 0
  /// The largest number of records alive at once: a number is used again before a new one is.
  var peak: Int { used }

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    records = Self.allocate(self.capacity)
  }

  deinit { UnsafeMutableRawPointer(records).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Record> {
    LargeMemory.allocate(byteCount: capacity * MemoryLayout<Record>.stride)
      .bindMemory(to: Record.self, capacity: capacity)
  }

  /// Records alive.
  var live: Int { used - freeCount }

  /// A number for a new record; pointers into the slab may be stale afterwards.
  @inline(__always)
  mutating func take() -> UInt32 {
    if freeCount > 0 {
      freeCount &-= 1
      let number = firstFree
      firstFree = records[Int(number)].link
      return number
    }
    if used == capacity { grow() }
    used &+= 1
    return UInt32(truncatingIfNeeded: used &- 1)
  }

  @inline(__always)
  mutating func give(back number: UInt32) {
    records[Int(number)].link = firstFree
    firstFree = number
    freeCount &+= 1
  }

  @inline(never)
  private mutating func grow() {
    precondition(capacity < 1 << 31, "more than 2 billion records")
    let larger = Self.allocate(capacity * 2)
    larger.update(from: records, count: capacity)
    UnsafeMutableRawPointer(records).deallocate()
    records = larger
    capacity *= 2
  }

  /// Numbers not alive, as a set of flags: `isFree[number]`.
  func freeFlags() -> [Bool] {
    var flags = [Bool](repeating: false, count: used)
    var number = firstFree
    for _ in 0..<freeCount {
      flags[Int(number)] = true
      number = records[Int(number)].link
    }
    return flags
  }
}
