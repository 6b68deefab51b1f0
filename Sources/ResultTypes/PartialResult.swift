/// How far a run came that was stopped before its end.
///
/// Its series, rates and objectives cover the whole intervals before the stop, which are those of
/// the whole run; its counts cover all that was simulated, and the answers that were on their way.
public struct PartialResult: Codable, Hashable, Sendable {
  /// Simulated seconds when it was stopped.
  public var reachedSeconds: Double
  /// Simulated seconds that it was to have.
  public var plannedSeconds: Double
  /// Replications that were done; null for one run.
  public var replications: Int?
  /// Replications that were to be done; null for one run, or where a precision was to decide.
  public var plannedReplications: Int?

  enum CodingKeys: String, CodingKey {
    case reachedSeconds = "reached_seconds"
    case plannedSeconds = "planned_seconds"
    case replications
    case plannedReplications = "planned_replications"
  }

  public init(
    reachedSeconds: Double, plannedSeconds: Double, replications: Int? = nil,
    plannedReplications: Int? = nil
  ) {
    self.reachedSeconds = reachedSeconds
    self.plannedSeconds = plannedSeconds
    self.replications = replications
    self.plannedReplications = plannedReplications
  }

  /// The one line for lists of warnings.
  public var sentence: String {
    guard let replications else {
      return "partial result: stopped at \(SecondsText.tenths(reachedSeconds)) s of "
        + "\(SecondsText.tenths(plannedSeconds)) s simulated"
    }
    let planned = plannedReplications.map { " of \($0)" } ?? ""
    return "partial result: stopped after \(replications)\(planned) replications"
  }
}
