import ClusterModel
import Experiments
import Foundation
import ResultTypes
import ScenarioTypes
import SimulationStatistics
import Synchronization
import TestSupport
import Testing

/// Whether intervals hold as often as they say. M/M/1 at 0.8 with unit service rate.
@Suite struct CoverageTests {
  static let isFull = ProcessInfo.processInfo.environment["HONGBAO_FULL"] == "1"

  /// The batch-means estimates of one run of about `customers`.
  static func estimates(_ customers: Double, seed: UInt64, load: Double = 0.8) -> [MetricEstimate] {
    var builder = ScenarioBuilder(seconds: customers / load, seed: seed)
    let tier = builder.tier("server", service: .exponential(seconds: 1))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(load))
    return (try? estimates(builder)) ?? []
  }

  /// The batch-means estimates of one run.
  static func estimates(_ builder: ScenarioBuilder) throws -> [MetricEstimate] {
    let loaded = LoadedScenario(
      scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
      parameters: [], warnings: [])
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    let output = simulation.run(parts: BatchEstimation.parts)
    return output.batches.map { BatchEstimation.estimates($0, detectsWarmup: false) } ?? []
  }

  /// The metric of `count` seeds, on all cores.
  static func metric(_ name: String, customers: Double, count: Int) -> [MetricEstimate] {
    let next = Mutex(0)
    let found = Mutex([Int: MetricEstimate]())
    WorkerThreads.run(ProcessInfo.processInfo.activeProcessorCount) {
      while true {
        let number = next.withLock { value in
          defer { value += 1 }
          return value
        }
        guard number < count else { return }
        let all = estimates(customers, seed: UInt64(number) + 1)
        if let metric = all.first(where: { $0.name == name }) {
          found.withLock { $0[number] = metric }
        }
      }
    }
    return found.withLock { found in (0..<count).compactMap { found[$0] } }
  }

  @Test func `the interval of the mean wait covers as often as it says`() throws {
    let count = Self.isFull ? 1000 : 200
    let band = Self.isFull ? 931...967 : 181...197
    let metrics = Self.metric("tiers.server.wait_ms.mean", customers: 1e5, count: count)
    #expect(metrics.count == count)
    let intervals = metrics.compactMap { metric in
      metric.low.flatMap { low in metric.high.map { (low, $0) } }
    }
    // Next to none of them is refused at this length.
    #expect(intervals.count >= count * 98 / 100)
    let hits = intervals.filter { $0.0 <= 4000 && 4000 <= $0.1 }.count + count - intervals.count
    #expect(band.contains(hits), "\(hits) of \(count), \(count - intervals.count) refused")
    let honest = 1.96 * (RunLength.varianceOfWaits(utilization: 0.8) / 1e5).squareRoot() * 1000
    let widths = intervals.map { ($0.1 - $0.0) / 2 }
    let width = widths.reduce(0, +) / Double(widths.count)
    #expect((0.9...1.5).contains(width / honest), "mean half-width \(width), honest \(honest)")
  }

  @Test func `the interval of p99 covers where it is given`() throws {
    let count = Self.isFull ? 200 : 24
    let metrics = Self.metric("tiers.server.wait_ms.p99", customers: 1.05e6, count: count)
    let given = metrics.filter { $0.low != nil }
    #expect(given.count >= count * 9 / 10)
    let hits = given.filter { ($0.low ?? 0) <= 21_910.133 && 21_910.133 <= ($0.high ?? 0) }.count
    // Binomial slack of a small number of seeds in quick runs.
    let least = Self.isFull ? 0.9 : 0.75
    #expect(Double(hits) >= least * Double(given.count), "\(hits) of \(given.count)")
  }

  @Test(arguments: [(1.0, 0.2), (6, 1), (20, 2), (40, 2), (100, 2)])
  func `intervals of runs of any length hold, or are not given`(
    seconds: Double, warmup: Double
  ) throws {
    let theory = [
      "tiers.s.queue_length": 0.5, "tiers.s.in_tier": 1, "tiers.s.utilization": 0.5,
      "tiers.s.throughput": 50, "tiers.s.wait_ms.mean": 10, "tiers.s.sojourn_ms.mean": 20,
      "tiers.s.waited_share": 0.5,
    ]
    var given: [String: Int] = [:]
    var held: [String: Int] = [:]
    for seed in 1...150 as ClosedRange<UInt64> {
      var builder = ScenarioBuilder(seconds: seconds, warmup: warmup, seed: 1000 + seed)
      let tier = builder.tier("s", service: .exponential(seconds: 0.01))
      builder.path(.claim, [tier])
      builder.requests(rate: .steady(50))
      let metrics = try Self.estimates(builder)
      let known = theory.keys.filter { name in
        metrics.contains { $0.name == name && $0.low != nil }
      }
      // One decision for the tier.
      #expect(known.isEmpty || known.count == theory.count, "seed \(seed): \(known)")
      for metric in metrics {
        guard let value = theory[metric.name], let low = metric.low, let high = metric.high else {
          continue
        }
        given[metric.name, default: 0] += 1
        if low <= value && value <= high { held[metric.name, default: 0] += 1 }
      }
    }
    for name in theory.keys {
      let count = given[name] ?? 0
      if seconds < 20 { #expect(count == 0, "\(name)") }
      if seconds == 100 { #expect(count >= 140, "\(name)") }
      // 90 %, less 2.6 standard errors of the binomial law.
      let least = 0.9 * Double(count) - 2.6 * (0.09 * Double(count)).squareRoot()
      #expect(Double(held[name] ?? 0) >= least, "\(name): \(held[name] ?? 0) of \(count)")
    }
  }

  @Test func `a run that is too short gives no interval and says what it needs`() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let all = Self.estimates(2000, seed: seed, load: 0.9)
      let wait = all.first { $0.name == "tiers.server.wait_ms.mean" }
      #expect(wait?.low == nil, "seed \(seed)")
      #expect(wait?.note != nil)
    }
  }
}
