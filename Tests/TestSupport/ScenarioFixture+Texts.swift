extension ScenarioFixture {
  /// A queueing model of one tier, as small as a scenario can be.
  public static let smallest = """
    version: 1
    name: Smallest
    duration: 100s
    warmup: 10s
    tiers:
      server: {operation: relay, nodes: 1, service: exponential(10ms)}
    flow:
      claim: [server]
    populations:
      customers:
        requests: {kind: claim, rate: 80/s}

    """

  /// A scenario of a red-packet cluster that uses all its keys, operations and kinds of faults.
  public static let everything = """
    version: 1
    name: "Everything: 红包 \\"quoted\\""
    description: |
      Two lines
      of text.
    start: 2017-01-28T00:04:30+08:00
    duration: 60s
    warmup: 10s
    seed: 18446744073709551615
    tiers:
      gateway:
        operation: relay
        nodes: 6
        servers: 8
        service: hyperexponential(90% 0.5ms, 10% 5.5ms)
        discipline: priority(open, claim, send)
        queue: 2000
        route: power of 2
        place: [shenzhen/1..3, shanghai]
        on crash: silent
        detection: 500ms
        admission: {rate: 20k/s, burst: 50}
      cache:
        operation: claim
        nodes: 128
        service: 10us
        cas: {tries: 5, then: reject}
        place: shenzhen/2
      stamp:
        operation: relay
        nodes: 2
        service: weibull(scale 10us shape 1.5)
      ckv:
        operation: store
        nodes: 4
        service: empirical(p0 1ms p50 2ms p99 9ms p100 20ms)
        replicas: 2
        expiry: 48h
        refund scan: 30s
        learns_after: 20ms
      settlement:
        operation: settle
        discipline: lifo
        nodes: 10
        servers: 20
        service: gamma(mean 10ms cv 0.8)
        lock: 60%
        flush: uniform(50us 90us)
        connections: 512
        amounts: capped
      account:
        operation: credit
        nodes: 3
        service: erlang(3, 5ms)
        route: least outstanding
        discipline: random
      audit:
        operation: relay
        nodes: 2
        service: bounded-pareto(min 1ms max 1s shape 1.5)
        route: round robin
      session:
        operation: relay
        nodes: 2
        service: pareto(min 1ms shape 2.5 max 2s)
        route: hash(user)
    flow:
      send: [gateway, ckv, cache, stamp]
      claim: {path: [gateway, session, cache], \
    then: {failed: stop, lost: retry, queue full: retry, served: open}}
      open: {path: [gateway, settlement], afterwards: [account, audit]}
    network:
      same zone: lognormal(p50 100us p99 300us min 60us)
      same city: {latency: constant(350us), loss: 0.01%}
      between cities: uniform(10ms 20ms)
      shenzhen - shanghai: lognormal(mean 15ms cv 0.1 min 14ms max 30ms)
      shenzhen/1 - shenzhen/2: 300us
      access:
        satellite: {latency: exponential(mean 300ms min 250ms), loss: 2%, retransmission: 1s}
    populations:
      people:
        sends: {curve: {points: [0s 1k/s, 10s 2k/s, 10s 3k/s, 20s 1k/s], repeat: true}, \
    process: deterministic}
        group: {size: lognormal(p50 30 p99 400 max 500), awake: 40%}
        shares: 1 + geometric(mean 1.5)
        amount: lognormal(p50 5.00 yuan p99 60.00 yuan min 1 cent)
        fan-out: constant(150ms)
        reaction: lognormal(p50 900ms p99 4s min 200ms)
        second click: exponential(500ms)
        access: {wifi: 60%, cellular: 30%, satellite: 10%}
        timeout: 5s
        tries: {total: 3, backoff: exponential(200ms), jitter: full}
      robots:
        requests: {kind: claim, curve: "steps(0s 10/s, 20s 50/s)"}
        tries: 2
    faults:
      - {at: 30s, for: 5s, latency: shenzhen - shanghai, add: 50ms, jitter: 10ms}
      - {at: 20s, for: 10s, crash: cache/3}
      - {at: 21s, crash: cache 20%}
      - {at: 22s, for: 1s, slow: gateway/0..2, factor: 10}
      - {at: 23s, for: 1s, lose: shenzhen/2}
      - {at: 24s, for: 1s, loss: shenzhen/1 - shanghai, probability: 20%}
      - {at: 25s, for: 1s, errors: settlement, probability: 5%}
    objectives:
      - p99(claim) < 400ms
      - p99.9(claim at cache) <= 10ms
      - mean(cache) < 1ms
      - max(open) < 10s
      - rejected(settlement) < 0.1%
      - failed(cache) < 1%
      - errors(claim) <= 2%
      - throughput(cache) >= 10k/s
      - peak-throughput(cache) > 12k/s
      - goodput(cache) > 1k/s
      - utilization(gateway) < 80%

    """
}
