import ScenarioTypes

/// What a run answers: the JSON contract of `result.json` (all but `machine`).
///
/// Counts cover the whole run, so that at every tier and in every kind
/// `offered = served + Σ rejected + Σ failed + inFlightAtEnd`. Rates, utilisations, waits, sojourns
/// and latencies cover the statistics window, `warmup` to `duration`.
public struct RunResult: Codable, Hashable, Sendable {
  /// The version of this layout; 1 today.
  public var schemaVersion: Int
  public var tool: ToolIdentity
  public var scenario: ScenarioIdentity
  public var seed: UInt64
  /// Length of the run in simulated seconds.
  public var simulatedSeconds: Double
  /// Start of the statistics in simulated seconds.
  public var warmupSeconds: Double
  /// Events handled.
  public var events: UInt64
  /// SHA-256 (hex) of this result's canonical JSON with an empty fingerprint.
  public var fingerprint: String
  public var tiers: [TierResult]
  /// By kind: `send`, `claim`, `open`; only kinds that the scenario sends.
  public var requests: [String: RequestResult]
  public var funnel: [FunnelLayer]
  public var audit: AuditResult
  public var objectives: [ObjectiveResult]
  public var faults: [FaultBand]
  public var series: SeriesResult
  /// The instants that the scenario asks for.
  public var probes: [ProbeResult]
  /// Intervals; null for one run that is not steady.
  public var statistics: StatisticsResult?
  /// The parameters with their provenance, for the report.
  public var assumptions: [ParameterNote]
  /// Things worth saying that are no errors.
  public var warnings: [String]
  /// How far it came; nil for a whole result, which has no such key.
  public var partial: PartialResult?
  /// Which objective ended it; nil for a run that went to its end, which has no such key.
  public var endedEarly: EarlyEnd?

  /// The key of `partial`.
  public static let partialKey = CodingKeys.partial.rawValue
  /// The key of `endedEarly`.
  public static let endedEarlyKey = CodingKeys.endedEarly.rawValue

  enum CodingKeys: String, CodingKey {
    case schemaVersion, tool, scenario, seed
    case simulatedSeconds = "simulated_seconds"
    case warmupSeconds = "warmup_seconds"
    case events, fingerprint, tiers, requests, funnel, audit, objectives, faults, series, probes
    case statistics
    case assumptions, warnings, partial
    case endedEarly = "ended_early"
  }

  public init(
    schemaVersion: Int = 1, tool: ToolIdentity, scenario: ScenarioIdentity, seed: UInt64,
    simulatedSeconds: Double, warmupSeconds: Double, events: UInt64, fingerprint: String = "",
    tiers: [TierResult], requests: [String: RequestResult], funnel: [FunnelLayer],
    audit: AuditResult, objectives: [ObjectiveResult], faults: [FaultBand], series: SeriesResult,
    probes: [ProbeResult] = [], statistics: StatisticsResult? = nil, assumptions: [ParameterNote],
    warnings: [String], partial: PartialResult? = nil, endedEarly: EarlyEnd? = nil
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.scenario = scenario
    self.seed = seed
    self.simulatedSeconds = simulatedSeconds
    self.warmupSeconds = warmupSeconds
    self.events = events
    self.fingerprint = fingerprint
    self.tiers = tiers
    self.requests = requests
    self.funnel = funnel
    self.audit = audit
    self.objectives = objectives
    self.faults = faults
    self.series = series
    self.probes = probes
    self.statistics = statistics
    self.assumptions = assumptions
    self.warnings = warnings
    self.partial = partial
    self.endedEarly = endedEarly
  }
}
