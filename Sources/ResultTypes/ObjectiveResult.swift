/// One checked objective.
public struct ObjectiveResult: Codable, Hashable, Sendable {
  /// The words of the scenario.
  public var expression: String
  /// The measured value in the unit of `limit`; null when there was nothing to measure, which
  /// fails.
  public var value: Double?
  public var limit: Double
  /// `ms`, `1/s` or `1` (a fraction).
  public var unit: String
  public var passed: Bool
  /// The line of the objective in its file.
  public var line: Int

  public init(
    expression: String, value: Double?, limit: Double, unit: String, passed: Bool, line: Int
  ) {
    self.expression = expression
    self.value = value
    self.limit = limit
    self.unit = unit
    self.passed = passed
    self.line = line
  }
}

/// A fault as a band on the charts.
public struct FaultBand: Codable, Hashable, Sendable {
  public var text: String
  public var fromSeconds: Double
  public var toSeconds: Double

  enum CodingKeys: String, CodingKey {
    case text
    case fromSeconds = "from_seconds"
    case toSeconds = "to_seconds"
  }

  public init(text: String, fromSeconds: Double, toSeconds: Double) {
    self.text = text
    self.fromSeconds = fromSeconds
    self.toSeconds = toSeconds
  }
}
