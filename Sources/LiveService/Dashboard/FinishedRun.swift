import ClusterModel

/// A run that came to its end undisturbed.
package struct FinishedRun: Sendable {
  package var output: RunOutput
  /// The line that makes the result again.
  package var command: String
  package var wallSeconds: Double
}
