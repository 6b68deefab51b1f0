import ScenarioTypes

/// What a capacity study answers: the JSON contract of `capacity.json`.
public struct CapacityResult: Codable, Hashable, Sendable {
  /// The version of this layout; 1 today.
  public var schemaVersion: Int
  public var tool: ToolIdentity
  public var scenario: ScenarioIdentity
  public var seed: UInt64
  /// The answer in sentences, each with its numbers.
  public var answer: [String]
  public var method: CapacityMethod
  /// The planned peak.
  public var plan: CapacityPlan
  /// The largest load at which every objective was shown to hold.
  public var largestLoad: CapacityLoad
  /// The tier that limits; null when none does, or nothing failed.
  public var limitingTier: String?
  /// The tier that limits once the first one is relieved; null when none was found.
  public var nextLimitingTier: String?
  /// The largest load with the limiting tier relieved.
  public var nextLoad: CapacityLoad?
  /// How many times as much of the limiting tier that is; null when it was not looked for.
  public var nextFactor: Int?
  public var headroom: CapacityHeadroom
  /// Loads that were simulated, rising.
  public var curve: [CapacityCurvePoint]
  /// What each tier can do, by the screening.
  public var tiers: [CapacityTier]
  public var topology: CapacityTopology
  /// The smallest fleets: for the plan, with a node of each tier lost, with a zone lost.
  public var fleet: [CapacityFleet]
  /// What the tiers cost as the scenario has them.
  public var costNow: Double
  /// All fleets that were simulated at the plan, by cost.
  public var frontier: [CapacityFrontierPoint]
  /// What one step more or less of each tier would change, from the smallest fleet on.
  public var steps: [CapacityStep]
  /// The scenario as it stands with a zone lost; null when it has one place only.
  public var zoneLost: CapacityZone?
  public var probability: CapacityProbability
  /// The uncertain inputs, the one that matters most first.
  public var sensitivity: [CapacitySensitivity]
  /// Simulated points, and those that earlier executions had kept count as well.
  public var points: Int
  /// Things worth saying that are no errors.
  public var notes: [String]
  /// The parameters with their provenance.
  public var assumptions: [ParameterNote]

  enum CodingKeys: String, CodingKey {
    case schemaVersion, tool, scenario, seed, answer, method, plan
    case largestLoad = "largest_load"
    case limitingTier = "limiting_tier"
    case nextLimitingTier = "next_limiting_tier"
    case nextLoad = "next_load"
    case nextFactor = "next_factor"
    case headroom, curve, tiers, topology, fleet
    case costNow = "cost_now"
    case frontier, steps
    case zoneLost = "zone_lost"
    case probability, sensitivity, points, notes, assumptions
  }

  public init(
    schemaVersion: Int = 1, tool: ToolIdentity, scenario: ScenarioIdentity, seed: UInt64,
    answer: [String] = [], method: CapacityMethod, plan: CapacityPlan,
    largestLoad: CapacityLoad, limitingTier: String? = nil, nextLimitingTier: String? = nil,
    nextLoad: CapacityLoad? = nil, nextFactor: Int? = nil, headroom: CapacityHeadroom,
    curve: [CapacityCurvePoint] = [],
    tiers: [CapacityTier] = [],
    topology: CapacityTopology = CapacityTopology(sites: [], ways: [], links: []),
    fleet: [CapacityFleet] = [], costNow: Double = 0,
    frontier: [CapacityFrontierPoint] = [], steps: [CapacityStep] = [],
    zoneLost: CapacityZone? = nil, probability: CapacityProbability,
    sensitivity: [CapacitySensitivity] = [], points: Int = 0, notes: [String] = [],
    assumptions: [ParameterNote] = []
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.scenario = scenario
    self.seed = seed
    self.answer = answer
    self.method = method
    self.plan = plan
    self.largestLoad = largestLoad
    self.limitingTier = limitingTier
    self.nextLimitingTier = nextLimitingTier
    self.nextLoad = nextLoad
    self.nextFactor = nextFactor
    self.headroom = headroom
    self.curve = curve
    self.tiers = tiers
    self.topology = topology
    self.fleet = fleet
    self.costNow = costNow
    self.frontier = frontier
    self.steps = steps
    self.zoneLost = zoneLost
    self.probability = probability
    self.sensitivity = sensitivity
    self.points = points
    self.notes = notes
    self.assumptions = assumptions
  }
}
