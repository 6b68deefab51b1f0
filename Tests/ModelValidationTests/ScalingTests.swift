import ClusterModel
import ResultTypes
import TestSupport
import Testing

/// Time has no unit of its own: seconds and milliseconds give the same figures.
@Suite struct ScalingTests {
  /// The first tier's result of a scenario whose times are written in `unit`.
  func run(_ unit: String, _ rate: String, _ service: String, _ source: String) throws -> RunResult
  {
    let text = """
      # A station in \(unit).
      version: 1
      name: scaling
      duration: 5000\(unit)
      tiers:
        server: {operation: relay, nodes: 2, route: round robin, service: "\(service)"}
      flow: {claim: [server]}
      populations:
        load: {requests: {kind: claim, \(source)}}
      """
      .replacingOccurrences("UNIT", unit).replacingOccurrences("RATE", rate)
    let loaded = try ScenarioFixture.load(text: text)
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    return simulation.run().result
  }

  @Test func `a deterministic model scales exactly`() throws {
    let source = "between: 0.4UNIT, first: 0s, total: 3000"
    let slow = try run("s", "", "1UNIT", source).tiers[0]
    let fast = try run("ms", "", "1UNIT", source).tiers[0]
    #expect(slow.waitMilliseconds.max == fast.waitMilliseconds.max.map { $0 * 1000 })
    #expect(slow.waitMilliseconds.mean == fast.waitMilliseconds.mean.map { $0 * 1000 })
    #expect(slow.served == fast.served)
  }

  @Test func `a random model scales to the rounding of each draw`() throws {
    let slow = try run("s", "1.6/s", "exponential(mean 1UNIT)", "rate: RATE").tiers[0]
    let fast = try run("ms", "1.6k/s", "exponential(mean 1UNIT)", "rate: RATE").tiers[0]
    #expect(slow.offered == fast.offered)
    let a = try #require(slow.waitMilliseconds.mean)
    let b = try #require(fast.waitMilliseconds.mean)
    // Each wait is a sum of up to a busy period of draws, each within half a nanosecond.
    #expect(abs(a - b * 1000) < 1e-3 * 0.2, "\(a) and \(b)")
    #expect(a > 500)
  }
}

extension String {
  fileprivate func replacingOccurrences(_ word: String, _ other: String) -> String {
    replacing(word, with: other)
  }
}
