/// What one tier did.
public struct TierResult: Codable, Hashable, Sendable {
  public var name: String
  public var operation: String
  public var nodes: Int
  public var servers: Int
  public var offered: UInt64
  public var served: UInt64
  /// Count by reason; reasons that did not occur are left out.
  public var rejected: [String: UInt64]
  public var failed: [String: UInt64]
  public var inFlightAtEnd: UInt64
  /// Operations done by servers: a compare-and-swap claim costs several.
  public var operations: UInt64
  public var offeredPerSecond: RateSummary
  /// Answers (yes and no) per second.
  public var answeredPerSecond: RateSummary
  public var utilization: UtilizationSummary
  /// Waiting for a server, per operation.
  public var waitMilliseconds: LatencySummary
  /// From arrival at the tier to leaving it, per request that was let in (those turned away at the
  /// door by a full queue, a limit or a dead node apart).
  public var sojournMilliseconds: LatencySummary
  public var queueLength: QueueSummary
  /// Time average over the statistics window of the requests between their arrival at the tier and
  /// leaving it.
  public var meanInTier: Double
  /// Time average over the statistics window of the servers at work.
  public var meanBusyServers: Double
  /// Share of the requests let in that found no server free; null without any. A request that asks
  /// for several operations counts each.
  public var waitedShare: Double?
  public var little: LittleCheck
  public var states: StateResult?
  public var breakdowns: BreakdownResult?
  public var cache: CacheResult?
  /// By kind: `send`, `claim`, `open`; only kinds that reached the tier.
  public var kinds: [String: TierKindResult]

  enum CodingKeys: String, CodingKey {
    case name, operation, nodes, servers, offered, served, rejected, failed
    case inFlightAtEnd = "in_flight_at_end"
    case operations
    case offeredPerSecond = "offered_per_second"
    case answeredPerSecond = "answered_per_second"
    case utilization
    case waitMilliseconds = "wait_ms"
    case sojournMilliseconds = "sojourn_ms"
    case queueLength = "queue_length"
    case meanInTier = "mean_in_tier"
    case meanBusyServers = "mean_busy_servers"
    case waitedShare = "waited_share"
    case little, states, breakdowns, cache, kinds
  }

  public init(
    name: String, operation: String, nodes: Int, servers: Int, offered: UInt64, served: UInt64,
    rejected: [String: UInt64], failed: [String: UInt64], inFlightAtEnd: UInt64,
    operations: UInt64, offeredPerSecond: RateSummary, answeredPerSecond: RateSummary,
    utilization: UtilizationSummary, waitMilliseconds: LatencySummary,
    sojournMilliseconds: LatencySummary, queueLength: QueueSummary,
    meanInTier: Double = 0, meanBusyServers: Double = 0, waitedShare: Double? = nil,
    little: LittleCheck = LittleCheck(
      number: 0, perSecond: 0, milliseconds: nil, relativeError: 0),
    states: StateResult? = nil, breakdowns: BreakdownResult? = nil, cache: CacheResult? = nil,
    kinds: [String: TierKindResult]
  ) {
    self.name = name
    self.operation = operation
    self.nodes = nodes
    self.servers = servers
    self.offered = offered
    self.served = served
    self.rejected = rejected
    self.failed = failed
    self.inFlightAtEnd = inFlightAtEnd
    self.operations = operations
    self.offeredPerSecond = offeredPerSecond
    self.answeredPerSecond = answeredPerSecond
    self.utilization = utilization
    self.waitMilliseconds = waitMilliseconds
    self.sojournMilliseconds = sojournMilliseconds
    self.queueLength = queueLength
    self.meanInTier = meanInTier
    self.meanBusyServers = meanBusyServers
    self.waitedShare = waitedShare
    self.little = little
    self.states = states
    self.breakdowns = breakdowns
    self.cache = cache
    self.kinds = kinds
  }
}

/// One kind of request at one tier.
public struct TierKindResult: Codable, Hashable, Sendable {
  public var offered: UInt64
  public var served: UInt64
  public var rejected: [String: UInt64]
  public var failed: [String: UInt64]
  public var inFlightAtEnd: UInt64
  /// Those of `offered` that were not a client's first try.
  public var retries: UInt64
  public var offeredPerSecond: RateSummary
  /// Sojourn of this kind.
  public var sojournMilliseconds: LatencySummary

  enum CodingKeys: String, CodingKey {
    case offered, served, rejected, failed
    case inFlightAtEnd = "in_flight_at_end"
    case retries
    case offeredPerSecond = "offered_per_second"
    case sojournMilliseconds = "sojourn_ms"
  }

  public init(
    offered: UInt64, served: UInt64, rejected: [String: UInt64], failed: [String: UInt64],
    inFlightAtEnd: UInt64, retries: UInt64, offeredPerSecond: RateSummary,
    sojournMilliseconds: LatencySummary
  ) {
    self.offered = offered
    self.served = served
    self.rejected = rejected
    self.failed = failed
    self.inFlightAtEnd = inFlightAtEnd
    self.retries = retries
    self.offeredPerSecond = offeredPerSecond
    self.sojournMilliseconds = sojournMilliseconds
  }
}
