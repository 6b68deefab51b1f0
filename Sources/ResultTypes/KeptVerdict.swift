/// How a run that is kept ended, in one word.
public enum KeptVerdict: String, Codable, Hashable, Sendable, CaseIterable {
  /// Every objective held.
  case passed
  /// An objective failed.
  case failed
  /// The scenario has no objectives.
  case unchecked
  /// The audit found violations: its numbers are not to be trusted.
  case violated
  /// The run was stopped: some of its replications are there, a result is not.
  case partial

  /// The verdict on a result.
  public init(_ result: RunResult) {
    if !result.audit.violations.isEmpty {
      self = .violated
    } else if result.objectives.isEmpty {
      self = .unchecked
    } else {
      self = result.objectives.allSatisfy(\.passed) ? .passed : .failed
    }
  }
}
