import ClusterModel
import ResultTypes
import ScenarioLanguage
import TestSupport
import Testing

@Suite struct `Memory of a run` {
  private func memory(seconds: Int) throws -> MemoryUse {
    let loaded = try ScenarioFixture.load(
      "\(ScenarioFixture.repository)/topologies/new-year-peak.yaml",
      overrides: [
        "duration=\(seconds)s", "warmup=2s", "populations.nationwide.sends.curve=300/s",
      ])
    var simulation = try ClusterSimulation(loaded, toolVersion: "test")
    let result = simulation.run().result
    #expect(result.audit.violations == [])
    return simulation.memory
  }

  @Test func `a request in flight has at most 96 bytes and an open packet at most 48`() {
    #expect(MemoryUse.requestBytes <= 96)
    #expect(MemoryUse.packetBytes <= 48)
    #expect(MemoryUse.entryBytes <= 12)
  }

  @Test func `nothing grows with the length of a run`() throws {
    // Members come back within some 15 s, so that the number of open packets is steady from then
    // on: a run four times as long needs no more. The number at once is Poisson with a mean of some
    // thousands; its maximum over a longer time lies a few per cent higher.
    let short = try memory(seconds: 20)
    let long = try memory(seconds: 80)
    #expect(Double(long.packets) < 1.08 * Double(short.packets), "\(short) \(long)")
    #expect(Double(long.requests) < 1.12 * Double(short.requests), "\(short) \(long)")
    #expect(Double(long.entries) < 1.08 * Double(short.entries), "\(short) \(long)")
  }
}
