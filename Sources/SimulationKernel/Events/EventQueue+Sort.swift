/// Putting the open fine bucket in order.
extension EventQueue {
  /// Up to this length the buffer is sorted by insertion.
  @inlinable static var shortBuffer: Int { 48 }

  /// Insertion sort of the buffer from `start` on; buckets hold a few events. Long buckets are
  /// handed to a merge sort.
  @inlinable
  @inline(__always)
  mutating func sortBuffer<W: World & ~Copyable>(from start: Int, in world: UnsafePointer<W>) {
    if bufferCount - start > Self.shortBuffer {
      sortLongBuffer(from: start, in: world)
      return
    }
    insertionSort(from: start, sorted: start, in: world)
  }

  /// Sorts buffer[start...]; buffer[start..<sorted] is in order already.
  @inlinable
  @inline(__always)
  mutating func insertionSort<W: World & ~Copyable>(
    from start: Int, sorted: Int, in world: UnsafePointer<W>
  ) {
    let events = buffer
    let count = bufferCount
    var position = max(sorted, start &+ 1)
    while position < count {
      let event = events[position]
      var hole = position
      while hole > start {
        let other = events[hole &- 1]
        if other.time < event.time { break }
        if other.time == event.time && !world.pointee.precedes(event, other) { break }
        events[hole] = other
        hole &-= 1
      }
      if hole != position { events[hole] = event }
      position &+= 1
    }
  }

  @inlinable
  @inline(never)
  mutating func sortLongBuffer<W: World & ~Copyable>(from start: Int, in world: UnsafePointer<W>) {
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
            takesRight = world.pointee.precedes(source[right], source[left])
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
  mutating func admitLate<W: World & ~Copyable>(in world: UnsafePointer<W>) {
    if bufferCount - cursor > Self.shortBuffer {
      admitManyLate(in: world)
      return
    }
    insertionSort(from: cursor, sorted: sortedCount, in: world)
    sortedCount = bufferCount
    heapCount = 0
  }

  /// Brings the earliest event to `cursor` when much is left of the open bucket.
  ///
  /// The events behind the sorted part become a binary heap. Its top goes to the place before the
  /// cursor, which is free, when it comes before the sorted part's next one. So a storm of events
  /// at one instant that schedule more at that instant costs O(log n) each.
  @inlinable
  @inline(never)
  mutating func admitManyLate<W: World & ~Copyable>(in world: UnsafePointer<W>) {
    let late = bufferCount - sortedCount
    if cursor == sortedCount && heapCount == 0 {
      sortBuffer(from: cursor, in: world)
      sortedCount = bufferCount
      return
    }
    let heap = buffer + sortedCount
    while heapCount < late {
      siftUp(heapCount, in: heap, world)
      heapCount += 1
    }
    if cursor < sortedCount && !comesFirst(heap[0], buffer[cursor], world) { return }
    if cursor > 0 {
      cursor -= 1
      buffer[cursor] = heap[0]
      heapCount -= 1
      bufferCount -= 1
      heap[0] = heap[heapCount]
    } else {
      let first = buffer[0]
      buffer[0] = heap[0]
      heap[0] = first
    }
    siftDown(in: heap, world)
  }

  /// Whether `left` is to be handled before `right`.
  @inlinable
  @inline(__always)
  func comesFirst<W: World & ~Copyable>(
    _ left: Event, _ right: Event, _ world: UnsafePointer<W>
  ) -> Bool {
    left.time != right.time ? left.time < right.time : world.pointee.precedes(left, right)
  }

  /// Moves an entry of the heap up to its place.
  @inlinable
  func siftUp<W: World & ~Copyable>(
    _ index: Int, in heap: UnsafeMutablePointer<Event>, _ world: UnsafePointer<W>
  ) {
    let event = heap[index]
    var child = index
    while child > 0 {
      let parent = (child - 1) &>> 1
      if !comesFirst(event, heap[parent], world) { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = event
  }

  /// Moves the top of the heap down to its place.
  @inlinable
  func siftDown<W: World & ~Copyable>(
    in heap: UnsafeMutablePointer<Event>, _ world: UnsafePointer<W>
  ) {
    if heapCount == 0 { return }
    let event = heap[0]
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= heapCount { break }
      if child + 1 < heapCount && comesFirst(heap[child + 1], heap[child], world) { child += 1 }
      if !comesFirst(heap[child], event, world) { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = event
  }
}
