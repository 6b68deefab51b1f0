/// A model that events act on.
///
/// The kernel calls `handle` once per event, in the total order of events: by time, and between
/// equal times by `precedes`, which must not depend on slots, threads or the order of scheduling.
public protocol World: ~Copyable {
  /// Lets one event happen; further events go into `queue`, none earlier than `event.time`.
  mutating func handle(_ event: Event, in queue: inout EventQueue)

  /// The order of two events at the same time, by stable numbers of what they are about.
  func precedes(_ left: Event, _ right: Event) -> Bool

  /// Brings near the memory that `handle(event)` will touch; called a few microseconds of
  /// simulated time ahead. May do nothing.
  func prefetch(_ event: Event)
}
