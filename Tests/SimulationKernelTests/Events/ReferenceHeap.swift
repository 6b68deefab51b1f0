import SimulationKernel

/// A binary heap: the same order as the calendar, by the plainest means.
struct ReferenceHeap {
  let rule: BranchingRule
  private(set) var events: [Event] = []

  init(_ rule: BranchingRule) { self.rule = rule }

  private func comesFirst(_ left: Int, _ right: Int) -> Bool {
    if events[left].time != events[right].time { return events[left].time < events[right].time }
    return rule.precedes(events[left], events[right])
  }

  mutating func push(_ event: Event) {
    events.append(event)
    var child = events.count - 1
    while child > 0, comesFirst(child, (child - 1) / 2) {
      events.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Event? {
    guard let first = events.first else { return nil }
    events.swapAt(0, events.count - 1)
    events.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < events.count && comesFirst(child, least) {
        least = child
      }
      if least == parent { return first }
      events.swapAt(parent, least)
      parent = least
    }
  }

  /// Plays a rule: every event in order, until nothing is left at or before `end`.
  mutating func play(budget: inout Int, through end: Int64 = .max) -> [Event] {
    var seen: [Event] = []
    while let first = events.first, first.time <= end, let event = pop() {
      seen.append(event)
      for child in rule.children(of: event) where budget > 0 {
        budget -= 1
        push(child)
      }
    }
    return seen
  }
}
