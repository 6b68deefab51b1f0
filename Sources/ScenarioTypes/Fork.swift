/// A request that a tier serves in several copies at once, on different nodes.
public struct Fork: Hashable, Sendable {
  /// Number of copies, from 2.
  public var copies: Int
  /// The request goes on when so many copies are served; the others are served all the same.
  public var needed: Int

  public init(copies: Int, needed: Int) {
    self.copies = copies
    self.needed = needed
  }
}

/// Where a request goes next, with a chance.
public struct Branch: Hashable, Sendable {
  /// Place in `FlowPath.tiers`.
  public var step: Int
  public var probability: Double

  public init(step: Int, probability: Double) {
    self.step = step
    self.probability = probability
  }
}
