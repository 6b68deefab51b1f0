/// What a run under way looks like: the last interval of the time series that is over, which is a
/// row of the report's own series, and what has happened so far.
public struct LiveSnapshot: Sendable, Codable {
  /// One tier in that interval.
  public struct Tier: Sendable, Codable {
    public var name: String
    public var operation: String
    public var nodes: Int
    /// Nodes neither crashed nor broken, now.
    public var nodesUp: UInt64
    /// Requests a second.
    public var offered: Double
    public var served: Double
    /// Requests a second by reason; only reasons that occurred.
    public var rejected: [String: Double]
    public var failed: [String: Double]
    /// Busy share of the servers, 0 to 1.
    public var utilization: Double
    /// Mean number of requests that waited.
    public var queueLength: Double
    /// Sojourn in milliseconds; nil when nobody left.
    public var p50Milliseconds: Double?
    public var p99Milliseconds: Double?
  }

  /// What the users of one kind of request saw in that interval.
  public struct Requests: Sendable, Codable {
    public var kind: String
    /// Users a second.
    public var firstTries: Double
    public var retries: Double
    public var toldYes: Double
    public var toldNo: Double
    public var gaveUp: Double
    /// From the first tap to the final answer in milliseconds; nil when nobody had one.
    public var p50Milliseconds: Double?
    public var p99Milliseconds: Double?
  }

  /// The books so far, in cents.
  public struct Money: Sendable, Codable, Hashable {
    public var packets: UInt64
    public var settlements: UInt64
    public var issuedCents: Int64
    public var settledCents: Int64
    public var refundedCents: Int64
    public var openCents: Int64
  }

  /// Simulated seconds reached, and in all.
  public var simulatedSeconds: Double
  public var totalSeconds: Double
  public var events: UInt64
  /// The interval that the rates are about: its number from 0, or -1 before the first one is over;
  /// its beginning and its length in simulated seconds.
  public var interval: Int
  public var intervalStartSeconds: Double
  public var intervalSeconds: Double
  /// In the order of the scenario.
  public var tiers: [Tier]
  /// The kinds that have a way.
  public var requests: [Requests]
  public var money: Money
  public var faults: [LiveFault]
  /// Requests in the cluster or waiting for their client, now.
  public var requestRecords: Int
}
