import Quantities

/// What a tier's node does with a request it serves, with the settings of that operation.
public enum Operation: Hashable, Sendable {
  /// Passes the request on.
  case relay
  /// Holds each packet's claim counter and hands out claims.
  case claim(ClaimSettings)
  /// Keeps the packet's record: written by a send, read on a cache miss.
  case store(StoreSettings)
  /// The database transaction that opens a share.
  case settle(SettleSettings)
  /// Credits the money of an opened share to its owner, after the answer.
  case credit
  /// Answers what it holds; passes the rest on to the next tier and keeps the answer.
  case cache(CacheSettings)
  /// Reads a versioned record, works, and writes it back unless another wrote in between.
  case update(UpdateSettings)

  /// The word used in scenario files and results.
  public var name: String {
    switch self {
    case .relay: "relay"
    case .claim: "claim"
    case .store: "store"
    case .settle: "settle"
    case .credit: "credit"
    case .cache: "cache"
    case .update: "update"
    }
  }
}

/// Settings of the `claim` operation (key `cas` of the tier).
public struct ClaimSettings: Hashable, Sendable {
  /// How the counter is decremented.
  public enum Mode: Hashable, Sendable {
    /// Reads the version, writes a round trip later; conflicts when another wrote in between.
    /// `tries` is the total number of compare-and-swaps; then `exhausted` decides.
    case compareAndSwap(tries: Int, exhausted: ExhaustedPolicy)
    /// One operation reads and decrements.
    case atomicDecrement
  }
  /// What happens to a claim whose compare-and-swaps all met a conflict.
  public enum ExhaustedPolicy: Hashable, Sendable {
    /// Passes as if it had won: the cache over-admits and settlement decides.
    case letThrough
    /// Is rejected with the reason `busy`.
    case reject
  }
  public var mode: Mode

  public init(mode: Mode = .compareAndSwap(tries: 3, exhausted: .letThrough)) { self.mode = mode }
}

/// Settings of the `store` operation.
public struct StoreSettings: Hashable, Sendable {
  /// Copies of each record; with more than one, a crash loses no record.
  public var replicas: Int
  /// A packet can be claimed for this long after it was stored; what is left is refunded.
  public var expiry: TimeSpan
  /// How often expired packets are looked for; a refund happens at the first scan at or after
  /// the expiry.
  public var refundScan: TimeSpan
  /// How long after a commit the store learns of it.
  public var learnsAfter: TimeSpan

  public init(
    replicas: Int = 3, expiry: TimeSpan = TimeSpan(nanoseconds: 86_400_000_000_000),
    refundScan: TimeSpan = TimeSpan(nanoseconds: 60_000_000_000),
    learnsAfter: TimeSpan = TimeSpan(nanoseconds: 50_000_000)
  ) {
    self.replicas = replicas
    self.expiry = expiry
    self.refundScan = refundScan
    self.learnsAfter = learnsAfter
  }
}

/// Settings of the `settle` operation.
///
/// One transaction holds a worker for: waiting for the row lock of the packet, the service time,
/// and waiting for the commit. The lock is held from the end of its wait until the service time
/// has passed, or for `lockHold` if that is given and shorter.
public struct SettleSettings: Hashable, Sendable {
  /// The share of the service time during which the row lock is held, from the start; 1 by
  /// default.
  public var lockShare: Ratio
  /// Time of one flush of the log, in nanoseconds; commits that arrive while a flush runs share
  /// the next one (group commit). Nil: commits cost nothing beyond the service time.
  public var flush: Distribution?
  /// Database connections per node: at most so many transactions at once; nil means as many as
  /// servers.
  public var connections: Int?
  /// The amount rule.
  public var amountRule: AmountRule

  public init(
    lockShare: Ratio = Ratio(fraction: 1), flush: Distribution? = nil, connections: Int? = nil,
    amountRule: AmountRule = .doubleMean
  ) {
    self.lockShare = lockShare
    self.flush = flush
    self.connections = connections
    self.amountRule = amountRule
  }
}

/// Settings of the `cache` operation.
public struct CacheSettings: Hashable, Sendable {
  /// Which entry makes room for a new one.
  public enum Eviction: Hashable, Sendable {
    /// The one not asked for for the longest time.
    case leastRecentlyUsed
    /// The one that came first.
    case firstIn
    /// Any, with equal chances.
    case random
    /// None: the most popular keys are held from the start, and no others.
    case pinned
  }
  /// What happens to requests for a key that is being fetched already.
  public enum Misses: Hashable, Sendable {
    /// Each fetches for itself (a stampede).
    case fetch
    /// They wait for the fetch under way (single-flight).
    case join
  }
  /// How long an entry is good, from its first fill; nil: for ever.
  public var ttl: TimeSpan?
  /// True: an access makes the entry good for another `ttl`.
  public var isRefreshedByAccess: Bool
  /// Entries per node; nil: unbounded.
  public var capacity: Int?
  public var eviction: Eviction
  public var misses: Misses

  public init(
    ttl: TimeSpan? = nil, isRefreshedByAccess: Bool = false, capacity: Int? = nil,
    eviction: Eviction = .leastRecentlyUsed, misses: Misses = .fetch
  ) {
    self.ttl = ttl
    self.isRefreshedByAccess = isRefreshedByAccess
    self.capacity = capacity
    self.eviction = eviction
    self.misses = misses
  }
}

/// Settings of the `update` operation (optimistic concurrency).
public struct UpdateSettings: Hashable, Sendable {
  /// From the read to the write, in nanoseconds; no server is held meanwhile.
  public var work: Distribution

  public init(work: Distribution) { self.work = work }
}

/// How the amount of a share is drawn.
public enum AmountRule: Hashable, Sendable, Codable {
  /// Uniform from 1 cent to twice the remaining mean, everyone left keeps at least a cent.
  case doubleMean
  /// The same with no share above twice the mean of the whole packet (rule B3).
  case cappedDoubleMean
}
