import Experiments
import ScenarioTypes
import TestSupport
import Testing

@Suite struct `The memory that a run needs at most` {
  /// Requests stay for three seconds, and those of tiers without a bound of servers carry more.
  @Test func `is more than the forecast, whatever requests carry`() throws {
    let loaded = try ScenarioFixture.load(
      text: """
        version: 1
        name: Roomy
        duration: 5s
        warmup: 4s
        tiers:
          gateway: {operation: relay, nodes: 1, servers: unbounded, service: constant(3s)}
        flow: {claim: [gateway]}
        network: {same zone: constant(100us)}
        populations:
          users: {requests: {kind: claim, rate: 100k/s}}

        """)
    let forecast = try Forecast(
      ReplicationPlan(loaded: loaded, toolVersion: "test"), effort: .quick)
    #expect(forecast.memoryBytes > 64 << 20)
    #expect(Forecast.mostMemory(loaded.scenario) >= Double(forecast.memoryBytes))
  }

  @Test func `of several threads is more than that of one`() throws {
    let loaded = try ScenarioFixture.load(
      "\(ScenarioFixture.repository)/topologies/new-year-peak.yaml")
    func bytes(_ threads: Int) throws -> Int64 {
      let plan = ReplicationPlan(loaded: loaded, toolVersion: "test", threads: threads)
      return try Forecast(plan, effort: .quick).memoryBytes
    }
    #expect(Double(try bytes(2)) > 1.15 * Double(try bytes(1)))
  }
}
