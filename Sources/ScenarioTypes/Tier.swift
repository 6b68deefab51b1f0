import Quantities

/// A pool of equal nodes that does one operation.
public struct Tier: Hashable, Sendable {
  /// The key in the file, for example `cache`; unique, also without regard to case.
  public var name: String
  /// What a node does when it serves a request.
  public var operation: Operation
  /// Number of nodes, at least 1. They count from 0.
  public var nodes: Int
  /// Servers (cores, workers, connections) per node, at least 1.
  public var servers: Int
  /// True: nobody ever waits for a server (`servers` is 1 then).
  public var hasUnboundedServers: Bool
  /// Service time of one operation on one server, in nanoseconds.
  public var service: Distribution
  /// Service times of the kinds that have their own, in nanoseconds.
  public var serviceByKind: [RequestKind: Distribution]
  /// Who is served next.
  public var discipline: Discipline
  /// Largest number of requests that wait at one node, those in service apart; nil is unbounded.
  public var queueBound: Int?
  /// How a sender, or the pool's balancer, picks the node.
  public var routing: Routing
  /// Where the nodes stand: node i stands in `places[i % places.count]`; never empty.
  public var places: [Place]
  /// What becomes of the requests that a crash catches on a node.
  public var onCrash: CrashPolicy
  /// How long after a crash or a restart senders learn of it and route anew.
  public var detection: TimeSpan
  /// Largest rate of admitted requests per node; above it they are rejected as `limited`.
  public var admission: Admission?
  /// How long a request waits in the queue before it leaves as `abandoned`, in nanoseconds; nil:
  /// for ever. A service that has begun is finished.
  public var patience: Distribution?
  /// What becomes of work whose client has stopped waiting.
  public var expiredWork: ExpiredWork
  public var breakdowns: Breakdowns?
  /// Total number of tries of this tier's calls to the next one on the way, at least 1.
  public var tries: Int
  /// Measure the share of time with 0, 1, … so many requests (at the tier and at a node), and its
  /// busy periods; nil: do not.
  public var states: Int?

  public init(
    name: String, operation: Operation, nodes: Int, servers: Int = 1,
    hasUnboundedServers: Bool = false, service: Distribution,
    serviceByKind: [RequestKind: Distribution] = [:],
    discipline: Discipline = .fifo, queueBound: Int? = nil, routing: Routing = .random,
    places: [Place] = [Place(city: "local", zone: 1)], onCrash: CrashPolicy = .fail,
    detection: TimeSpan = .zero, admission: Admission? = nil, patience: Distribution? = nil,
    expiredWork: ExpiredWork = .serve, breakdowns: Breakdowns? = nil, tries: Int = 1,
    states: Int? = nil
  ) {
    self.name = name
    self.operation = operation
    self.nodes = nodes
    self.servers = servers
    self.hasUnboundedServers = hasUnboundedServers
    self.service = service
    self.serviceByKind = serviceByKind
    self.discipline = discipline
    self.queueBound = queueBound
    self.routing = routing
    self.places = places
    self.onCrash = onCrash
    self.detection = detection
    self.admission = admission
    self.patience = patience
    self.expiredWork = expiredWork
    self.breakdowns = breakdowns
    self.tries = tries
    self.states = states
  }
}
