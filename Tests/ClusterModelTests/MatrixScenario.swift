import ScenarioTypes
import TestSupport
import Testing

/// What a cluster can be like, for the matrix of fingerprints.
struct MatrixScenario: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var overrides: [String]
  /// The file, from the root of the repository.
  var file = "topologies/new-year-peak.yaml"

  func loaded() throws -> LoadedScenario {
    try ScenarioFixture.load("\(ScenarioFixture.repository)/\(file)", overrides: overrides)
  }

  private static func people(_ sends: String, _ size: String) -> [String] {
    [
      "duration=2s", "warmup=500ms", "populations.nationwide.sends.curve=[0s \(sends)]",
      "populations.nationwide.group={size: constant(\(size)), awake: 100%}",
    ]
  }

  /// Every time is a millisecond or a whole number of them, so that very many events coincide.
  private static let ties = [
    "tiers.gateway.service=1ms", "tiers.cache.service=1ms", "tiers.ckv.service=1ms",
    "tiers.settlement.service=1ms", "tiers.settlement.flush=1ms", "network.same-zone.latency=1ms",
    "network.same-city.latency=1ms", "network.between-cities.latency=1ms",
    "network.access.wifi={latency: constant(1ms), loss: 0%}",
    "network.access.cellular={latency: constant(1ms), loss: 0%}",
    "populations.nationwide.sends.process=deterministic",
    "populations.nationwide.shares=3", "populations.nationwide.fan-out=1ms",
    "populations.nationwide.reaction=1ms", "populations.nationwide.second-click=1ms",
    "populations.nationwide.tries={total: 2, backoff: constant(1ms), jitter: none}",
  ]

  private static let faults = [
    "faults=[{at: 300ms, for: 400ms, lose: shenzhen/2}, "
      + "{at: 500ms, for: 1s, slow: cache 20%, factor: 50}, "
      + "{at: 600ms, for: 1s, latency: shenzhen/1 - shenzhen/3, add: 5ms, jitter: 2ms}, "
      + "{at: 700ms, for: 500ms, loss: shenzhen/1 - shenzhen/3, probability: 5%}, "
      + "{at: 900ms, errors: settlement, probability: 10%}, "
      + "{at: 1s, for: 500ms, crash: cache/3}, {at: 1s, for: 300ms, crash: gateway 10%}]"
  ]

  static let all = [
    MatrixScenario(
      testDescription: "flagship",
      overrides: [
        "duration=2s", "warmup=500ms", "populations.nationwide.sends.curve=[0s 500/s]",
      ]),
    MatrixScenario(testDescription: "tie storm", overrides: people("400/s", "20") + ties),
    MatrixScenario(testDescription: "fault-heavy", overrides: people("400/s", "20") + faults),
    MatrixScenario(testDescription: "one entity", overrides: people("1/s", "1") + ties),
    MatrixScenario(
      testDescription: "in one piece", overrides: ["duration=2s", "warmup=500ms"],
      file: "topologies/ticket-drop.yaml"),
  ]
}
