import SimulationKernel

/// When packets expire, by slot of the slab of packets: kept only by runs that are longer than the
/// expiry, since no packet of another run can expire in it.
struct ExpiryColumn: ~Copyable {
  /// False: no packet expires within the run, and `times` must not be used.
  let isKept: Bool
  private(set) var times: UnsafeMutablePointer<Int64>
  private var capacity: Int

  init(isKept: Bool) {
    self.isKept = isKept
    capacity = 16
    times = Self.allocate(capacity)
  }

  deinit { UnsafeMutableRawPointer(times).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Int64> {
    LargeMemory.allocate(byteCount: capacity * MemoryLayout<Int64>.stride)
      .bindMemory(to: Int64.self, capacity: capacity)
  }

  /// A packet was created: it has no expiry before it is stored.
  mutating func clear(_ slot: UInt32, capacity needed: Int) {
    guard isKept else { return }
    if needed > capacity { grow(to: needed) }
    times[Int(slot)] = .max
  }

  private mutating func grow(to needed: Int) {
    let larger = Self.allocate(needed)
    larger.update(from: times, count: capacity)
    UnsafeMutableRawPointer(times).deallocate()
    times = larger
    capacity = needed
  }

  /// Saves or loads the times of the first `count` packets, the numbers that have been used;
  /// `capacity` is that of the slab.
  mutating func archive(
    _ archive: inout StateArchive, count: Int, capacity needed: Int
  ) throws(StateError) {
    guard isKept else { return }
    if archive.isLoading && needed > capacity { grow(to: needed) }
    try archive.column(times, count: count)
  }

  /// True when the packet has expired at `time`.
  @inline(__always)
  func isPast(_ slot: UInt32, at time: Int64) -> Bool { isKept && time >= times[Int(slot)] }
}
