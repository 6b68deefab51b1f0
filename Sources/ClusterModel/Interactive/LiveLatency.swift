import ResultTypes

/// What users of one kind of request have waited since the beginning of the statistics.
public struct LiveLatency: Sendable, Codable {
  public var kind: String
  /// From the first tap to the final answer.
  public var milliseconds: LatencySummary
}
