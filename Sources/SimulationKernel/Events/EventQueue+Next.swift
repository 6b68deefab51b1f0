/// Looking ahead without taking.
extension EventQueue {
  /// A time that no pending event comes before; `Int64.max` when nothing is pending.
  ///
  /// The time of the next event itself when its bucket is the open one or holds at most 15 events,
  /// otherwise the beginning of its bucket. After `run(through: end)` it is later than `end`.
  /// - Complexity: O(1), but for events scheduled into the open bucket that were not looked at yet.
  public var earliestPossible: Int64 {
    if cursor < bufferCount {
      var earliest = cursor < sortedCount ? buffer[cursor].time : .max
      if heapCount > 0 { earliest = min(earliest, buffer[sortedCount].time) }
      for position in sortedCount + heapCount..<bufferCount {
        earliest = min(earliest, buffer[position].time)
      }
      return earliest
    }
    let nextFine = fine.next(from: openFine + 1)
    if nextFine < Self.fineCount {
      let start = (openCoarse &<< Self.fineBits + Int64(nextFine)) &<< fineShift
      var earliest = Int64.max
      let rest = behind(nextFine)
      if rest.chunk != BucketStorage.none {
        earliest = storage.earliest(in: rest, from: start)
        if earliest == start { return start }
      }
      let count = min(Int(fine.counts[nextFine]), FineRow.firstCount)
      let events = fine.cells + nextFine * FineRow.firstCount
      for place in 0..<count { earliest = min(earliest, events[place].time) }
      return earliest
    }
    let base = openFar &<< Self.coarseBits
    let nextCoarse = coarse.next(from: Int(openCoarse - base) + 1)
    if nextCoarse < Self.coarseCount {
      let start = (base + Int64(nextCoarse)) &<< coarseShift
      return storage.earliest(in: coarse.heads[nextCoarse], from: start)
    }
    let number = nextFar
    if number == openFar { return overflowEarliest }
    return storage.earliest(
      in: far.heads[Int(number) & (Self.farCount - 1)], from: number &<< farShift)
  }
}
