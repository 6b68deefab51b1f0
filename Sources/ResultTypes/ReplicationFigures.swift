/// What is kept of one replication: its figures, without its series.
public struct ReplicationFigures: Codable, Hashable, Sendable {
  /// From 0.
  public var number: Int
  /// The seed that it ran with.
  public var seed: UInt64
  /// Events handled.
  public var events: UInt64
  /// Wall seconds on its thread: of the machine, not of the result.
  public var wallSeconds: Double
  /// What its audit found, one sentence each.
  public var violations: [String]
  /// In the order of `statistics.metrics`.
  public var figures: [RunFigure]

  enum CodingKeys: String, CodingKey {
    case number, seed, events
    case wallSeconds = "wall_seconds"
    case violations, figures
  }

  public init(
    number: Int, seed: UInt64, events: UInt64, wallSeconds: Double, violations: [String],
    figures: [RunFigure]
  ) {
    self.number = number
    self.seed = seed
    self.events = events
    self.wallSeconds = wallSeconds
    self.violations = violations
    self.figures = figures
  }
}
