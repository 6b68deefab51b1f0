/// Who is served next at a node.
public enum Discipline: Hashable, Sendable {
  /// First in, first out.
  case fifo
  /// Last in, first out; a service that has begun is finished.
  case lifo
  /// One of those waiting, with equal chances.
  case random
  /// Kinds named earlier first, FIFO within a kind; a service that has begun is finished.
  case priority([RequestKind])
}
