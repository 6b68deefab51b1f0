/// The running totals of the books, each added up on its own.
@frozen public struct BookTotals: Hashable, Sendable, BitwiseCopyable {
  /// Packets issued.
  public var packets: UInt64 = 0
  /// Receipts written.
  public var settlements: UInt64 = 0
  /// Cents paid in by senders.
  public var issuedCents: Int64 = 0
  /// Cents paid out to receivers.
  public var settledCents: Int64 = 0
  /// Cents paid back to senders.
  public var refundedCents: Int64 = 0
  /// Entries that cannot be true.
  public var violations: UInt64 = 0

  /// Nothing yet.
  @inlinable public init() {}
}
