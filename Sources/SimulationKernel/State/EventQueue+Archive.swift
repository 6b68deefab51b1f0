/// The calendar as a state: its pending events, bucket by bucket.
///
/// What is loaded behaves in every respect like what was saved: buckets are filled again in the
/// order in which they were, so that not even events that nothing tells apart change places.
extension EventQueue {
  /// Saves or loads all pending events.
  public mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("calendar")
    try archive.constant(fineShift, "the width of a bucket")
    if archive.isLoading { removeAll() }
    try archive.value(&openFar)
    try archive.value(&openCoarse)
    try archive.value(&openFine)
    try archive.value(&horizon)
    try archiveBuffer(&archive)
    try archiveOverflow(&archive)
    try archiveFine(&archive)
    try archiveRow(coarse, &archive)
    try archiveRow(far, &archive)
  }

  private mutating func removeAll() {
    storage.removeAll()
    fine.removeAll()
    coarse.removeAll()
    far.removeAll()
    overflowCount = 0
    overflowEarliest = .max
    heapCount = 0
    cursor = 0
    bufferCount = 0
    sortedCount = 0
  }

  /// The rest of the open bucket.
  private mutating func archiveBuffer(_ archive: inout StateArchive) throws(StateError) {
    let count = try archive.count(bufferCount - cursor, stride: MemoryLayout<Event>.stride)
    let sorted = try archive.count(max(sortedCount - cursor, 0))
    guard sorted <= count else { throw archive.damaged("\(sorted) of \(count) are sorted") }
    if archive.isLoading {
      while bufferCapacity < count { growBuffer() }
      bufferCount = count
      sortedCount = sorted
    }
    try archive.rows(buffer + cursor, count: count)
  }

  private mutating func archiveOverflow(_ archive: inout StateArchive) throws(StateError) {
    var events: [Event] = []
    if !archive.isLoading {
      events = Array(UnsafeBufferPointer(start: overflow, count: overflowCount))
    }
    try archive.list(&events)
    if archive.isLoading { for event in events { appendOverflow(event) } }
  }

  /// The fine buckets that hold events, the oldest event of each first.
  private mutating func archiveFine(_ archive: inout StateArchive) throws(StateError) {
    var index = fine.next(from: 0)
    while true {
      var place = Int64(index)
      try archive.value(&place)
      if place == Int64(FineRow.count) { return }
      guard place >= 0, place < Int64(FineRow.count) else {
        throw archive.damaged("a bucket \(place)")
      }
      index = Int(place)
      var events: [Event] = []
      if !archive.isLoading {
        let first = fine.cells + index * FineRow.firstCount
        let count = min(Int(fine.counts[index]), FineRow.firstCount)
        events = Array(UnsafeBufferPointer(start: first, count: count))
        events += storage.events(of: behind(index))
      }
      try archive.list(&events)
      if archive.isLoading {
        for event in events { appendFine(event, index) }
      } else {
        index = fine.next(from: index + 1)
      }
    }
  }

  /// The buckets of a row that hold events, the oldest event of each first.
  private mutating func archiveRow(
    _ row: BucketRow, _ archive: inout StateArchive
  ) throws(StateError) {
    var index = row.next(from: 0)
    while true {
      var place = Int64(index)
      try archive.value(&place)
      if place == Int64(row.count) { return }
      guard row.isPlace(place) else { throw archive.damaged("a bucket \(place)") }
      index = Int(place)
      var events = archive.isLoading ? [] : storage.events(of: row.heads[index])
      try archive.list(&events)
      if archive.isLoading {
        for event in events { append(event, to: row, index) }
      } else {
        index = row.next(from: index + 1)
      }
    }
  }
}

extension BucketStorage {
  /// Forgets all chunks.
  fileprivate mutating func removeAll() {
    used = 0
    free = Self.none
  }

  /// The events of a bucket in the order in which they were appended.
  fileprivate func events(of bucket: BucketHead) -> [Event] {
    var chunks: [UInt32] = []
    var number = bucket.chunk
    while number != Self.none {
      chunks.append(number)
      number = UInt32(truncatingIfNeeded: cells[Int(number) * 16].word)
    }
    var events: [Event] = []
    events.reserveCapacity(chunks.count * Self.eventsPerChunk)
    for chunk in chunks.reversed() {
      let count = chunk == bucket.chunk ? Int(bucket.count) : Self.eventsPerChunk
      let first = cells + (Int(chunk) * 16 + 1)
      events.append(contentsOf: UnsafeBufferPointer(start: first, count: count))
    }
    return events
  }
}

extension BucketRow {
  /// Forgets all events.
  fileprivate func removeAll() {
    heads.update(repeating: .empty, count: count)
    bits.update(repeating: 0, count: (count + 63) / 64)
  }

  fileprivate func isPlace(_ place: Int64) -> Bool { place >= 0 && place < Int64(count) }
}
