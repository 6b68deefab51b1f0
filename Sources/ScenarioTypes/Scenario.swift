import Quantities

/// What a scenario says, as checked values: the effective scenario, includes and overrides applied.
///
/// Everything that refers to a tier by name in the file refers to it by index here, so that no
/// reader of this type can meet an unknown name.
public struct Scenario: Hashable, Sendable {
  /// The grammar version of the file; 1 today.
  public var version: Int
  /// The scenario's name for people.
  public var name: String
  /// One or more sentences on what the scenario shows, if given.
  public var description: String?
  /// The wall-clock text of simulated time 0, ISO 8601 with an offset, if given.
  public var start: String?
  /// The run goes from 0 to here.
  public var duration: TimeSpan
  /// Statistics cover `warmup` to `duration`.
  public var warmup: TimeSpan
  /// The seed of every random number of the run.
  public var seed: UInt64
  /// The tiers, in the order of the file.
  public var tiers: [Tier]
  /// Which tiers each kind of request passes.
  public var flow: Flow
  /// Latency and loss between places and on access networks.
  public var network: Network
  /// Who sends, claims and asks.
  public var populations: [Population]
  /// What breaks and when, sorted by `at`.
  public var faults: [Fault]
  /// What must hold at the end.
  public var objectives: [Objective]
  /// Instants at which the number of requests in each tier is noted, rising.
  public var probes: [TimeSpan]
  /// What a capacity study is asked, if the file says it.
  public var capacity: CapacityQuestion?

  public init(
    version: Int = 1, name: String, description: String? = nil, start: String? = nil,
    duration: TimeSpan, warmup: TimeSpan = .zero, seed: UInt64 = 1, tiers: [Tier], flow: Flow,
    network: Network, populations: [Population], faults: [Fault] = [],
    objectives: [Objective] = [], probes: [TimeSpan] = [], capacity: CapacityQuestion? = nil
  ) {
    self.version = version
    self.name = name
    self.description = description
    self.start = start
    self.duration = duration
    self.warmup = warmup
    self.seed = seed
    self.tiers = tiers
    self.flow = flow
    self.network = network
    self.populations = populations
    self.faults = faults
    self.objectives = objectives
    self.probes = probes
    self.capacity = capacity
  }
}
