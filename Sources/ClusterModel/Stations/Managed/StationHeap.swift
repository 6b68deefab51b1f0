import SimulationKernel

/// Requests of one node in order of a key (a virtual end of service, or a deadline); equal keys in
/// order of the requests' stable numbers. A binary heap whose members know their places.
struct StationHeap {
  struct Entry: BitwiseCopyable {
    var key: Int128
    /// Stable number of the request.
    var number: UInt64
    var slot: UInt32

    @inline(__always)
    func precedes(_ other: Entry) -> Bool {
      if key != other.key { return key < other.key }
      return number < other.number
    }
  }

  private var entries: UnsafeMutablePointer<Entry>?
  private var capacity = 0
  private(set) var count = 0

  init() { entries = nil }

  func deallocate() { entries?.deallocate() }

  @inline(__always) var isEmpty: Bool { count == 0 }

  /// The entry at a place; place 0 is the first in order.
  @inline(__always)
  subscript(place: Int) -> Entry {
    guard let entries else { preconditionFailure("an empty heap has no entries") }
    return entries[place]
  }

  mutating func push(_ entry: Entry, _ extras: UnsafeMutablePointer<RequestExtra>) {
    if count == capacity { grow() }
    count += 1
    rise(entry, from: count - 1, extras)
  }

  /// Takes the entry at a place out.
  mutating func remove(at place: Int, _ extras: UnsafeMutablePointer<RequestExtra>) {
    guard let entries else { return }
    count -= 1
    if place == count { return }
    let last = entries[count]
    if place > 0 && last.precedes(entries[(place - 1) / 2]) {
      rise(last, from: place, extras)
    } else {
      sink(last, from: place, extras)
    }
  }

  /// Forgets everybody.
  mutating func removeAll() { count = 0 }

  /// The entries place by place: the same heap again when they are put back as they are.
  var byPlace: [Entry] {
    get { entries.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? [] }
    set {
      while capacity < newValue.count { grow() }
      count = newValue.count
      for (place, entry) in newValue.enumerated() { entries?[place] = entry }
    }
  }

  private func rise(
    _ entry: Entry, from start: Int, _ extras: UnsafeMutablePointer<RequestExtra>
  ) {
    guard let entries else { return }
    var place = start
    while place > 0 {
      let parent = (place - 1) / 2
      if !entry.precedes(entries[parent]) { break }
      put(entries[parent], at: place, extras)
      place = parent
    }
    put(entry, at: place, extras)
  }

  private func sink(
    _ entry: Entry, from start: Int, _ extras: UnsafeMutablePointer<RequestExtra>
  ) {
    guard let entries else { return }
    var place = start
    while true {
      var child = 2 * place + 1
      if child >= count { break }
      if child + 1 < count && entries[child + 1].precedes(entries[child]) { child += 1 }
      if !entries[child].precedes(entry) { break }
      put(entries[child], at: place, extras)
      place = child
    }
    put(entry, at: place, extras)
  }

  @inline(__always)
  private func put(
    _ entry: Entry, at place: Int, _ extras: UnsafeMutablePointer<RequestExtra>
  ) {
    entries?[place] = entry
    extras[Int(entry.slot)].place = UInt32(truncatingIfNeeded: place)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: max(4, capacity * 2))
    if let entries {
      larger.update(from: entries, count: count)
      entries.deallocate()
    }
    entries = larger
    capacity = max(4, capacity * 2)
  }
}
