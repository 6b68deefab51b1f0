import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// What objectives measure, held against the counts of the same run.
@Suite struct ObjectiveTests {
  func measured(_ metrics: [Metric], _ change: (inout ScenarioBuilder) -> Void = { _ in })
    -> (values: [Double?], result: RunResult)
  {
    var builder = ScenarioBuilder.redPackets(seconds: 10)
    builder.packets(sends: .steady(60))
    change(&builder)
    builder.scenario.objectives = metrics.map {
      Objective(expression: "\($0)", metric: $0, comparison: .less, limit: 1e9, line: 1)
    }
    let result = run(builder.scenario)
    return (result.objectives.map(\.value), result)
  }

  @Test func `rates of one kind at one tier sum to those of all kinds`() throws {
    let kinds: [RequestKind?] = [.send, .claim, .open, nil]
    let (rates, result) = measured(
      kinds.map { .throughput($0, tier: 0) } + kinds.map { .goodput($0, tier: 0) })
    let values = rates.compactMap { $0 }
    try #require(values.count == 8)
    #expect(abs(values[0] + values[1] + values[2] - values[3]) < 1e-9)
    #expect(abs(values[4] + values[5] + values[6] - values[7]) < 1e-9)
    #expect(values[1] > 5 * values[0])
    let claims = try #require(result.tiers[0].kinds["claim"])
    #expect(abs(values[5] * 10 - Double(claims.served)) < 1e-6)
  }

  @Test func `the peak of claims at the cache leaves the sends out`() throws {
    let (rates, result) = measured([
      .peakThroughput(.claim, tier: 1), .peakThroughput(.send, tier: 1),
      .peakThroughput(nil, tier: 1),
    ])
    let values = rates.compactMap { $0 }
    try #require(values.count == 3)
    let claims = try #require(result.tiers[1].kinds["claim"])
    #expect(abs(values[0] / claims.offeredPerSecond.peak - 1) < 0.02)
    #expect(values[0] < values[2])
    #expect(values[1] < 100)
  }

  @Test func `a share of one kind is of what that kind offered`() throws {
    let (shares, result) = measured([
      .rejected(.open, tier: 3), .rejected(.claim, tier: 1), .failed(.open, tier: 3),
      .rejected(.send, tier: 1), .rejected(.send, tier: 3),
    ]) { builder in
      builder.scenario.tiers[3].queueBound = 0
      builder.scenario.tiers[3].nodes = 1
      builder.scenario.tiers[3].servers = 1
    }
    let opens = try #require(result.tiers[3].kinds["open"])
    let claims = try #require(result.tiers[1].kinds["claim"])
    func share(_ counts: [String: UInt64], of whole: UInt64) -> Double {
      Double(counts.values.reduce(0, +)) / Double(whole)
    }
    #expect(shares[0] == share(opens.rejected, of: opens.offered))
    #expect(shares[1] == share(claims.rejected, of: claims.offered))
    #expect(shares[0].map { $0 > 0.01 } == true && shares[1].map { $0 > 0.3 } == true)
    #expect(shares[2] == share(opens.failed, of: opens.offered))
    #expect(shares[3] == 0)
    // No send ever comes to settlement: there is nothing to measure, and that fails.
    #expect(shares[4] == nil && !result.objectives[4].passed)
  }
}
