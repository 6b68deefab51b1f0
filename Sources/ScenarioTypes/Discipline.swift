/// Who is served next at a node.
public enum Discipline: Hashable, Sendable {
  /// First in, first out.
  case fifo
  /// Last in, first out; a service that has begun is finished.
  case lifo
  /// Last in, first out; the newest request takes a server at once, and the service it interrupts
  /// goes on later where it stopped (preemptive resume).
  case preemptiveLifo
  /// One of those waiting, with equal chances.
  case random
  /// Kinds named earlier first, FIFO within a kind; a service that has begun is finished.
  case priority([RequestKind])
  /// The same, but a request interrupts the service of a kind named later, which goes on where it
  /// stopped (preemptive resume).
  case preemptivePriority([RequestKind])
  /// All requests at a node are served at once and share its servers equally, each with one server
  /// at most.
  case processorSharing
}
