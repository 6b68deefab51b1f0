import SimulationKernel

/// A world that keeps what it has seen and schedules what its rule says, up to a number of events.
struct BranchingWorld: ~Copyable, World {
  let rule: BranchingRule
  /// Events that may still be scheduled.
  var budget: Int
  var seen: [Event] = []

  init(_ rule: BranchingRule, budget: Int) {
    self.rule = rule
    self.budget = budget
  }

  mutating func handle(_ event: Event, in queue: inout EventQueue) {
    seen.append(event)
    for child in rule.children(of: event) where budget > 0 {
      budget -= 1
      queue.schedule(child)
    }
  }

  func precedes(_ left: Event, _ right: Event) -> Bool { rule.precedes(left, right) }

  func prefetchEarly(_ event: Event) {}

  func prefetch(_ event: Event) {}
}
