/// One run as it is kept for later: who it is, its result, and the figures of each replication.
public struct KeptRun: Hashable, Sendable {
  public var summary: KeptRunSummary
  /// Nil for a run that was stopped.
  public var result: RunResult?
  /// How the machine did; nil for a run that was stopped.
  public var machine: MachineResult?
  /// In the order of their numbers.
  public var replications: [ReplicationFigures]

  public init(
    summary: KeptRunSummary, result: RunResult?, machine: MachineResult?,
    replications: [ReplicationFigures]
  ) {
    self.summary = summary
    self.result = result
    self.machine = machine
    self.replications = replications
  }
}
