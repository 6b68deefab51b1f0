import SimulationKernel

/// The instants at which a scenario asks for the number in each tier; owned and freed by the world.
struct ProbeTable {
  /// Rising, in nanoseconds.
  let times: UnsafeMutablePointer<Int64>
  let count: Int
  /// Nodes up, a row of all tiers an instant.
  let nodesUp: UnsafeMutablePointer<UInt64>

  init(_ instants: [Int64], tiers: Int) {
    count = instants.count
    times = zeroed(count)
    for (index, time) in instants.enumerated() { times[index] = time }
    nodesUp = zeroed(count * tiers)
  }

  func deallocate() {
    times.deallocate()
    nodesUp.deallocate()
  }

  /// The first instant not before `time`, as a place.
  func place(notBefore time: Int64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ClusterWorld {
  /// Everything that happens at an instant asked for has happened.
  mutating func probe(_ index: Int, at now: Int64) {
    for tier in 0..<poolCount {
      probes.nodesUp[index * poolCount + tier] = nodesUp(tier: tier, at: now)
    }
  }
}
