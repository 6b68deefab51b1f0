/// The books at the end: issued = settled + refunded + open, in cents.
public struct AuditResult: Codable, Hashable, Sendable {
  public var packets: UInt64
  public var issuedCents: Int64
  public var settledCents: Int64
  public var refundedCents: Int64
  public var openCents: Int64
  /// Receipts written by committed transactions.
  public var settlements: UInt64
  /// Claims that caches handed out, or counted again after a rebuild, beyond the shares: let
  /// through after conflicts, or taken between a crash and what the store had learnt.
  public var overAdmitted: UInt64
  /// Opens the database refused because nothing was left.
  public var refusedEmpty: UInt64
  /// One sentence each; a run with any is an error.
  public var violations: [String]

  enum CodingKeys: String, CodingKey {
    case packets
    case issuedCents = "issued_cents"
    case settledCents = "settled_cents"
    case refundedCents = "refunded_cents"
    case openCents = "open_cents"
    case settlements
    case overAdmitted = "over_admitted"
    case refusedEmpty = "refused_empty"
    case violations
  }

  public init(
    packets: UInt64, issuedCents: Int64, settledCents: Int64, refundedCents: Int64,
    openCents: Int64, settlements: UInt64, overAdmitted: UInt64, refusedEmpty: UInt64,
    violations: [String]
  ) {
    self.packets = packets
    self.issuedCents = issuedCents
    self.settledCents = settledCents
    self.refundedCents = refundedCents
    self.openCents = openCents
    self.settlements = settlements
    self.overAdmitted = overAdmitted
    self.refusedEmpty = refusedEmpty
    self.violations = violations
  }
}
