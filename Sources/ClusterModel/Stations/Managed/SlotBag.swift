/// Requests that wait without an order: any one can be taken out at once.
struct SlotBag {
  private var slots: UnsafeMutablePointer<UInt32>?
  private var capacity = 0
  private(set) var count = 0

  init() { slots = nil }

  func deallocate() { slots?.deallocate() }

  subscript(place: Int) -> UInt32 {
    guard let slots else { preconditionFailure("an empty bag has no members") }
    return slots[place]
  }

  mutating func add(_ slot: UInt32, _ extras: UnsafeMutablePointer<RequestExtra>) {
    if count == capacity { grow() }
    slots?[count] = slot
    extras[Int(slot)].previous = UInt32(truncatingIfNeeded: count)
    count += 1
  }

  /// Takes the member at a place out; the last one moves there.
  mutating func remove(at place: Int, _ extras: UnsafeMutablePointer<RequestExtra>) {
    guard let slots else { return }
    count -= 1
    let last = slots[count]
    slots[place] = last
    extras[Int(last)].previous = UInt32(truncatingIfNeeded: place)
  }

  mutating func removeAll() { count = 0 }

  /// The members place by place.
  var byPlace: [UInt32] {
    get { slots.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? [] }
    set {
      while capacity < newValue.count { grow() }
      count = newValue.count
      for (place, slot) in newValue.enumerated() { slots?[place] = slot }
    }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: max(8, capacity * 2))
    if let slots {
      larger.update(from: slots, count: count)
      slots.deallocate()
    }
    slots = larger
    capacity = max(8, capacity * 2)
  }
}
