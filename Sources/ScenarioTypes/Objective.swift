import Quantities

/// A condition that must hold at the end of a run.
public struct Objective: Hashable, Sendable {
  public enum Comparison: String, Hashable, Sendable, Codable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// The words of the file.
  public var expression: String
  public var metric: Metric
  public var comparison: Comparison
  /// The limit in the metric's base unit: milliseconds, requests per second, or a fraction.
  public var limit: Double
  /// The place in the file, for annotations: line from 1.
  public var line: Int
  /// How long after the warm-up it begins to be checked while the run goes on, at the borders of
  /// intervals; the first time that it is broken ends the run. Nil: it is checked at the end alone.
  public var abortGrace: TimeSpan?

  public init(
    expression: String, metric: Metric, comparison: Comparison, limit: Double, line: Int,
    abortGrace: TimeSpan? = nil
  ) {
    self.expression = expression
    self.metric = metric
    self.comparison = comparison
    self.limit = limit
    self.line = line
    self.abortGrace = abortGrace
  }
}

/// What an objective can name. Statistics cover `warmup` to `duration`.
public enum Metric: Hashable, Sendable {
  /// A figure of a latency distribution in milliseconds.
  public enum LatencyFigure: Hashable, Sendable {
    case mean
    case maximum
    /// 0.99 is p99.
    case quantile(Double)
  }
  /// What the user sees: `p99(claim)`.
  case userLatency(LatencyFigure, RequestKind)
  /// One tier's sojourn: `p99(claim at cache)`, or of all kinds: `p99(cache)`.
  case tierSojourn(LatencyFigure, RequestKind?, tier: Int)
  /// Rejected of offered: `rejected(settlement)`, or of one kind: `rejected(open at settlement)`.
  case rejected(RequestKind?, tier: Int)
  /// Failed of offered: `failed(settlement)`, `failed(open at settlement)`.
  case failed(RequestKind?, tier: Int)
  /// Users who gave up or were told an error, of first tries: `errors(claim)`.
  case userErrors(RequestKind)
  /// Answers per second, mean over the statistics: `throughput(cache)`, `throughput(claim at
  /// cache)`.
  case throughput(RequestKind?, tier: Int)
  /// Answers in the best whole second: `peak-throughput(cache)`, `peak-throughput(claim at cache)`.
  case peakThroughput(RequestKind?, tier: Int)
  /// Yeses per second: `goodput(cache)`, `goodput(claim at cache)`.
  case goodput(RequestKind?, tier: Int)
  /// Mean utilisation of the tier: `utilization(cache)`.
  case utilization(tier: Int)
}
