import SimulationKernel

/// When the members of a group tap. Data plane.
extension ClusterWorld {
  /// Works out the taps of the members `plain.awake[first..<last]`, at most `TapBlock.size`, of the
  /// group of packet `key`, which is told at `now`; they lie in `plain.block` then. Members whose
  /// tap is after the end are among them; where all are, the way to the first tier is left out.
  ///
  /// `mutating`, as other functions that change nothing: a call that borrows a world may copy it.
  @inline(__always)
  mutating func drawTaps(
    of first: Int, upTo last: Int, key: UInt64,
    _ population: UnsafeMutablePointer<PopulationState>, after now: Int64
  ) {
    let block = plain.block
    let count = last &- first
    // Two at a time: an odd last one is drawn twice.
    let even = (count &+ 1) & ~1
    for place in 0..<even {
      let member = Int(plain.awake[first &+ min(place, count &- 1)])
      block.attempts[place] = plain.key(of: key, member: member)
      block.networks[place] = accessNumber(
        population, user: userKey(key, UInt16(truncatingIfNeeded: member)))
    }
    let fanOut = address(of: \.fanOut, in: population)
    var place = 0
    while place < even {
      var one = Purpose.fanOut.stream(block.attempts[place])
      var two = Purpose.fanOut.stream(block.attempts[place &+ 1])
      let spans = fanOut.drawNanoseconds(&one, with: fanOut, &two)
      block.times[place] = now &+ spans.0
      block.times[place &+ 1] = now &+ spans.1
      block.words[place] = one.counter
      block.words[place &+ 1] = two.counter
      place &+= 2
    }
    let reaction = address(of: \.reaction, in: population)
    place = 0
    while place < even {
      var one = Purpose.fanOut.stream(block.attempts[place], counter: block.words[place])
      var two = Purpose.fanOut.stream(block.attempts[place &+ 1], counter: block.words[place &+ 1])
      let spans = reaction.drawNanoseconds(&one, with: reaction, &two)
      block.times[place] &+= spans.0
      block.times[place &+ 1] &+= spans.1
      place &+= 2
    }
    var earliest = Int64.max
    for place in 0..<even { earliest = min(earliest, block.times[place]) }
    if earliest <= clock.end { drawAccesses(even, population) }
  }

  /// Works out how long the first `count` taps of the block are on their way to the first tier.
  @inline(__always)
  private mutating func drawAccesses(
    _ count: Int, _ population: UnsafeMutablePointer<PopulationState>
  ) {
    let block = plain.block
    if population.pointee.accessCount == 0 {
      block.accesses.update(repeating: 0, count: count)
      return
    }
    var place = 0
    while place < count {
      let access = population.pointee.access
      let network = fabric.access + access[block.networks[place]].network
      let other = fabric.access + access[block.networks[place &+ 1]].network
      var one = Purpose.accessOut.stream(block.attempts[place])
      var two = Purpose.accessOut.stream(block.attempts[place &+ 1])
      let spans = address(of: \.latency, in: network).drawNanoseconds(
        &one, with: address(of: \.latency, in: other), &two)
      block.accesses[place] = fabric.delayed(spans.0, by: network, &one)
      block.accesses[place &+ 1] = fabric.delayed(spans.1, by: other, &two)
      place &+= 2
    }
  }
}
