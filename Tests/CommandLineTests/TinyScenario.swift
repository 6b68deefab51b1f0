import TestSupport

/// Small scenario files for tests of the command line, written into a folder of their own.
enum TinyScenario {
  /// Two simulated seconds of a small cluster; `sends` is the rate of packets.
  static func text(
    name: String = "Tiny test", sends: String = "50/s", objective: String = "p99(claim) < 30s"
  ) -> String {
    """
    # A small cluster for tests of the command line: nothing limits it.
    version: 1
    name: \(name)
    duration: 2s
    warmup: 500ms
    seed: 1
    tiers:
      gateway:
        operation: relay
        nodes: 2
        servers: 2
        service: constant(100us)
      cache:
        operation: claim
        nodes: 2
        service: constant(10us)
        route: hash(packet)
      settlement:
        operation: settle
        nodes: 2
        servers: 4
        service: constant(1ms)
        queue: 100
    flow:
      send: [gateway, cache]
      claim: [gateway, cache]
      open: [gateway, settlement]
    network:
      same zone: constant(100us)
    populations:
      people:
        sends: {curve: [0s \(sends)]}
        group: {size: lognormal(p50 10 p99 50 max 100), awake: 50%}
        shares: 1 + geometric(mean 2)
        amount: lognormal(p50 5.00yuan p99 60.00yuan)
        fan-out: constant(50ms)
        reaction: exponential(200ms)
        timeout: 5s
    objectives:
      - \(objective)

    """
  }

  /// `tiny.yaml` in `folder`; answers its path.
  static func write(to folder: TemporaryFolder, _ text: String = text()) throws -> String {
    try folder.write(text, to: "tiny.yaml")
  }
}
