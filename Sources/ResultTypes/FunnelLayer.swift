/// One layer of the funnel from the first tap to the settled share.
///
/// `in = out + Σ lost`; what is still in flight at the end is lost under `in flight`.
public struct FunnelLayer: Codable, Hashable, Sendable {
  /// For example `claims: clients`, `claims: gateway`, `opens: settlement`.
  public var layer: String
  public var `in`: UInt64
  public var out: UInt64
  /// Count by reason.
  public var lost: [String: UInt64]

  public init(layer: String, in entered: UInt64, out: UInt64, lost: [String: UInt64]) {
    self.layer = layer
    self.in = entered
    self.out = out
    self.lost = lost
  }
}
