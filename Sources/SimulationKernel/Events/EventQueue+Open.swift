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
      let next = fine.next(from: openFine + 1)
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
    let head = fine.take(index)
    var number = head.chunk
    var count = Int(head.count)
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

  /// Spreads the next coarse bucket with events over the fine ones; false when nothing is left.
  @inlinable
  @inline(never)
  mutating func openNextCoarse<W: World & ~Copyable>(in world: borrowing W) -> Bool {
    while true {
      let base = openFar << Self.coarseBits
      let next = coarse.next(from: Int(openCoarse - base) + 1)
      if next < Self.coarseCount {
        openCoarse = base + Int64(next)
        openFine = -1
        spread(coarse.take(next), over: fine, shift: fineShift, in: world) {
          $1.prefetchEarly($0)
        }
        return true
      }
      if !openNextFar(in: world) { return false }
    }
  }

  /// Spreads the next far bucket with events over the coarse ones; false when nothing is left.
  @inlinable
  @inline(never)
  mutating func openNextFar<W: World & ~Copyable>(in world: borrowing W) -> Bool {
    let position = Int(openFar) & (Self.farCount - 1)
    var next = far.next(from: position + 1)
    if next == Self.farCount {
      next = far.next(from: 0)
      // The open bucket's own place in the ring is always empty.
      if next == Self.farCount { return openFromOverflow(in: world) }
      next += Self.farCount
    }
    openFar += Int64(next - position)
    openCoarse = openFar << Self.coarseBits - 1
    spread(
      far.take(next & (Self.farCount - 1)), over: coarse, shift: coarseShift, in: world
    ) { _, _ in }
    extendHorizon()
    return true
  }

  /// Moves the events of a bucket into the buckets of the next finer row.
  @inlinable
  @inline(__always)
  mutating func spread<W: World & ~Copyable>(
    _ head: BucketHead, over row: BucketRow, shift: Int64, in world: borrowing W,
    _ touch: (Event, borrowing W) -> Void
  ) {
    var number = head.chunk
    var count = Int(head.count)
    while number != BucketStorage.none {
      let base = Int(number) * 16
      let next = UInt32(truncatingIfNeeded: storage.cells[base].word)
      if next != BucketStorage.none {
        for line in 0..<4 { ckernel_prefetch(storage.cells + Int(next) * 16 + line * 4) }
      }
      for position in 1...count {
        let event = storage.cells[base + position]
        touch(event, world)
        append(event, to: row, Int(event.time >> shift) & (row.count - 1))
      }
      number = storage.release(number)
      count = BucketStorage.eventsPerChunk
    }
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
    for position in 0..<total {
      let event = overflow[position]
      let number = event.time >> farShift
      if number < horizon {
        append(event, to: far, Int(number) & (Self.farCount - 1))
      } else {
        overflow[kept] = event
        kept += 1
      }
    }
    overflowCount = kept
  }

  /// Jumps to the earliest event of the overflow when the ring is empty.
  @inlinable
  mutating func openFromOverflow<W: World & ~Copyable>(in world: borrowing W) -> Bool {
    guard overflowCount > 0 else { return false }
    var earliest = Int64.max
    for position in 0..<overflowCount { earliest = min(earliest, overflow[position].time) }
    openFar = earliest >> farShift - 1
    horizon = openFar + Int64(Self.farCount)
    redistributeOverflow()
    return openNextFar(in: world)
  }
}
