import ClusterModel
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// What reviewers broke once, as they broke it.
@Suite struct `What was broken once` {
  private func run(_ text: String) throws -> RunResult {
    var simulation = try ClusterSimulation(
      try ScenarioFixture.load(text: text), toolVersion: "test")
    return simulation.run().result
  }

  /// A lock that ends with its service once left an event behind, which spoilt the queue of
  /// commits.
  @Test(arguments: ["uniform(0ns 1ns)", "gamma(mean 1ms cv 3)"])
  func `a service of no time under a partial lock and a flush`(service: String) throws {
    let result = try run(
      """
      version: 1
      name: zero service
      duration: 5s
      tiers:
        cache: {operation: claim, nodes: 1, service: 10us}
        db: {operation: settle, nodes: 1, servers: 4, service: "\(service)", flush: 50us, lock: 50%}
      flow: {send: [cache], claim: [cache], open: [db]}
      populations:
        people:
          sends: {curve: 200/s}
          group: {size: 10}
          shares: 3
          amount: 5.00 yuan
          fan-out: 100ms
          reaction: 100ms
      """)
    #expect(result.audit.violations == [])
    let opens = try #require(result.requests["open"])
    #expect(opens.toldYes > 1000)
    #expect(result.audit.settlements >= opens.toldYes)
  }

  /// Reads that rebuild counters were once counted as steps of a claim's way.
  @Test func `the funnel balances where a rebuilding store stands in the way of claims`() throws {
    let result = try run(
      """
      version: 1
      name: rebuild reads
      duration: 5s
      tiers:
        cache: {operation: claim, nodes: 2, service: 10us, detection: 100ms}
        ckv: {operation: store, nodes: 1, service: 100us}
        db: {operation: settle, nodes: 1, servers: 8, service: 1ms}
      flow: {send: [ckv, cache], claim: [cache, ckv], open: [db]}
      populations:
        people:
          sends: {curve: 200/s}
          group: {size: 10}
          shares: 3
          amount: 5.00 yuan
          fan-out: exponential(mean 1s)
          reaction: 100ms
      faults: [{at: 2s, for: 1s, crash: cache/0}]
      """)
    #expect(result.audit.violations == [])
    for (layer, next) in zip(result.funnel, result.funnel.dropFirst()) {
      #expect(layer.in == layer.out + layer.lost.values.reduce(0, +), "\(layer.layer)")
      let isSameGroup = layer.layer.prefix(5) == next.layer.prefix(5)
      if isSameGroup && layer.layer != "opens: winners" { #expect(layer.out == next.in) }
    }
    let store = try #require(result.tiers.first { $0.name == "ckv" }?.kinds["claim"])
    let layer = try #require(result.funnel.first { $0.layer == "claims: ckv" })
    #expect(store.offered > layer.in, "rebuild reads are offered to the store, but no step")
  }

  /// The questions whether to go on once came every 20 ms of simulated time, whatever happened.
  @Test func `a year with one request a day asks seldom whether to go on`() throws {
    let loaded = try ScenarioFixture.load(
      text: """
        version: 1
        name: long
        duration: 8760h
        tiers:
          queue: {operation: relay, nodes: 1, service: 10ms}
        flow: {claim: [queue]}
        populations:
          people: {requests: {kind: claim, rate: 1/d}}
        """)
    var simulation = try ClusterSimulation(loaded, toolVersion: "test")
    var questions = 0
    let output = simulation.run { _ in
      questions += 1
      return true
    }
    #expect(questions < 1000)
    #expect((250...480).contains(output.result.requests["claim"]?.firstTries ?? 0))
  }
}
