import ClusterModel
import ResultTypes
import ScenarioTypes

/// What is kept of one replication.
struct Replication: Sendable {
  var metrics: MetricList
  var bands: [Band]
  var batches: BatchSeries?
  var violations: [String]
  var events: UInt64
  var claims: UInt64?
  /// The objective that ended it; nil when it went to its end.
  var early: EarlyEnd?

  /// A series over the intervals of the run.
  struct Band: Sendable {
    var name: String
    var unit: String
    var values: [Float?]
  }

  init(
    metrics: MetricList, bands: [Band], batches: BatchSeries?, violations: [String],
    events: UInt64, claims: UInt64?, early: EarlyEnd?
  ) {
    self.metrics = metrics
    self.bands = bands
    self.batches = batches
    self.violations = violations
    self.events = events
    self.claims = claims
    self.early = early
  }

  init(_ output: RunOutput, keepsBands: Bool) {
    metrics = MetricList(output.result)
    bands = keepsBands ? Self.bands(output.result.series) : []
    batches = output.batches
    violations = output.result.audit.violations
    events = output.result.events
    claims = output.claims
    early = output.result.endedEarly
  }

  /// What is kept of it in a database.
  ///
  /// - Parameters:
  ///   - number: its number, from 0.
  ///   - seed: that of the scenario, from which its own comes.
  ///   - seconds: wall seconds that it took.
  func figures(_ number: Int, seed: UInt64, seconds: Double) -> ReplicationFigures {
    ReplicationFigures(
      number: number, seed: SeedSequence.seed(seed, replication: number), events: events,
      wallSeconds: seconds, violations: violations,
      figures: metrics.entries.map {
        RunFigure(name: $0.name, unit: $0.unit, value: $0.value)
      })
  }

  private static func bands(_ series: SeriesResult) -> [Band] {
    let length = series.intervalSeconds
    func rates(_ counts: [UInt64]) -> [Float?] { counts.map { Float(Double($0) / length) } }
    func times(_ values: [Double?]) -> [Float?] { values.map { $0.map { Float($0) } } }
    var bands: [Band] = []
    for tier in series.tiers {
      let name = "tiers.\(tier.tier)"
      bands.append(Band(name: name + ".offered", unit: "1/s", values: rates(tier.offered)))
      bands.append(Band(name: name + ".served", unit: "1/s", values: rates(tier.served)))
      for (word, counts) in [("rejected", tier.rejected), ("failed", tier.failed)] {
        let sum = tier.offered.indices.map { interval in
          counts.values.reduce(0) { $0 + $1[interval] }
        }
        if sum.contains(where: { $0 > 0 }) {
          bands.append(Band(name: "\(name).\(word)", unit: "1/s", values: rates(sum)))
        }
      }
      bands.append(
        Band(name: name + ".utilization", unit: "1", values: tier.utilization.map { Float($0) }))
      bands.append(
        Band(name: name + ".sojourn_p99_ms", unit: "ms", values: times(tier.sojournP99)))
    }
    for (kind, request) in series.requests.sorted(by: { $0.key < $1.key }) {
      bands.append(
        Band(
          name: "requests.\(kind).latency_p99_ms", unit: "ms", values: times(request.latencyP99)))
    }
    return bands
  }
}
