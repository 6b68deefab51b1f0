/// What `hongbao compare` answers: the JSON contract of `comparison.json`.
///
/// One variant is the baseline; every difference is another variant minus the baseline.
public struct ClusterComparison: Codable, Hashable, Sendable {
  /// The version of this layout; 1 today.
  public var schemaVersion: Int
  public var tool: ToolIdentity
  /// The seed of the scenarios, from which those of the replications follow; null when stored
  /// results with several seeds are compared.
  public var seed: UInt64?
  /// Length of each run in simulated seconds.
  public var simulatedSeconds: Double
  /// Start of the statistics in simulated seconds.
  public var warmupSeconds: Double
  /// Most replications of any variant.
  public var replications: Int
  /// `paired` (common random numbers, replication by replication) or `welch`.
  public var method: String
  /// The chance of any wrong better or worse, at most: 0.05.
  public var familyError: Double
  /// How the chance is kept over many metrics: `holm`.
  public var correction: String
  /// Differences below this share of the baseline's value do not matter.
  public var noise: Double
  /// The name of the variant that the others are compared with.
  public var baseline: String
  /// The baseline first, the others as they were given.
  public var variants: [VariantResult]
  /// What the files of the variants say otherwise than the baseline's.
  public var changes: [VariantChange]
  /// What `--precision` asked for and got; null when nothing was asked for.
  public var precision: PrecisionResult?
  /// Figures of which less, or more, is better.
  public var metrics: [MetricComparison]
  /// Figures that say what the cluster did and are neither good nor bad in themselves.
  public var context: [MetricComparison]
  /// The differences interval by interval.
  public var bands: [DifferenceBand]
  public var intervalSeconds: Double
  public var warnings: [String]

  enum CodingKeys: String, CodingKey {
    case schemaVersion, tool, seed
    case simulatedSeconds = "simulated_seconds"
    case warmupSeconds = "warmup_seconds"
    case replications, method
    case familyError = "family_error"
    case correction, noise, baseline, variants, changes, precision, metrics, context, bands
    case intervalSeconds = "interval_seconds"
    case warnings
  }

  public init(
    schemaVersion: Int = 1, tool: ToolIdentity, seed: UInt64?, simulatedSeconds: Double,
    warmupSeconds: Double, replications: Int, method: String, familyError: Double = 0.05,
    correction: String = "holm", noise: Double, baseline: String, variants: [VariantResult],
    changes: [VariantChange], precision: PrecisionResult? = nil, metrics: [MetricComparison],
    context: [MetricComparison], bands: [DifferenceBand], intervalSeconds: Double,
    warnings: [String]
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.seed = seed
    self.simulatedSeconds = simulatedSeconds
    self.warmupSeconds = warmupSeconds
    self.replications = replications
    self.method = method
    self.familyError = familyError
    self.correction = correction
    self.noise = noise
    self.baseline = baseline
    self.variants = variants
    self.changes = changes
    self.precision = precision
    self.metrics = metrics
    self.context = context
    self.bands = bands
    self.intervalSeconds = intervalSeconds
    self.warnings = warnings
  }
}

/// One of the clusters or scenarios that are compared.
public struct VariantResult: Codable, Hashable, Sendable {
  public var name: String
  /// The name of the file it came from, without folders.
  public var file: String
  /// The scenario's name.
  public var scenario: String
  /// SHA-256 (hex) of the effective scenario.
  public var digest: String
  public var replications: Int
  /// `baseline`, `equal` (every figure the same in every replication), `better`, `worse`, `mixed`
  /// (some metrics better, some worse) or `no_difference`.
  public var outcome: String

  public init(
    name: String, file: String, scenario: String, digest: String, replications: Int,
    outcome: String
  ) {
    self.name = name
    self.file = file
    self.scenario = scenario
    self.digest = digest
    self.replications = replications
    self.outcome = outcome
  }
}

/// A value that a variant's effective scenario has otherwise than the baseline's.
public struct VariantChange: Codable, Hashable, Sendable {
  public var variant: String
  /// For example `tiers.cache.nodes`.
  public var path: String
  /// Null where the baseline has no such key.
  public var baseline: String?
  /// Null where the variant has no such key.
  public var value: String?

  public init(variant: String, path: String, baseline: String?, value: String?) {
    self.variant = variant
    self.path = path
    self.baseline = baseline
    self.value = value
  }
}
