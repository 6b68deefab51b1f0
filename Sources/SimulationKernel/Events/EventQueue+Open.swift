import CKernelShims

/// Taking events out of the calendar.
extension EventQueue {
  /// Makes the next non-empty fine bucket the open one, sorted; false when no event is left.
  @inlinable
  @inline(never)
  mutating func openNext<W: World & ~Copyable>(in world: borrowing W) -> Bool {
    cursor = 0
    bufferCount = 0
    sortedCount = 0
    while true {
      let next = nextSetBit(fineBits, from: openFine + 1, count: Self.fineCount)
      if next < Self.fineCount {
        openFine = next
        gather(next, in: world)
        return true
      }
      if !openNextCoarse(in: world) { return false }
    }
  }

  /// Copies a fine bucket into the buffer, asks for the memory its events will touch, and sorts.
  @inlinable
  @inline(__always)
  mutating func gather<W: World & ~Copyable>(_ index: Int, in world: borrowing W) {
    fineBits[index >> 6] &= ~(1 << UInt64(index & 63))
    var number = fine[index].chunk
    var count = Int(fine[index].count)
    fine[index] = .empty
    while number != BucketStorage.none {
      let chunk = storage.cells + Int(number) * 16
      for position in 1...count {
        let event = chunk[position]
        world.prefetch(event)
        appendBuffer(event)
      }
      number = storage.release(number)
      count = BucketStorage.eventsPerChunk
    }
    sortBuffer(from: 0, in: world)
    sortedCount = bufferCount
  }

  /// Insertion sort of the buffer from `start` on; buckets hold a few events. Long buckets are
  /// handed to a merge sort.
  @inlinable
  @inline(__always)
  mutating func sortBuffer<W: World & ~Copyable>(from start: Int, in world: borrowing W) {
    if bufferCount - start > 48 {
      sortLongBuffer(from: start, in: world)
      return
    }
    insertionSort(from: start, sorted: start, in: world)
  }

  /// Sorts buffer[start...]; buffer[start..<sorted] is in order already.
  @inlinable
  @inline(__always)
  mutating func insertionSort<W: World & ~Copyable>(
    from start: Int, sorted: Int, in world: borrowing W
  ) {
    let events = buffer
    var position = max(sorted, start + 1)
    while position < bufferCount {
      let event = events[position]
      var hole = position
      while hole > start {
        let other = events[hole - 1]
        if other.time < event.time { break }
        if other.time == event.time && !world.precedes(event, other) { break }
        events[hole] = other
        hole -= 1
      }
      events[hole] = event
      position += 1
    }
  }

  @inlinable
  @inline(never)
  mutating func sortLongBuffer<W: World & ~Copyable>(from start: Int, in world: borrowing W) {
    let count = bufferCount - start
    let scratch = UnsafeMutablePointer<Event>.allocate(capacity: count)
    defer { scratch.deallocate() }
    var source = buffer + start
    var target = scratch
    var width = 1
    while width < count {
      var low = 0
      while low < count {
        let middle = min(low + width, count)
        let high = min(low + 2 * width, count)
        var left = low
        var right = middle
        for position in low..<high {
          let takesRight: Bool
          if left == middle {
            takesRight = true
          } else if right == high {
            takesRight = false
          } else if source[right].time != source[left].time {
            takesRight = source[right].time < source[left].time
          } else {
            takesRight = world.precedes(source[right], source[left])
          }
          if takesRight {
            target[position] = source[right]
            right += 1
          } else {
            target[position] = source[left]
            left += 1
          }
        }
        low = high
      }
      swap(&source, &target)
      width *= 2
    }
    if source != buffer + start { (buffer + start).update(from: source, count: count) }
  }

  /// Sorts events in that were scheduled into the open fine bucket while it was being handled.
  @inlinable
  @inline(__always)
  mutating func admitLate<W: World & ~Copyable>(in world: borrowing W) {
    insertionSort(from: cursor, sorted: max(sortedCount, cursor), in: world)
    sortedCount = bufferCount
  }

  /// Spreads the next non-empty coarse bucket over the fine ones; false when nothing is left.
  @inlinable
  @inline(never)
  mutating func openNextCoarse<W: World & ~Copyable>(in world: borrowing W) -> Bool {
    let position = Int(openCoarse & Self.coarseMask)
    var next = nextSetBit(coarseBits, from: position + 1, count: Self.coarseCount)
    var distance = next - position
    if next >= Self.coarseCount {
      next = nextSetBit(coarseBits, from: 0, count: position + 1)
      if next > position { return openFromOverflow(in: world) }
      distance = next + Self.coarseCount - position
    }
    openCoarse += Int64(distance)
    openFine = -1
    spread(next, in: world)
    extendHorizon()
    return true
  }

  /// Moves the events of coarse bucket `index` into fine buckets.
  @inlinable
  mutating func spread<W: World & ~Copyable>(_ index: Int, in world: borrowing W) {
    coarseBits[index >> 6] &= ~(1 << UInt64(index & 63))
    var number = coarse[index].chunk
    var count = Int(coarse[index].count)
    coarse[index] = .empty
    while number != BucketStorage.none {
      let base = Int(number) * 16
      let next = UInt32(truncatingIfNeeded: storage.cells[base].word)
      if next != BucketStorage.none {
        for line in 0..<4 { ckernel_prefetch(storage.cells + Int(next) * 16 + line * 4) }
      }
      for position in 1...count {
        let event = storage.cells[base + position]
        world.prefetchEarly(event)
        let target = Int(event.time >> fineShift) & (Self.fineCount - 1)
        storage.append(event, to: fine + target)
        fineBits[target >> 6] |= 1 << UInt64(target & 63)
      }
      number = storage.release(number)
      count = BucketStorage.eventsPerChunk
    }
  }

  /// The ring has room for later buckets as time goes on; once half of it is behind, the
  /// overflow's events that fit are moved in.
  @usableFromInline
  mutating func extendHorizon() {
    let reach = openCoarse + Int64(Self.coarseCount)
    if reach - horizon < Int64(Self.coarseCount / 2) { return }
    horizon = reach
    redistributeOverflow()
  }

  @usableFromInline
  mutating func redistributeOverflow() {
    var kept = 0
    let total = overflowCount
    overflowCount = 0
    for position in 0..<total {
      let event = overflow[position]
      let number = event.time >> coarseShift
      if number < horizon {
        let index = Int(number & Self.coarseMask)
        storage.append(event, to: coarse + index)
        coarseBits[index >> 6] |= 1 << UInt64(index & 63)
      } else {
        overflow[kept] = event
        kept += 1
      }
    }
    overflowCount = kept
  }

  /// Jumps to the earliest event of the overflow when ring and fine buckets are empty.
  @inlinable
  mutating func openFromOverflow<W: World & ~Copyable>(in world: borrowing W) -> Bool {
    guard overflowCount > 0 else { return false }
    var earliest = Int64.max
    for position in 0..<overflowCount { earliest = min(earliest, overflow[position].time) }
    openCoarse = (earliest >> coarseShift) - 1
    horizon = openCoarse + Int64(Self.coarseCount)
    redistributeOverflow()
    openFine = Self.fineCount
    return openNextCoarse(in: world)
  }

  /// The first set bit at or after `from`; `count` when there is none below it.
  @inlinable
  @inline(__always)
  func nextSetBit(_ bits: UnsafeMutablePointer<UInt64>, from: Int, count: Int) -> Int {
    if from >= count { return count }
    var word = from >> 6
    var current = bits[word] & (UInt64.max << UInt64(from & 63))
    let words = (count + 63) >> 6
    while current == 0 {
      word += 1
      if word >= words { return count }
      current = bits[word]
    }
    return min(count, word << 6 + current.trailingZeroBitCount)
  }

  /// Calls `body` for every event not yet taken, in no particular order.
  public borrowing func forEachPending(_ body: (Event) -> Void) {
    for position in cursor..<max(cursor, bufferCount) { body(buffer[position]) }
    for position in 0..<overflowCount { body(overflow[position]) }
    for index in 0..<Self.fineCount { forEach(in: fine[index], body) }
    for index in 0..<Self.coarseCount { forEach(in: coarse[index], body) }
  }

  private borrowing func forEach(in bucket: BucketHead, _ body: (Event) -> Void) {
    var number = bucket.chunk
    var count = Int(bucket.count)
    while number != BucketStorage.none {
      let chunk = storage.cells + Int(number) * 16
      for position in 1...count { body(chunk[position]) }
      number = UInt32(truncatingIfNeeded: chunk.pointee.word)
      count = BucketStorage.eventsPerChunk
    }
  }
}
