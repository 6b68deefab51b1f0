extension ScenarioFixture {
  /// The cluster that the language was designed around, word for word.
  public static let exampleTopology = """
    # topologies/wechat-2015.yaml
    tiers:
      gateway:
        operation: relay
        nodes: 64
        servers: 8
        service: lognormal(mean 200us cv 0.5)
        queue: 2000
        place: shenzhen/1..3
      cache:
        operation: claim
        nodes: 128
        service: constant(10us)
        route: hash(packet)
        cas: {tries: 3, then: let-through}
      ckv:
        operation: store
        nodes: 96
        service: lognormal(p50 300us p99 2ms)
        replicas: 3
        expiry: 24h
      settlement:             # 100 x 20 / 10 ms = 200k/s
        operation: settle
        nodes: 100
        servers: 20
        service: lognormal(mean 10ms cv 0.8)
        queue: 5000
    flow:
      send: [gateway, ckv, cache]
      claim: [gateway, cache]
      open: [gateway, settlement]
    network:                  # one way; min is the floor, and the look-ahead of parallel runs
      same zone: lognormal(p50 100us p99 300us min 60us)
      same city: lognormal(p50 350us p99 1ms min 250us)
      shenzhen - shanghai: lognormal(p50 15ms p99 18ms min 14ms)

    """

  /// The scenario that the language was designed around, word for word; it names
  /// `wechat-2015.yaml`.
  public static let exampleScenario = """
    # topologies/new-year-peak.yaml
    version: 1
    name: New Year peak
    topology: wechat-2015.yaml
    start: 2017-01-28T00:04:30+08:00
    duration: 60s
    warmup: 10s
    populations:
      nationwide:
        sends: {curve: [0s 12k/s, 10s 35.8k/s, 50s 35.8k/s, 60s 29k/s]}
        group: {size: lognormal(p50 30 p99 400 max 500), awake: 40%}
        shares: 1 + geometric(mean 1.5)
        amount: lognormal(p50 5.00yuan p99 60.00yuan)
        fan-out: lognormal(p50 150ms p99 2s)
        reaction: lognormal(p50 900ms p99 4s min 200ms)
        access: {wifi: 60%, cellular: 40%}
        timeout: 5s
        tries: {total: 3, backoff: exponential(200ms), jitter: full}
    faults: []
    objectives:
      - p99(claim) < 400ms
      - rejected(settlement) < 0.1%

    """
}
