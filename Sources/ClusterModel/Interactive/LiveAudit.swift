/// The books of a run under way: each number is counted on its own, so that they can disagree.
public struct LiveAudit: Sendable, Codable, Hashable {
  /// Requests from outside of one kind.
  public struct Requests: Sendable, Codable, Hashable {
    public var kind: String
    public var asked: UInt64
    public var served: UInt64
    /// By reason.
    public var rejected: [String: UInt64]
    public var failed: [String: UInt64]
    public var inFlight: UInt64

    /// asked = served + rejected + failed + in flight.
    public var balances: Bool {
      let ended = served + rejected.values.reduce(0, +) + failed.values.reduce(0, +)
      return asked == ended + inFlight
    }
  }

  public var requests: [Requests]
  public var money: LiveSnapshot.Money
  /// Cents in the packets themselves, one by one.
  public var openCentsInPackets: Int64
  /// A sentence for each thing that does not balance.
  public var violations: [String]
}
