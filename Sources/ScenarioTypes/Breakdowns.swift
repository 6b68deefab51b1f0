/// Random failures of a tier's nodes: a node that is down serves nobody, keeps its queue, and goes
/// on with interrupted services where they stopped (preemptive resume).
public struct Breakdowns: Hashable, Sendable {
  /// Time that a node works before it breaks, in nanoseconds.
  public var up: Distribution
  /// Time of a repair, in nanoseconds.
  public var down: Distribution
  /// True: only the time in which a node serves somebody counts towards `up`.
  public var onlyWhileServing: Bool
  /// Most nodes under repair at once, the others wait for a crew in the order of their failure;
  /// nil: as many as nodes.
  public var crews: Int?

  public init(
    up: Distribution, down: Distribution, onlyWhileServing: Bool = false, crews: Int? = nil
  ) {
    self.up = up
    self.down = down
    self.onlyWhileServing = onlyWhileServing
    self.crews = crews
  }
}
