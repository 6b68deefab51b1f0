import ClusterModel
import ResultTypes

/// One finished replication with all that the estimation needs, wherever it was run.
public struct ReplicationRecord: Sendable {
  /// From 0.
  public let number: Int
  var replication: Replication
  var histograms: HistogramSet
  /// Replication 0 is the run whose counts and series the result shows.
  var result: RunResult?
  /// Wall seconds that it took on its thread: of the machine, not of the result.
  public var seconds: Double
  /// False when the run was stopped before its end; such a record must not be kept.
  public var isComplete: Bool

  /// Events handled.
  public var events: UInt64 { replication.events }
  /// What the audit of the run found, one sentence each.
  public var violations: [String] { replication.violations }

  /// The objective that ended it; nil when it went to its end.
  public var early: EarlyEnd? { replication.early }

  /// What is kept of it in a database.
  ///
  /// - Parameter seed: that of the scenario, from which its own comes.
  public func figures(seed: UInt64) -> ReplicationFigures {
    replication.figures(number, seed: seed, seconds: seconds)
  }
}
