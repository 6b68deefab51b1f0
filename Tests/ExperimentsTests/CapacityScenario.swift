import ScenarioTypes
import TestSupport

/// Small scenarios for capacity studies.
enum CapacityScenario {
  /// A station with one node: `load` servers are busy on average.
  static func station(
    load: Double, servers: Int, queue: String, objective: String
  ) throws -> LoadedScenario {
    try ScenarioFixture.load(
      text: """
        version: 1
        name: Station
        duration: 62s
        warmup: 2s
        tiers:
          server:
            operation: relay
            nodes: 1
            servers: \(servers)
            queue: \(queue)
            service: exponential(mean 10ms)
        flow:
          claim: [server]
        populations:
          people:
            requests: {kind: claim, rate: \(load * 100)/s}
        objectives:
          - \(objective)
        capacity:
          tiers:
            server: {servers: 1..40}
        """)
  }

  /// Two tiers in three zones: the second one is full at twice the load, the first one at four
  /// times.
  static func twoTiers(_ capacity: String = "") throws -> LoadedScenario {
    try ScenarioFixture.load(
      text: """
        version: 1
        name: Two tiers
        duration: 12s
        warmup: 2s
        tiers:
          front:
            operation: relay
            nodes: 6
            service: exponential(mean 1ms)
            place: town/1..3
          back:
            operation: relay
            nodes: 12
            service: exponential(mean 4ms)
            place: town/1..3
        flow:
          claim: [front, back]
        network:
          same zone: constant(100us)
        populations:
          people:
            requests: {kind: claim, rate: 1500/s}
        objectives:
          - p99(claim) < 500ms
        \(capacity)
        """)
  }
}
