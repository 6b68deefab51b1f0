import Quantities

/// What a capacity study is asked: the section `capacity` of a scenario. Runs do not look at it.
public struct CapacityQuestion: Hashable, Sendable {
  /// Claims a second at the planned peak (requests, in a scenario without claims); nil: the peak
  /// of the scenario itself.
  public var plan: Rate?
  /// What is asked of tiers, in the order of the scenario's tiers; others have the defaults.
  public var tiers: [CapacityBounds]
  /// Size of a request or of an answer; nil: bandwidth is not looked at.
  public var message: ByteSize?
  /// Size of a packet's record with its shares; nil: memory is not looked at.
  public var record: ByteSize?
  /// Records kept at the same time, copies apart; nil: those of the scenario's sends within the
  /// expiry of its store.
  public var records: Int?
  /// Users connected to the first tier at the same time; nil: its connections are not looked at.
  public var users: Int?
  /// What is not known well; empty: the defaults.
  public var uncertain: [UncertainInput]

  public init(
    plan: Rate? = nil, tiers: [CapacityBounds] = [], message: ByteSize? = nil,
    record: ByteSize? = nil, records: Int? = nil, users: Int? = nil,
    uncertain: [UncertainInput] = []
  ) {
    self.plan = plan
    self.tiers = tiers
    self.message = message
    self.record = record
    self.records = records
    self.users = users
    self.uncertain = uncertain
  }
}
