/// One figure of one run under its stable name.
public struct RunFigure: Codable, Hashable, Sendable {
  /// For example `tiers.cache.wait_ms.p99`.
  public var name: String
  /// `ms`, `s`, `1/s`, `1` (a share) or a noun.
  public var unit: String
  /// Nil when there was nothing to measure.
  public var value: Double?

  public init(name: String, unit: String, value: Double?) {
    self.name = name
    self.unit = unit
    self.value = value
  }
}
