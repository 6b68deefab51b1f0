import ClusterModel
import Reports
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Ranks as threads of one process: the same bytes cross the same borders as between processes.
@Suite struct `A run over ranks` {
  /// The peak, short and small; with a fault, ties enough, and people who retry.
  private static let overrides = [
    "duration=3s", "warmup=500ms", "populations.nationwide.sends.curve=[0s 300/s]",
    "faults=[{at: 1s, for: 500ms, lose: shenzhen/2}]",
  ]

  private func loaded() throws -> LoadedScenario {
    try ScenarioFixture.load(
      ScenarioFixture.repository + "/topologies/new-year-peak.yaml", overrides: Self.overrides)
  }

  private func result(_ loaded: LoadedScenario, ranks: Int, threads: Int) throws -> RunResult {
    try LoopbackRank.run(ranks) { rank in
      var simulation: ClusterSimulation
      do throws(ModelError) {
        simulation = try ClusterSimulation(loaded, toolVersion: "0")
      } catch {
        preconditionFailure("\(error)")
      }
      simulation.follow(threads: threads, ranks: rank)
    } lead: { rank in
      var simulation = try ClusterSimulation(loaded, toolVersion: "0")
      return simulation.run(threads: threads, ranks: rank).result
    }
  }

  /// Of twelve ranks two have nothing to do: there are the site, the gate and eight crowds.
  @Test func `the result depends neither on ranks nor on threads`() throws {
    let loaded = try loaded()
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    let expected = simulation.run().result
    #expect(expected.audit.violations == [])
    for (ranks, threads) in [(2, 1), (3, 1), (4, 1), (2, 2), (4, 2), (12, 1)] {
      let found = try result(loaded, ranks: ranks, threads: threads)
      #expect(found == expected, "\(ranks) ranks of \(threads) threads")
    }
  }

  @Test func `a cluster in one piece is run by rank 0 alone`() throws {
    // Nobody has a latency to the first tier.
    var builder = ScenarioBuilder.redPackets(seconds: 1)
    builder.packets(sends: .steady(100))
    let loaded = LoadedScenario(
      scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
      parameters: [], warnings: [])
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    #expect(try result(loaded, ranks: 3, threads: 1) == simulation.run().result)
  }

  @Test func `a run that is stopped ends on all ranks`() throws {
    let loaded = try loaded()
    let isComplete = try LoopbackRank.run(3) { rank in
      if var simulation = try? ClusterSimulation(loaded, toolVersion: "0") {
        simulation.follow(ranks: rank)
      }
    } lead: { rank in
      var simulation = try ClusterSimulation(loaded, toolVersion: "0")
      var calls = 0
      return simulation.run(ranks: rank) { _ in
        calls += 1
        return calls < 5
      }.isComplete
    }
    #expect(!isComplete)
  }
}
