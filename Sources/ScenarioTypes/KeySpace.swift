/// What requests ask for when it is no packet: a key drawn per request.
public struct KeySpace: Hashable, Sendable {
  /// Number of keys, from 1.
  public var count: Int
  /// Exponent of the Zipf popularity: key i (from 1) has a weight of i^-exponent; 0 is uniform.
  public var exponent: Double

  public init(count: Int = 1, exponent: Double = 0) {
    self.count = count
    self.exponent = exponent
  }
}
