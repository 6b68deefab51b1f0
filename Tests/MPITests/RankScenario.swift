import TestSupport
import Testing

/// A scenario that runs on one process and on several.
struct RankScenario: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// The file, from the root of the repository; empty: `text` is written to a file.
  var file = ""
  var text = ""
  var overrides: [String] = []

  /// The words after `run` for a folder that has the text as `scenario.yaml`.
  var words: [String] {
    let path = file.isEmpty ? "scenario.yaml" : "\(ScenarioFixture.repository)/\(file)"
    return [path] + overrides.flatMap { ["--set", $0] }
  }

  /// What a cluster can be like: large, full of ties, broken, nearly empty, in one piece.
  static let all = [
    RankScenario(
      testDescription: "the New Year peak for two seconds",
      file: "topologies/new-year-peak.yaml", overrides: ["duration=2s", "warmup=500ms"]),
    RankScenario(
      testDescription: "a lost zone",
      file: "topologies/new-year-peak-zone-lost.yaml",
      overrides: [
        "duration=3s", "warmup=500ms", "populations.nationwide.sends.curve=[0s 1k/s]",
        "faults=[{at: 1s, for: 500ms, lose: shenzhen/2}]",
      ]),
    RankScenario(testDescription: "a storm of ties", text: people(sends: "2k/s", size: "20")),
    RankScenario(
      testDescription: "one packet for one person",
      text: people(sends: "1/s", size: "1", shares: "1")),
    RankScenario(
      testDescription: "a cluster that stays in one piece",
      text: people(sends: "200/s", size: "10", access: "")),
  ]

  /// A cluster in which every time is 1 ms, or a whole number of them.
  static func people(
    sends: String, size: String, shares: String = "3",
    access: String = "access: {wire: 100%}", seconds: Int = 2
  ) -> String {
    """
    # Everything takes a millisecond, so that very many events have the same time.
    version: 1
    name: Ranks test
    duration: \(seconds)s
    warmup: 500ms
    seed: 1
    tiers:
      gateway:
        operation: relay
        nodes: 8
        servers: 8
        service: constant(1ms)
        queue: 200
      cache:
        operation: claim
        nodes: 8
        servers: 1
        service: constant(1ms)
        route: hash(packet)
        queue: 1000
      settlement:
        operation: settle
        nodes: 4
        servers: 4
        service: constant(1ms)
        queue: 100
    flow:
      send: [gateway, cache]
      claim: [gateway, cache]
      open: [gateway, settlement]
    network:
      same zone: constant(1ms)
      access:
        wire: {latency: constant(1ms)}
    populations:
      people:
        sends: {curve: [0s \(sends)], process: deterministic}
        group: {size: constant(\(size)), awake: 100%}
        shares: constant(\(shares))
        amount: constant(5.00yuan)
        fan-out: constant(1ms)
        reaction: constant(1ms)
        second-click: constant(1ms)
        \(access)
        timeout: 50ms
        tries: {total: 2, backoff: constant(1ms), jitter: none}

    """
  }
}
