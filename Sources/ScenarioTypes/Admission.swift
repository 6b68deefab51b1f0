import Quantities

/// A limit on the requests that a node admits: a token bucket.
public struct Admission: Hashable, Sendable {
  /// Tokens per second and node.
  public var rate: Rate
  /// Tokens that may be saved up, at least 1.
  public var burst: Int

  public init(rate: Rate, burst: Int) {
    self.rate = rate
    self.burst = burst
  }
}
