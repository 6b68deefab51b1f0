import Quantities
import ResultTypes
import ScenarioTypes

/// The figures of one variant, replication by replication, or the estimates of a stored result.
///
/// What a saved baseline keeps. Values stand in the order of the replications' numbers, so that two
/// variants of the same seed are compared pair by pair.
public struct VariantFigures: Hashable, Sendable, Codable {
  /// One figure.
  public struct Metric: Hashable, Sendable, Codable {
    public var name: String
    public var unit: String
    /// One for each replication; empty for the estimates of a stored result.
    public var values: [Double?]
    /// How many requests each value is a mean or a share of; empty for other figures.
    public var weights: [UInt64]
    /// How many trials a share of 0 or 1 is known from; 0 for other figures.
    public var trials: UInt64
    /// From how many values the smallest replication has its quantile.
    public var leastCount: UInt64?
    /// What a stored result says.
    public var estimate: MetricEstimate?

    /// A figure with all that is known of it.
    public init(
      name: String, unit: String, values: [Double?], weights: [UInt64] = [], trials: UInt64 = 0,
      leastCount: UInt64? = nil, estimate: MetricEstimate? = nil
    ) {
      self.name = name
      self.unit = unit
      self.values = values
      self.weights = weights
      self.trials = trials
      self.leastCount = leastCount
      self.estimate = estimate
    }
  }

  /// A series over the intervals of the run.
  public struct Band: Hashable, Sendable, Codable {
    public var name: String
    public var unit: String
    /// One row for each replication.
    public var rows: [[Float?]]
  }

  public var toolVersion: String
  public var scenario: String
  /// The file's name without folders.
  public var file: String
  public var digest: String
  /// The effective scenario.
  public var text: String
  public var seed: UInt64
  public var simulatedSeconds: Double
  public var warmupSeconds: Double
  public var intervalSeconds: Double
  public var replications: Int
  public var metrics: [Metric]
  public var bands: [Band]
  /// What the audits found; such figures are not to be trusted.
  public var violations: [String]

  /// The figures of replications 0 to n - 1 of one scenario.
  ///
  /// - Parameters:
  ///   - records: all of them in the order of their numbers; at least one.
  ///   - toolVersion: that of the tool that ran them.
  public init(
    of loaded: LoadedScenario, _ records: [ReplicationRecord], toolVersion: String
  ) {
    self.toolVersion = toolVersion
    scenario = loaded.scenario.name
    file = String(loaded.file.split(separator: "/").last ?? "")
    digest = loaded.digest
    text = loaded.effectiveText
    seed = loaded.scenario.seed
    simulatedSeconds = loaded.scenario.duration.seconds
    warmupSeconds = loaded.scenario.warmup.seconds
    intervalSeconds = records.lazy.compactMap { $0.result?.series.intervalSeconds }.first ?? 0
    replications = records.count
    let all = records.map(\.replication)
    metrics = Self.metrics(all.map(\.metrics))
    bands = Self.bands(all)
    violations = records.flatMap { record in
      record.violations.map { "replication \(record.number): \($0)" }
    }
  }

  /// The estimates of a stored result. One run without statistics has values and no intervals.
  public init(_ result: RunResult) {
    toolVersion = result.tool.version
    scenario = result.scenario.name
    file = result.scenario.file
    digest = result.scenario.digest
    text = result.scenario.text
    seed = result.seed
    simulatedSeconds = result.simulatedSeconds
    warmupSeconds = result.warmupSeconds
    intervalSeconds = result.series.intervalSeconds
    replications = result.statistics?.replications ?? 1
    metrics =
      result.statistics.map { statistics in
        statistics.metrics.map {
          Metric(
            name: $0.name, unit: $0.unit, values: [], weights: [], trials: 0, leastCount: nil,
            estimate: $0)
        }
      } ?? Self.metrics([MetricList(result)])
    bands = []
    violations = result.audit.violations
  }

  /// The names of the figures in their order.
  public var names: [String] { metrics.map(\.name) }

  /// The figure of a name.
  public func metric(_ name: String) -> Metric? { metrics.first { $0.name == name } }

  // MARK: Columns

  /// One column for each name that any replication has, in the order of the first that has it.
  private static func metrics(_ lists: [MetricList]) -> [Metric] {
    var places: [String: Int] = [:]
    var metrics: [Metric] = []
    for (row, list) in lists.enumerated() {
      for entry in list.entries {
        let place = places[entry.name] ?? metrics.count
        if place == metrics.count {
          places[entry.name] = place
          metrics.append(
            Metric(
              name: entry.name, unit: entry.unit,
              values: [Double?](repeating: nil, count: lists.count),
              weights: entry.weight == nil ? [] : [UInt64](repeating: 0, count: lists.count),
              trials: 0, leastCount: nil, estimate: nil))
        }
        metrics[place].values[row] = entry.value
        if let weight = entry.weight, !metrics[place].weights.isEmpty {
          metrics[place].weights[row] = weight
        }
        metrics[place].trials += entry.trials ?? 0
        if let count = entry.values {
          metrics[place].leastCount = min(metrics[place].leastCount ?? count, count)
        }
      }
    }
    return metrics
  }

  private static func bands(_ all: [Replication]) -> [Band] {
    var bands: [Band] = []
    for replication in all {
      for band in replication.bands where !bands.contains(where: { $0.name == band.name }) {
        bands.append(Band(name: band.name, unit: band.unit, rows: []))
      }
    }
    for place in bands.indices {
      bands[place].rows = all.map { replication in
        replication.bands.first { $0.name == bands[place].name }?.values ?? []
      }
    }
    return bands
  }
}

extension VariantFigures.Metric {
  /// The interval over the replications, or what was stored.
  ///
  /// The value of a quantile is the mean over replications, so that differences of values are means
  /// of differences; the result of a run shows that of all requests together.
  var own: MetricEstimate? {
    if let estimate { return estimate }
    return Estimation.estimate(
      name: name, unit: unit, values: values,
      trials: [trials > 0 ? trials : nil], leastCount: leastCount,
      weights: weights.map { $0 })
  }

  /// True when every replication has the same value.
  var isConstant: Bool {
    guard let first = values.first else {
      return estimate?.note?.hasPrefix("the same in every replication") ?? false
    }
    return values.allSatisfy { $0 == first }
  }
}
