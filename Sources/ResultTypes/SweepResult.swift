import ScenarioTypes

/// What `hongbao sweep` answers: the JSON contract of `sweep.json`.
public struct SweepResult: Codable, Hashable, Sendable {
  /// The version of this layout; 1 today.
  public var schemaVersion: Int
  public var tool: ToolIdentity
  /// The scenario before anything is varied.
  public var scenario: ScenarioIdentity
  public var seed: UInt64
  /// `grid` or `latin hypercube`.
  public var design: String
  /// Replications of each point.
  public var replications: Int
  /// Nominal coverage of the intervals: 0.95.
  public var confidence: Double
  /// What is varied, in the order of the command line.
  public var parameters: [SweepParameter]
  public var points: [SweepPoint]
  public var warnings: [String]
  /// What is known of the scenario's parameters: their tags and sources.
  public var assumptions: [ParameterNote]

  public init(
    schemaVersion: Int = 1, tool: ToolIdentity, scenario: ScenarioIdentity, seed: UInt64,
    design: String, replications: Int, confidence: Double = 0.95, parameters: [SweepParameter],
    points: [SweepPoint], warnings: [String], assumptions: [ParameterNote] = []
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.scenario = scenario
    self.seed = seed
    self.design = design
    self.replications = replications
    self.confidence = confidence
    self.parameters = parameters
    self.points = points
    self.warnings = warnings
    self.assumptions = assumptions
  }
}

/// A value of the scenario that a sweep varies.
public struct SweepParameter: Codable, Hashable, Sendable {
  /// For example `tiers.cache.nodes`.
  public var path: String
  /// The values that points have, as they are written in a scenario; rising where they are
  /// numbers.
  public var values: [String]

  public init(path: String, values: [String]) {
    self.path = path
    self.values = values
  }
}

/// One combination of values.
public struct SweepPoint: Codable, Hashable, Sendable {
  /// From 0.
  public var number: Int
  /// SHA-256 (hex) of the effective scenario.
  public var digest: String
  /// The value of each parameter, in their order.
  public var settings: [String]
  public var metrics: [SweepFigure]

  public init(number: Int, digest: String, settings: [String], metrics: [SweepFigure]) {
    self.number = number
    self.digest = digest
    self.settings = settings
    self.metrics = metrics
  }
}

/// A figure of a point.
public struct SweepFigure: Codable, Hashable, Sendable {
  public var name: String
  public var unit: String
  /// Null when nothing was measured.
  public var value: Double?
  /// Ends of the 95 % interval; null where none can be given.
  public var low: Double?
  public var high: Double?
  /// The value of each replication.
  public var values: [Double?]

  public init(
    name: String, unit: String, value: Double?, low: Double?, high: Double?, values: [Double?]
  ) {
    self.name = name
    self.unit = unit
    self.value = value
    self.low = low
    self.high = high
    self.values = values
  }
}
