/// How the nodes of a tier with random breakdowns fared in the statistics window.
public struct BreakdownResult: Codable, Hashable, Sendable {
  /// Breakdowns that happened.
  public var failures: UInt64
  /// Share of node time up, mean over the nodes.
  public var availability: Double
  /// Share of time with 0, 1, … nodes up, one entry more than nodes; in a tier of more than 1,000
  /// nodes empty.
  public var upShares: [Double]
  /// When all nodes were down for the first time in the run, in seconds; null: never.
  public var firstAllDownSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case failures, availability
    case upShares = "up_shares"
    case firstAllDownSeconds = "first_all_down_seconds"
  }

  public init(
    failures: UInt64, availability: Double, upShares: [Double], firstAllDownSeconds: Double?
  ) {
    self.failures = failures
    self.availability = availability
    self.upShares = upShares
    self.firstAllDownSeconds = firstAllDownSeconds
  }
}
