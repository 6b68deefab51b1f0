import ResultTypes

/// The ranks that share the replications of several scenarios.
public struct PointRanks: Sendable {
  let crew: RankCrew
  let text: @Sendable (RunResult) -> String
  let result: @Sendable (String) -> RunResult?

  /// - Parameters:
  ///   - text: writes the result of a replication 0 as text.
  ///   - result: reads such a text; nil when it cannot.
  public init(
    _ crew: RankCrew, text: @escaping @Sendable (RunResult) -> String,
    result: @escaping @Sendable (String) -> RunResult?
  ) {
    self.crew = crew
    self.text = text
    self.result = result
  }
}
