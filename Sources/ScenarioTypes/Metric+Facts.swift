extension Metric {
  /// The tier that it is about, by its place; nil for what users see.
  public var tier: Int? {
    switch self {
    case .userLatency, .userErrors: nil
    case .tierSojourn(_, _, let tier), .rejected(_, let tier), .failed(_, let tier),
      .throughput(_, let tier), .peakThroughput(_, let tier), .goodput(_, let tier),
      .utilization(let tier):
      tier
    }
  }

  /// The unit of its values and limits: `ms`, `1/s` or `1` (a share).
  public var unit: String {
    switch self {
    case .userLatency, .tierSojourn: "ms"
    case .throughput, .peakThroughput, .goodput: "1/s"
    case .rejected, .failed, .userErrors, .utilization: "1"
    }
  }
}
