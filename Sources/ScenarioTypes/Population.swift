import Quantities

/// Clients that behave alike.
public struct Population: Hashable, Sendable {
  /// Where the requests of a population come from.
  public enum Source: Hashable, Sendable {
    /// People who send packets to groups; the members claim them.
    case packets(PacketSource)
    /// Requests of one kind, each on its own, in open-loop arrivals.
    case requests(RequestSource)
    /// A fixed number of clients, each with at most one request under way (closed loop).
    case clients(ClientSource)
  }

  /// The key in the file.
  public var name: String
  public var source: Source
  /// Shares of the access networks: index into `Network.access` and its share; the shares sum to
  /// 1. Empty: no access latency.
  public var access: [AccessShare]
  /// The client's time-out of one attempt, from its tap; nil: it waits for ever.
  public var timeout: TimeSpan?
  public var tries: RetryPolicy
  /// What requests without packets ask for.
  public var keys: KeySpace

  public init(
    name: String, source: Source, access: [AccessShare] = [], timeout: TimeSpan? = nil,
    tries: RetryPolicy = RetryPolicy(), keys: KeySpace = KeySpace()
  ) {
    self.name = name
    self.source = source
    self.access = access
    self.timeout = timeout
    self.tries = tries
    self.keys = keys
  }
}

/// The share of one access network among the clients.
public struct AccessShare: Hashable, Sendable {
  /// Index into `Network.access`.
  public var network: Int
  public var share: Ratio

  public init(network: Int, share: Ratio) {
    self.network = network
    self.share = share
  }
}

/// Packets posted to groups.
public struct PacketSource: Hashable, Sendable {
  /// Sends per second over time.
  public var sends: RateCurve
  public var process: ArrivalProcess
  /// Members of the group the packet is posted to (a count, drawn per packet, clamped to 1…60,000).
  public var groupSize: Distribution
  /// The chance that a member is awake and reacts.
  public var awake: Ratio
  /// Shares in a packet (a count, drawn per packet).
  public var shares: Distribution
  /// Amount of a packet in cents, drawn per packet; at least one cent a share.
  public var amount: Distribution
  /// From the end of the send to the message on a member's screen, in nanoseconds.
  public var fanOut: Distribution
  /// From the message on the screen to the tap, in nanoseconds.
  public var reaction: Distribution
  /// From the answer to a won claim to the second tap, in nanoseconds.
  public var secondClick: Distribution

  public init(
    sends: RateCurve, process: ArrivalProcess = .poisson, groupSize: Distribution, awake: Ratio,
    shares: Distribution, amount: Distribution, fanOut: Distribution, reaction: Distribution,
    secondClick: Distribution
  ) {
    self.sends = sends
    self.process = process
    self.groupSize = groupSize
    self.awake = awake
    self.shares = shares
    self.amount = amount
    self.fanOut = fanOut
    self.reaction = reaction
    self.secondClick = secondClick
  }
}

/// Requests without packets.
public struct RequestSource: Hashable, Sendable {
  public var kind: RequestKind
  public var rate: RateCurve
  public var process: ArrivalProcess
  /// Time between arrivals in nanoseconds, drawn each time (a renewal process); instead of `rate`
  /// and `process`.
  public var between: Distribution?
  /// Time of the first arrival, periods that are off left out; nil: as the process has it, one gap
  /// after the start.
  public var first: TimeSpan?
  /// Requests that come together at each arrival (a count, at least 1); nil: one.
  public var batch: Distribution?
  /// Arrivals happen only in periods that are on, which alternate with periods that are off.
  public var periods: OnOffPeriods?
  /// Requests that all come at time 0, beside the others.
  public var atStart: Int
  /// The source ends after so many requests, those at the start included; nil: never.
  public var total: Int?

  public init(
    kind: RequestKind, rate: RateCurve, process: ArrivalProcess = .poisson,
    between: Distribution? = nil, first: TimeSpan? = nil, batch: Distribution? = nil,
    periods: OnOffPeriods? = nil, atStart: Int = 0, total: Int? = nil
  ) {
    self.kind = kind
    self.rate = rate
    self.process = process
    self.between = between
    self.first = first
    self.batch = batch
    self.periods = periods
    self.atStart = atStart
    self.total = total
  }
}

/// Alternating periods in which a source works and rests; it begins with one that is on.
public struct OnOffPeriods: Hashable, Sendable {
  /// Lengths in nanoseconds.
  public var on: Distribution
  public var off: Distribution

  public init(on: Distribution, off: Distribution) {
    self.on = on
    self.off = off
  }
}

/// Clients in a closed loop: think, ask, wait for the final answer, think again.
public struct ClientSource: Hashable, Sendable {
  public var kind: RequestKind
  /// Number of clients, at least 1.
  public var count: Int
  /// From a final answer (or giving up) to the next request, in nanoseconds; also before the
  /// first one.
  public var think: Distribution

  public init(kind: RequestKind, count: Int, think: Distribution) {
    self.kind = kind
    self.count = count
    self.think = think
  }
}

/// How arrivals are scattered around their rate.
public enum ArrivalProcess: Hashable, Sendable {
  /// A Poisson process with the rate of the curve (thinned exactly where the curve changes).
  case poisson
  /// Evenly spaced: arrival n comes when the integral of the curve reaches n.
  case deterministic
}

/// When and how often a client tries again.
public struct RetryPolicy: Hashable, Sendable {
  /// The total number of tries, at least 1; `unbounded` for as many as it takes.
  public var total: Int
  /// The wait before the first retry, in nanoseconds; doubles each time if `doubles`.
  public var backoff: TimeSpan
  public var doubles: Bool
  /// Full jitter: the wait is uniform from 0 to the back-off. Otherwise exactly the back-off.
  public var fullJitter: Bool
  /// The wait before each retry in nanoseconds, drawn each time; instead of the back-off.
  public var wait: Distribution?
  /// Retries that the whole population may make for each first try (a token bucket that starts
  /// empty); nil: no limit.
  public var budget: Ratio?

  /// `total` when a client never gives up.
  public static var unbounded: Int { .max }

  public init(
    total: Int = 1, backoff: TimeSpan = .zero, doubles: Bool = true, fullJitter: Bool = false,
    wait: Distribution? = nil, budget: Ratio? = nil
  ) {
    self.total = total
    self.backoff = backoff
    self.doubles = doubles
    self.fullJitter = fullJitter
    self.wait = wait
    self.budget = budget
  }
}
