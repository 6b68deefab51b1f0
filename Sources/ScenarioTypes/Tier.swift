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
  /// Service time of one operation on one server, in nanoseconds.
  public var service: Distribution
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

  public init(
    name: String, operation: Operation, nodes: Int, servers: Int = 1, service: Distribution,
    discipline: Discipline = .fifo, queueBound: Int? = nil, routing: Routing = .random,
    places: [Place] = [Place(city: "local", zone: 1)], onCrash: CrashPolicy = .fail,
    detection: TimeSpan = .zero, admission: Admission? = nil
  ) {
    self.name = name
    self.operation = operation
    self.nodes = nodes
    self.servers = servers
    self.service = service
    self.discipline = discipline
    self.queueBound = queueBound
    self.routing = routing
    self.places = places
    self.onCrash = onCrash
    self.detection = detection
    self.admission = admission
  }
}
