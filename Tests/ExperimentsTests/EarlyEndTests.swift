import ClusterModel
import Experiments
import Quantities
import Reports
import ResultTypes
import ScenarioTypes
import SimulationStatistics
import TestSupport
import Testing

/// Replications that an objective ends.
@Suite struct `Replications that may end early` {
  /// A queue whose largest wait is a matter of luck.
  private func loaded(limit milliseconds: Double) -> LoadedScenario {
    var builder = ScenarioBuilder(seconds: 400, warmup: 20)
    let tier = builder.tier("server", service: .exponential(seconds: 1))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(0.7))
    builder.scenario.objectives = [
      Objective(
        expression: "max(server) < \(milliseconds)ms",
        metric: .tierSojourn(.maximum, nil, tier: 0), comparison: .less, limit: milliseconds,
        line: 3, abortGrace: .zero)
    ]
    return LoadedScenario(
      scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
      parameters: [], warnings: [])
  }

  private func output(
    _ loaded: LoadedScenario, replications: Int, threads: Int
  ) throws -> ReplicationRunner.Output {
    try ReplicationRunner(
      ReplicationPlan(
        loaded: loaded, toolVersion: "0", replications: replications, threads: threads)
    ).run()
  }

  @Test(arguments: [10_000.0, 14_000, 18_000, 24_000])
  func `the first by number that is ended ends the study, on any threads`(_ limit: Double) throws {
    let loaded = loaded(limit: limit)
    let expected = try output(loaded, replications: 12, threads: 1)
    #expect(expected.isComplete)
    for threads in [2, 4, 7] {
      let found = try output(loaded, replications: 12, threads: threads)
      #expect(found.result == expected.result, "\(threads)")
      #expect(found.claims == expected.claims)
      for (place, name) in expected.histograms.names.enumerated() {
        #expect(
          found.histograms.histogram(place).count
            == expected.histograms.histogram(place).count, "\(name)")
      }
    }
    guard let early = expected.result.endedEarly else { return }
    let number = try #require(early.replication)
    #expect(early.plannedReplications == 12)
    #expect(expected.result.warnings.first == early.sentence)
    #expect(!expected.result.objectives[0].passed)
    #expect(expected.result.objectives[0].value == early.value)
    // Of those before it the study says what it says without the one that was ended.
    if number > 1 {
      let before = try output(loaded, replications: number, threads: 2).result
      #expect(before.endedEarly == nil)
      #expect(before.statistics == expected.result.statistics)
      #expect(before.series == expected.result.series)
    } else if number == 0 {
      #expect(expected.result.simulatedSeconds == early.reachedSeconds)
    }
  }

  @Test func `some studies end at the start, some later, some not at all`() throws {
    let numbers = try [1000.0, 14_000, 18_000, 24_000, 1e9].map { limit in
      try output(loaded(limit: limit), replications: 12, threads: 2).result.endedEarly?.replication
    }
    #expect(numbers.first == .some(0))
    #expect(numbers.last == .some(nil))
    #expect(numbers.contains { ($0 ?? 0) > 0 })
  }

  @Test func `a merge of records says what the run says`() throws {
    let loaded = loaded(limit: 14_000)
    let expected = try output(loaded, replications: 12, threads: 2).result
    try #require(expected.endedEarly != nil)
    let plan = ReplicationPlan(loaded: loaded, toolVersion: "0", replications: 12, threads: 2)
    let study = Study(plan)
    let box = RecordBox()
    try ReplicationWorkers(plan).run(
      Array(0..<12), planned: 12, progress: { _ in true },
      keep: { record in
        box.add(RecordFile(record, study: study.key) { ResultDocument.json($0) }, record.number)
        return true
      })
    var gathered = GatheredReplications(detectsWarmup: false)
    for number in 0..<12 {
      let file = try #require(box.file(number))
      gathered.add(try file.record { try? ResultDocument.result(fromJSON: $0) })
    }
    #expect(gathered.earlyOutput(planned: 12).result == expected)
  }
}
