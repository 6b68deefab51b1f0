import Quantities
import ScenarioTypes
import SimulationStatistics

/// Notes the cumulative figures of a world at each border of a `BatchSeries`.
struct BatchRecorder {
  /// In nanoseconds, rising.
  let borders: [Int64]
  var series: BatchSeries
  private let scenario: Scenario
  var next = 0
  /// The histograms at the last border of a quantile batch.
  var last: HistogramSet?

  static var probabilities: [(name: String, value: Double)] {
    [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999)]
  }

  /// `count` equal parts of the statistics window.
  init(_ scenario: Scenario, count: Int) {
    self.scenario = scenario
    let start = scenario.warmup.nanoseconds
    let length = scenario.duration.nanoseconds - start
    borders = (0...count).map { part in
      start + Int64((Double(length) * Double(part) / Double(count)).rounded())
    }
    series = BatchSeries(borders: borders.map { Double($0) / 1e9 }, figures: [], quantiles: [])
  }

  /// The next border after `time`; nil after the last.
  func border(after time: Int64) -> Int64? { next < borders.count ? borders[next] : nil }

  /// Notes everything if `time` is the next border.
  mutating func note(_ world: borrowing ClusterWorld, at time: Int64) {
    guard next < borders.count, borders[next] == time else { return }
    var figures = FigureReader(scenario, borders[0], time)
    figures.read(world)
    if next == 0 {
      series.figures = figures.figures.map { figure in
        BatchSeries.Figure(name: figure.name, unit: figure.unit, sums: [], weights: [])
      }
    }
    for (place, figure) in figures.figures.enumerated() {
      series.figures[place].sums.append(figure.sum)
      series.figures[place].weights.append(figure.weight)
    }
    let step = (borders.count - 1) / BatchSeries.quantileBatches
    if step > 0 && next % step == 0 { noteQuantiles(world) }
    next += 1
  }

  private mutating func noteQuantiles(_ world: borrowing ClusterWorld) {
    let now = world.histogramSet(scenario)
    defer { last = now }
    guard let last else {
      for name in now.names {
        for probability in Self.probabilities {
          series.quantiles.append(
            BatchSeries.Quantile(
              name: "\(name).\(probability.name)", values: [], leastCount: .max,
              probability: probability.value))
        }
      }
      return
    }
    let difference = LatencyHistogram()
    for index in now.names.indices {
      difference.handle.reset()
      difference.handle.merge(now.histogram(index))
      difference.handle.subtract(last.histogram(index))
      for (place, probability) in Self.probabilities.enumerated() {
        let row = index * Self.probabilities.count + place
        let value = difference.handle.quantile(probability.value)
        series.quantiles[row].values.append(value.map { Double($0) / 1e6 })
        series.quantiles[row].leastCount = min(
          series.quantiles[row].leastCount, difference.handle.count)
      }
    }
  }
}

/// Cumulative sums of a world, as figures by their metric's name.
struct FigureReader {
  struct Figure {
    var name: String
    var unit: String
    var sum: Double
    var weight: Double
  }

  private(set) var figures: [Figure] = []
  private let scenario: Scenario
  /// The start of the statistics, and the instant, in nanoseconds.
  let start: Int64
  private let now: Int64

  init(_ scenario: Scenario, _ start: Int64, _ time: Int64) {
    self.scenario = scenario
    self.start = start
    now = time
  }

  /// Nanoseconds since the start of the statistics.
  var length: Double { Double(now - start) }

  mutating func read(_ world: borrowing ClusterWorld) {
    for index in 0..<world.poolCount {
      read(world.pools[index].recorder, index)
      readStation(world.pools[index], "tiers.\(scenario.tiers[index].name)", at: now)
    }
    for kind in RequestKind.allCases where scenario.flow.paths[kind] != nil {
      let name = "requests.\(kind.name)"
      let clients = world.clients[Int(kind.rawValue)]
      add(
        name + ".latency_ms.mean", "ms", Double(clients.latency.sum) / 1e6,
        Double(clients.latency.count))
      readClients(clients, name, intervals: world.clock.count)
    }
  }

  mutating func add(_ name: String, _ unit: String, _ sum: Double, _ weight: Double) {
    figures.append(Figure(name: name, unit: unit, sum: sum, weight: weight))
  }

  private mutating func read(_ recorder: TierRecorder, _ index: Int) {
    let name = "tiers.\(scenario.tiers[index].name)"
    var busy = 0.0
    for node in 0..<recorder.nodes { busy += Double(recorder.nodeBusyInWindow[node]) }
    let noWait = Double(recorder.totals[TierRecorder.Total.noWait])
    let waited = Double(recorder.wait.count)
    // Servers without end have no share that is busy.
    if !scenario.tiers[index].hasUnboundedServers {
      add(name + ".utilization", "1", busy, length * Double(recorder.nodes * recorder.servers))
    }
    add(
      name + ".queue_length", "requests", Double(recorder.queuedInWindow.pointee),
      length)
    add(name + ".wait_ms.mean", "ms", Double(recorder.wait.sum) / 1e6, waited + noWait)
    add(name + ".waited_share", "1", waited, waited + noWait)
    var stays = 0.0
    var stayed = 0.0
    for kind in 0..<3 {
      stays += Double(recorder.sojourn[kind].sum)
      stayed += Double(recorder.sojourn[kind].count)
    }
    add(name + ".sojourn_ms.mean", "ms", stays / 1e6, stayed)
    add(name + ".in_tier", "requests", stays, length)
    let counts = outcomes(recorder)
    add(name + ".throughput", "1/s", counts.answered * 1e9, length)
    add(name + ".rejected_share", "1", counts.rejected, counts.offered)
    add(name + ".failed_share", "1", counts.failed, counts.offered)
  }

  private func outcomes(
    _ recorder: TierRecorder
  ) -> (offered: Double, answered: Double, rejected: Double, failed: Double) {
    var offered = 0.0
    var byOutcome = [Double](repeating: 0, count: Outcome.count)
    for interval in 0..<recorder.intervals {
      for kind in 0..<3 as Range<UInt8> {
        let row = recorder.row(interval, kind)
        offered += Double(row[TierRecorder.Column.offered])
        for code in 0..<Outcome.count {
          byOutcome[code] += Double(row[TierRecorder.Column.outcomes + code])
        }
      }
    }
    let first = Int(Outcome.firstFailure)
    let rejected = byOutcome[1..<first].reduce(0, +)
    return (offered, byOutcome[0] + rejected, rejected, byOutcome[first...].reduce(0, +))
  }
}

extension ClusterWorld {
  /// Copies of the latency histograms under the names of their metrics.
  func histogramSet(_ scenario: Scenario) -> HistogramSet {
    var names: [String] = []
    var sources: [HistogramHandle] = []
    // Kinds of one tier together: kept until the set has its copies.
    let sums = HistogramBank(count: poolCount)
    let waits = HistogramBank(count: poolCount)
    for index in 0..<poolCount {
      let recorder = pools[index].recorder
      let name = "tiers.\(scenario.tiers[index].name)"
      waits[index].merge(recorder.wait)
      if !hasEnded {
        waits[index].recordZeros(UInt64(recorder.totals[TierRecorder.Total.noWait]))
      }
      names.append(name + ".wait_ms")
      sources.append(waits[index])
      for kind in 0..<3 { sums[index].merge(recorder.sojourn[kind]) }
      names.append(name + ".sojourn_ms")
      sources.append(sums[index])
    }
    for kind in RequestKind.allCases where scenario.flow.paths[kind] != nil {
      names.append("requests.\(kind.name).latency_ms")
      sources.append(clients[Int(kind.rawValue)].latency)
    }
    return HistogramSet(names: names, from: sources)
  }
}
