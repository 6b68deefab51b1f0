import CKernelShims

/// Taking events out of the calendar.
extension EventQueue {
  /// Makes the next non-empty fine bucket the open one, sorted; false when there is none that
  /// begins at or before `end`.
  ///
  /// A bucket that begins after `end` stays closed, so that what is scheduled between `end` and it
  /// finds a bucket of its own.
  @inlinable
  @inline(never)
  mutating func openNext<W: World & ~Copyable>(in world: UnsafePointer<W>, through end: Int64)
    -> Bool
  {
    cursor = 0
    bufferCount = 0
    sortedCount = 0
    heapCount = 0
    while true {
      let next = fine.next(from: openFine + 1)
      if next < Self.fineCount {
        if (openCoarse &<< Self.fineBits + Int64(next)) &<< fineShift > end { return false }
        openFine = next
        gather(next, in: world)
        return true
      }
      if !openNextCoarse(in: world, through: end) { return false }
    }
  }

  /// Copies a fine bucket into the empty buffer, sorts, and asks for the memory that the next one
  /// will touch.
  @inlinable
  @inline(__always)
  mutating func gather<W: World & ~Copyable>(_ index: Int, in world: UnsafePointer<W>) {
    let events = fine.cells + index &* FineRow.firstCount
    let rest = behind(index)
    let count = fine.take(index)
    if count != FineRow.overfull {
      gatherFew(events, count: Int(count), in: world)
    } else {
      gatherMany(events, rest, in: world)
    }
    prefetchBucket(after: index, in: world)
  }

  /// A bucket that holds more than its own line.
  @inlinable
  @inline(never)
  mutating func gatherMany<W: World & ~Copyable>(
    _ first: UnsafeMutablePointer<Event>, _ rest: BucketHead, in world: UnsafePointer<W>
  ) {
    for position in 0..<FineRow.firstCount { buffer[position] = first[position] }
    bufferCount = FineRow.firstCount
    var number = rest.chunk
    var count = Int(rest.count)
    while number != BucketStorage.none {
      let chunk = storage.cells + Int(number) &* 16
      while bufferCount &+ count > bufferCapacity { growBuffer() }
      let target = buffer + bufferCount
      for position in 0..<count {
        let event = chunk[position &+ 1]
        world.pointee.prefetch(event)
        target[position] = event
      }
      bufferCount &+= count
      number = storage.release(number)
      count = BucketStorage.eventsPerChunk
    }
    sortBuffer(from: 0, in: world)
    sortedCount = bufferCount
  }

  /// Spreads the next coarse bucket with events over the fine ones; false when there is none that
  /// begins at or before `end`.
  @inlinable
  @inline(never)
  mutating func openNextCoarse<W: World & ~Copyable>(
    in world: UnsafePointer<W>, through end: Int64
  ) -> Bool {
    while true {
      let base = openFar &<< Self.coarseBits
      let next = coarse.next(from: Int(openCoarse - base) + 1)
      if next < Self.coarseCount {
        if (base + Int64(next)) &<< coarseShift > end { return false }
        openCoarse = base + Int64(next)
        openFine = -1
        spreadCoarse(coarse.take(next), in: world)
        return true
      }
      if !openNextFar(in: world, through: end) { return false }
    }
  }

  /// Spreads the next far bucket with events over the coarse ones; false when there is none that
  /// begins at or before `end`.
  @inlinable
  @inline(never)
  mutating func openNextFar<W: World & ~Copyable>(
    in world: UnsafePointer<W>, through end: Int64
  ) -> Bool {
    let next = nextFar
    if next == openFar {
      return overflowEarliest <= end && openFromOverflow(in: world, through: end)
    }
    if next &<< farShift > end { return false }
    openFar = next
    openCoarse = openFar &<< Self.coarseBits - 1
    spreadFar(far.take(Int(next) & (Self.farCount - 1)))
    extendHorizon()
    return true
  }

  /// Absolute number of the next far bucket with events; `openFar` when there is none.
  @inlinable var nextFar: Int64 {
    let position = Int(openFar) & (Self.farCount - 1)
    var next = far.next(from: position + 1)
    if next == Self.farCount {
      next = far.next(from: 0)
      // The open bucket's own place in the ring is always empty.
      if next == Self.farCount { return openFar }
      next += Self.farCount
    }
    return openFar + Int64(next - position)
  }

  /// Moves the events of a far bucket into coarse ones.
  @inlinable
  @inline(__always)
  mutating func spreadFar(_ head: BucketHead) {
    var number = head.chunk
    var count = Int(head.count)
    prefetchChunk(head.previous)
    while number != BucketStorage.none {
      let base = Int(number) &* 16
      prefetchAfterNext(base)
      for position in 1..<(count &+ 1) {
        let event = storage.cells[base &+ position]
        append(event, to: coarse, Int(event.time &>> coarseShift) & (Self.coarseCount &- 1))
      }
      number = storage.release(number)
      count = BucketStorage.eventsPerChunk
    }
  }

  /// Moves the events of a coarse bucket into fine ones, and asks for what they will ask for.
  @inlinable
  @inline(__always)
  mutating func spreadCoarse<W: World & ~Copyable>(
    _ head: BucketHead, in world: UnsafePointer<W>
  ) {
    var number = head.chunk
    var count = Int(head.count)
    prefetchChunk(head.previous)
    while number != BucketStorage.none {
      let base = Int(number) &* 16
      prefetchAfterNext(base)
      for position in 1..<(count &+ 1) {
        let event = storage.cells[base &+ position]
        world.pointee.prefetchEarly(event)
        appendFine(event, Int(event.time &>> fineShift) & (Self.fineCount &- 1))
      }
      number = storage.release(number)
      count = BucketStorage.eventsPerChunk
    }
  }

  /// Asks for the second chunk after the one at `base` in its bucket: a chunk is done before memory
  /// answers.
  @inlinable
  @inline(__always)
  func prefetchAfterNext(_ base: Int) {
    prefetchChunk(UInt32(truncatingIfNeeded: storage.cells[base].word &>> 32))
  }

  /// Asks for a chunk, if there is one.
  @inlinable
  @inline(__always)
  func prefetchChunk(_ number: UInt32) {
    if number == BucketStorage.none { return }
    let coming = storage.cells + Int(number) &* 16
    for line in 0..<4 { ckernel_prefetch(coming + line &* 4) }
  }

  /// The ring has room for later buckets as time goes on; once half of it is behind, the
  /// overflow's events that fit are moved in.
  @usableFromInline
  mutating func extendHorizon() {
    let reach = openFar + Int64(Self.farCount)
    if reach - horizon < Int64(Self.farCount / 2) { return }
    horizon = reach
    redistributeOverflow()
  }

  @usableFromInline
  mutating func redistributeOverflow() {
    var kept = 0
    let total = overflowCount
    overflowCount = 0
    overflowEarliest = .max
    for position in 0..<total {
      let event = overflow[position]
      let number = event.time &>> farShift
      if number < horizon {
        append(event, to: far, Int(number) & (Self.farCount - 1))
      } else {
        overflow[kept] = event
        overflowEarliest = min(overflowEarliest, event.time)
        kept += 1
      }
    }
    overflowCount = kept
  }

  /// Jumps to the earliest event of the overflow when the ring is empty.
  @inlinable
  mutating func openFromOverflow<W: World & ~Copyable>(
    in world: UnsafePointer<W>, through end: Int64
  ) -> Bool {
    guard overflowCount > 0 else { return false }
    openFar = overflowEarliest &>> farShift - 1
    horizon = openFar + Int64(Self.farCount)
    redistributeOverflow()
    return openNextFar(in: world, through: end)
  }
}
