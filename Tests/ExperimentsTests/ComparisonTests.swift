import ClusterModel
import Experiments
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Comparisons of simulated M/M/1 stations, where theory knows which is better.
@Suite struct ComparisonTests {
  func station(
    name: String = "station", service: Double, seconds: Double = 2000, seed: UInt64 = 1
  ) -> LoadedScenario {
    var builder = ScenarioBuilder(seconds: seconds, warmup: seconds / 10, seed: seed)
    let tier = builder.tier("server", service: .exponential(seconds: service))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(1))
    var scenario = builder.scenario
    scenario.name = name
    return LoadedScenario(
      scenario: scenario, file: "\(name).yaml", digest: name, effectiveText: "name: \(name)\n",
      parameters: [], warnings: [])
  }

  func compare(
    _ variants: [LoadedScenario], replications: Int = 8, threads: Int = 2,
    wish: Comparing.Wish = Comparing.Wish()
  ) throws -> ClusterComparison {
    let runner = ComparisonRunner(
      variants.map { ($0.scenario.name, $0) }, wish: wish, toolVersion: "0", threads: threads)
    let figures = try runner.run(replications: replications, progress: { _ in true })
    return Comparing(figures, wish).result(tool: ToolIdentity(version: "0"), changes: [])
  }

  func verdict(_ result: ClusterComparison, _ name: String) -> String? {
    (result.metrics + result.context).first { $0.name == name }?.verdict
  }

  @Test func `a variant that differs in its name only is equal`() throws {
    let result = try compare([
      station(service: 0.7), station(name: "another name", service: 0.7),
    ])
    #expect(result.variants.map(\.outcome) == ["baseline", "equal"])
    #expect(result.method == "paired")
    #expect(result.bands.isEmpty)
    #expect(!result.metrics.isEmpty)
    for metric in result.metrics + result.context {
      #expect(metric.verdict == "no_difference")
      #expect(metric.difference == DifferenceInterval(mean: 0, low: 0, high: 0), "\(metric.name)")
    }
  }

  @Test func `a slower server is worse, a faster one better, and throughput is the same`() throws {
    let result = try compare(
      [station(service: 0.6), station(name: "slow", service: 0.7)], replications: 8)
    #expect(result.variants[1].outcome == "worse")
    #expect(verdict(result, "requests.claim.latency_ms.mean") == "worse")
    #expect(verdict(result, "tiers.server.wait_ms.mean") == "worse")
    #expect(verdict(result, "tiers.server.utilization") == "different")
    #expect(verdict(result, "tiers.server.throughput") == "within_noise")
    // 1/(mu - lambda): 1.5 s against 2.333 s.
    let sojourn = try #require(
      result.metrics.first { $0.name == "requests.claim.latency_ms.mean" })
    let low = try #require(sojourn.difference.low)
    let high = try #require(sojourn.difference.high)
    #expect(low < 833 && 833 < high)
    let comparison = sojourn.comparisons[0]
    #expect(comparison.confidence >= 0.95)
    #expect((comparison.correlation ?? 0) > 0.5)
    let back = try compare([station(name: "slow", service: 0.7), station(service: 0.6)])
    #expect(back.variants[1].outcome == "better")
  }

  @Test func `three variants have two comparisons, and the metric's own is the first`() throws {
    let result = try compare([
      station(service: 0.6), station(name: "same", service: 0.6),
      station(name: "slow", service: 0.75),
    ])
    #expect(result.variants.map(\.outcome) == ["baseline", "equal", "worse"])
    let metric = try #require(
      result.metrics.first { $0.name == "requests.claim.latency_ms.mean" })
    #expect(metric.comparisons.map(\.variant) == ["same", "slow"])
    #expect(metric.comparisons.map(\.verdict) == ["no_difference", "worse"])
    #expect(metric.verdict == "no_difference")
    #expect(Set(result.bands.map(\.variant)) == ["slow"])
  }

  @Test func `the number of threads changes nothing`() throws {
    let variants = [station(service: 0.6), station(name: "slow", service: 0.65)]
    #expect(try compare(variants, threads: 1) == compare(variants, threads: 3))
  }

  @Test func `it stops when the differences are known, at the same number on any threads`() throws {
    let variants = [
      station(service: 0.6, seconds: 500), station(name: "slow", service: 0.61, seconds: 500),
    ]
    let wish = Comparing.Wish(metrics: ["requests.claim.latency_ms.mean"])
    func run(_ threads: Int, target: Double) throws -> [Int] {
      let runner = ComparisonRunner(
        variants.map { ($0.scenario.name, $0) }, wish: wish, toolVersion: "0", threads: threads)
      let precision = ComparisonRunner.Precision(target: target, least: 4, most: 60)
      let output = try #require(try runner.run(precision, progress: { _ in true }))
      return [output.variants[0].figures.replications, output.precision.isReached ? 1 : 0]
    }
    let one = try run(1, target: 0.02)
    #expect(try one == run(3, target: 0.02))
    #expect(one[1] == 1 && one[0] < 60)
    #expect(try run(2, target: 1e-9) == [60, 0])
  }

  @Test func `under another seed there are no pairs, and stored estimates are enough`() throws {
    let a = station(service: 0.6, seed: 1)
    let b = station(name: "slow", service: 0.8, seed: 2)
    let result = try compare([a, b])
    #expect(result.method == "welch")
    #expect(result.seed == nil)
    #expect(result.variants[1].outcome == "worse")
    let stored = try [a, b].map { loaded in
      let plan = ReplicationPlan(loaded: loaded, toolVersion: "0", replications: 8, threads: 2)
      return Comparing.Variant(
        name: loaded.scenario.name,
        figures: VariantFigures(try ReplicationRunner(plan).run().result))
    }
    let again = Comparing(stored, Comparing.Wish()).result(
      tool: ToolIdentity(version: "0"), changes: [])
    let name = "requests.claim.latency_ms.mean"
    #expect(verdict(again, name) == "worse")
    let (fresh, old) = (
      try #require(result.metrics.first { $0.name == name }),
      try #require(again.metrics.first { $0.name == name })
    )
    #expect(abs((fresh.difference.mean ?? 0) - (old.difference.mean ?? 1)) < 1e-9)
    #expect(fresh.comparisons[0].pairs == 0)
  }

  @Test func `two of the same kind are called different as rarely as promised`() throws {
    // Pairs of independent seeds, taken for pairs: every difference found is a false one.
    let wish = Comparing.Wish(noise: 0)
    var found = 0
    let families = 100
    for family in 0..<families {
      let seed = UInt64(1000 + family)
      let figures = try [seed, seed + 50_000].map { seed -> VariantFigures in
        let runner = ComparisonRunner(
          [("x", station(service: 0.5, seconds: 400, seed: seed))], wish: wish, toolVersion: "0",
          threads: 2)
        var figures = try runner.run(replications: 6, progress: { _ in true })[0].figures
        figures.seed = 1
        return figures
      }
      let result = Comparing(
        [
          Comparing.Variant(name: "a", figures: figures[0]),
          Comparing.Variant(name: "b", figures: figures[1]),
        ], wish
      ).result(tool: ToolIdentity(version: "0"), changes: [])
      let verdicts = (result.metrics + result.context).map(\.verdict)
      if verdicts.contains(where: { ["better", "worse", "different"].contains($0) }) { found += 1 }
    }
    // 5 % of 100 and three standard deviations of 2.2.
    #expect(found <= 11, "\(found) of \(families)")
  }
}
