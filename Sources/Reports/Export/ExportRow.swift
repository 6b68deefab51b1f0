/// One value of a run in the long form that the database and the exports share.
public struct ExportRow: Hashable, Sendable {
  /// The replication that it is of, from 0; nil: of the run as a whole.
  public var replication: Int?
  /// Nil for figures of clients, objectives and the like.
  public var tier: String?
  /// The stable name without the tier: `sojourn_ms.p99`, `requests.claim.latency_ms.p99`.
  public var metric: String
  /// `ms`, `s`, `1/s`, `1` (a share) or a noun.
  public var unit: String
  /// Start of the interval in simulated seconds; nil for figures of the whole run.
  public var seconds: Double?
  /// Nil when there was nothing to measure.
  public var value: Double?
  /// Ends of the 95 % interval; nil where there is none.
  public var low: Double?
  public var high: Double?
}
