/// Answers that wait for their time, the earliest first: a binary heap.
struct DueAnswers {
  struct Entry {
    /// Nanoseconds of simulated time.
    var time: Int64
    var ticket: UInt64

    @inline(__always)
    static func < (left: Entry, right: Entry) -> Bool {
      (left.time, left.ticket) < (right.time, right.ticket)
    }
  }

  private var heap: [Entry] = []

  /// How many wait.
  var count: Int { heap.count }

  /// The earliest time; nil when nothing waits.
  var earliest: Int64? { heap.first?.time }

  mutating func add(_ entry: Entry) {
    heap.append(entry)
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard entry < heap[parent] else { break }
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = entry
  }

  /// Takes the earliest that is due at `now`.
  mutating func take(through now: Int64) -> Entry? {
    guard let top = heap.first, top.time <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < last else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = last
    return top
  }
}
