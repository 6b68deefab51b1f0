/// A model that events act on.
///
/// The kernel calls `handle` once per event, in the total order of events: by time, and between
/// equal times by `precedes`, which must not depend on slots, threads or the order of scheduling.
public protocol World: ~Copyable {
  /// Lets one event happen; further events go into `queue`, none earlier than `event.time`.
  mutating func handle(_ event: Event, in queue: inout EventQueue)

  /// The order of two events at the same time, by stable numbers of what they are about.
  func precedes(_ left: Event, _ right: Event) -> Bool

  /// Asks for the memory that `prefetch` will read, when an event's coarse bucket is opened: up to
  /// half a thousand fine buckets ahead. May do nothing.
  func prefetchEarly(_ event: Event)

  /// Asks for the memory that `handle` will touch, when the fine bucket before an event's own is
  /// opened: a few events ahead. May do nothing.
  func prefetch(_ event: Event)
}
