/// Which objective ended a run before its end, and when.
///
/// The result covers the time until then, which is a whole number of intervals. Of several
/// replications it is the first one, by number, that an objective ended; the intervals are those of
/// the ones before it.
public struct EarlyEnd: Codable, Hashable, Sendable {
  /// The words of the objective.
  public var objective: String
  /// Its line in the scenario file.
  public var line: Int
  /// What was measured until then, in the unit of the objective's limit.
  public var value: Double?
  /// Simulated seconds when it was found broken.
  public var reachedSeconds: Double
  /// Simulated seconds that the run was to have.
  public var plannedSeconds: Double
  /// The replication that was ended, from 0; null for one run.
  public var replication: Int?
  /// Replications that were to be done; null for one run, or where a precision was to decide.
  public var plannedReplications: Int?

  enum CodingKeys: String, CodingKey {
    case objective, line, value
    case reachedSeconds = "reached_seconds"
    case plannedSeconds = "planned_seconds"
    case replication
    case plannedReplications = "planned_replications"
  }

  public init(
    objective: String, line: Int, value: Double?, reachedSeconds: Double, plannedSeconds: Double,
    replication: Int? = nil, plannedReplications: Int? = nil
  ) {
    self.objective = objective
    self.line = line
    self.value = value
    self.reachedSeconds = reachedSeconds
    self.plannedSeconds = plannedSeconds
    self.replication = replication
    self.plannedReplications = plannedReplications
  }

  /// When and by what: `at 12.0 s of 60.0 s simulated by p99(claim) < 400ms`.
  public var place: String {
    let run = replication.map { number in
      "replication \(number)" + (plannedReplications.map { " of 0 to \($0 - 1)" } ?? "") + ", "
    }
    return (run ?? "") + "at \(SecondsText.tenths(reachedSeconds)) s of "
      + "\(SecondsText.tenths(plannedSeconds)) s simulated, by \(objective)"
  }

  /// The one line for lists of warnings.
  public var sentence: String { "ended early: \(place)" }
}
