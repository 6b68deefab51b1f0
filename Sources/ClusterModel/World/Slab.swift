import CKernelShims
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
  /// First records of chains that were given back whole, and whose records are not among the free
  /// ones above.
  private var chains: UnsafeMutablePointer<UInt32>
  private var chainCount = 0
  private var chainCapacity = 64
  /// The largest number of records alive at once: a number is used again before a new one is.
  var peak: Int { used }

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    records = Self.allocate(self.capacity)
    chains = .allocate(capacity: chainCapacity)
  }

  deinit {
    UnsafeMutableRawPointer(records).deallocate()
    chains.deallocate()
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Record> {
    LargeMemory.allocate(byteCount: capacity * MemoryLayout<Record>.stride)
      .bindMemory(to: Record.self, capacity: capacity)
  }

  /// Records alive, and those of chains that were given back.
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
    if chainCount > 0 { return takeFromChain() }
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

  /// Gives back all records of a chain that ends with `Request.none`, without looking at them: they
  /// lie anywhere in memory, and will be looked at when they are taken.
  @inline(__always)
  mutating func give(chain first: UInt32) {
    if first == Request.none { return }
    if chainCount == chainCapacity { growChains() }
    chains[chainCount] = first
    chainCount &+= 1
  }

  @inline(__always)
  private mutating func takeFromChain() -> UInt32 {
    let number = chains[chainCount &- 1]
    let next = records[Int(number)].link
    if next == Request.none {
      chainCount &-= 1
    } else {
      chains[chainCount &- 1] = next
    }
    if chainCount > 0 { ckernel_prefetch(records + Int(chains[chainCount &- 1])) }
    return number
  }

  /// Makes the records of all chains free ones like others.
  mutating func dissolveChains() {
    for place in 0..<chainCount {
      var number = chains[place]
      while number != Request.none {
        let next = records[Int(number)].link
        give(back: number)
        number = next
      }
    }
    chainCount = 0
  }

  @inline(never)
  private mutating func growChains() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: chainCapacity * 2)
    larger.update(from: chains, count: chainCount)
    chains.deallocate()
    chains = larger
    chainCapacity *= 2
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

  /// Makes the next `count` numbers free, to be taken in a shuffled order: for tests that show that
  /// no result depends on the numbers of records.
  mutating func scatter(_ count: Int, key: UInt64) {
    precondition(freeCount == 0, "\(freeCount) numbers are free already")
    while capacity < used + count { grow() }
    var order = Array(UInt32(used)..<UInt32(used + count))
    for place in stride(from: count - 1, to: 0, by: -1) {
      let word = RandomStream.word(key: key, counter: UInt64(place))
      order.swapAt(place, Int(word % UInt64(place + 1)))
    }
    used += count
    freeCount = count
    firstFree = order.first ?? Request.none
    for (number, next) in zip(order, order.dropFirst()) { records[Int(number)].link = next }
  }

  /// Numbers not alive, as a set of flags: `isFree[number]`.
  mutating func freeFlags() -> [Bool] {
    dissolveChains()
    var flags = [Bool](repeating: false, count: used)
    var number = firstFree
    for _ in 0..<freeCount {
      flags[Int(number)] = true
      number = records[Int(number)].link
    }
    return flags
  }
}
