import ResultTypes
import ScenarioTypes
import SimulationStatistics

extension ResultBuilder {
  func objectiveResults() -> [ObjectiveResult] {
    scenario.objectives.map { objective in
      let value = value(objective.metric)
      let passed = value.map { Self.holds(objective, $0) } ?? false
      return ObjectiveResult(
        expression: objective.expression, value: value, limit: objective.limit,
        unit: objective.metric.unit, passed: passed, line: objective.line)
    }
  }

  /// Whether a measured value keeps within the limit.
  static func holds(_ objective: Objective, _ value: Double) -> Bool {
    switch objective.comparison {
    case .less: value < objective.limit
    case .lessOrEqual: value <= objective.limit
    case .greater: value > objective.limit
    case .greaterOrEqual: value >= objective.limit
    }
  }

  /// The measured value of a metric; nil when there was nothing to measure.
  func value(_ metric: Metric) -> Double? {
    switch metric {
    case .userLatency(let figure, let kind):
      return Self.figure(figure, clients[Int(kind.rawValue)].latency)
    case .tierSojourn(let figure, let kind, let tier):
      if let kind { return Self.figure(figure, recorders[tier].sojourn[Int(kind.rawValue)]) }
      let all = LatencyHistogram()
      for kind in 0..<3 { all.handle.merge(recorders[tier].sojourn[kind]) }
      return Self.figure(figure, all.handle)
    case .rejected(let kind, let tier): return share(tier, Self.range(kind), failures: false)
    case .failed(let kind, let tier): return share(tier, Self.range(kind), failures: true)
    case .userErrors(let kind):
      let tries = counter(kind, Told.firstTries)[window].reduce(0, +)
      guard tries > 0 else { return nil }
      return Double(counter(kind, Told.gaveUp)[window].reduce(0, +)) / Double(tries)
    case .throughput(let kind, let tier): return rate(answers(tier, kinds: Self.range(kind))).mean
    case .peakThroughput(let kind, let tier):
      return rate(answers(tier, kinds: Self.range(kind))).peak
    case .goodput(let kind, let tier):
      return rate(counter(tier, Column.outcomes, kinds: Self.range(kind))).mean
    case .utilization(let tier): return utilization(tier).mean
    }
  }

  /// The kinds that an objective is about: one, or all.
  private static func range(_ kind: RequestKind?) -> Range<Int> {
    kind.map { Int($0.rawValue)..<Int($0.rawValue) + 1 } ?? 0..<3
  }

  /// Rejected or failed of offered in the statistics window.
  private func share(_ tier: Int, _ kinds: Range<Int>, failures: Bool) -> Double? {
    let offered = counter(tier, Column.offered, kinds: kinds)[window].reduce(0, +)
    guard offered > 0 else { return nil }
    var lost: UInt64 = 0
    for outcome in Self.outcomes(failures: failures) {
      lost += counter(tier, Column.outcomes + Int(outcome.code), kinds: kinds)[window]
        .reduce(0, +)
    }
    return Double(lost) / Double(offered)
  }

  private static func figure(_ figure: Metric.LatencyFigure, _ histogram: HistogramHandle)
    -> Double?
  {
    switch figure {
    case .mean: histogram.mean.map { $0 / 1e6 }
    case .maximum: histogram.maximum.map { Double($0) / 1e6 }
    case .quantile(let probability): histogram.quantile(probability).map { Double($0) / 1e6 }
    }
  }
}
