import ClusterModel
import Experiments
import ResultTypes
import ScenarioTypes
import SimulationStatistics
import TestSupport
import Testing

/// What common random numbers are worth.
@Suite struct CommonNumbersTests {
  func wait(load: Double, seed: UInt64) -> Double {
    var builder = ScenarioBuilder(seconds: 20_000, seed: seed)
    let tier = builder.tier("server", service: .exponential(seconds: load))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(1))
    let loaded = LoadedScenario(
      scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
      parameters: [], warnings: [])
    guard var simulation = try? ClusterSimulation(loaded, toolVersion: "0") else { return .nan }
    return simulation.run().result.tiers[0].waitMilliseconds.mean ?? .nan
  }

  @Test func `pairs under the same seeds have a small part of the variance`() {
    let seeds = (0..<60).map { SeedSequence.seed(5, replication: $0) }
    let low = seeds.map { wait(load: 0.7, seed: $0) }
    let same = seeds.map { wait(load: 0.75, seed: $0) }
    let other = seeds.map { wait(load: 0.75, seed: $0 &+ 1) }
    func variance(_ a: [Double], _ b: [Double]) -> Double {
      RunningMoments(zip(a, b).map { $1 - $0 }).sampleVariance ?? .nan
    }
    let ratio = variance(low, same) / variance(low, other)
    #expect(ratio < 0.25, "paired / independent variance \(ratio)")
  }
}
