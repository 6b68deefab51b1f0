extension ScenarioFixture {
  /// A scenario that uses what queueing models add to red packets: services by kind, disciplines,
  /// patience, breakdowns, branches, forks, caches, closed loops and sources of all kinds.
  public static let stations = """
    version: 1
    name: Stations
    duration: 100s
    warmup: 10s
    tiers:
      gateway:
        operation: relay
        nodes: 2
        servers: unbounded
        service: {send: 1ms, claim: exponential(2ms), open: 3ms}
        expired work: cancel
        breakdowns: {up: exponential(60s), down: 5s, while: serving, crews: 1}
        tries: 2
        states: 20
      worker:
        operation: relay
        nodes: 4
        service: exponential(1ms)
        discipline: preemptive priority(claim, send)
        patience: exponential(2s)
        expired-work: skip
      shared: {operation: relay, nodes: 4, service: 1ms, discipline: processor sharing}
      newest: {operation: relay, nodes: 4, service: 1ms, discipline: preemptive lifo}
      front: {operation: relay, nodes: 2, service: 1ms}
      cache:
        operation: cache
        nodes: 2
        ttl: 60s
        refresh: on-access
        capacity: 1000
        eviction: pinned
        misses: join
      records: {operation: update, nodes: 2, service: 1ms, work: exponential(5ms)}
    flow:
      send:
        path: [gateway, worker]
        next: {gateway: {worker: 50%}, worker: {gateway: 25%, worker: 25%}}
        then: {abandoned: stop, failed: retry}
      claim: [front, cache, records]
      open:
        path: [gateway, shared, newest]
        fork: {shared: {copies: 4, wait: 2}, newest: {copies: 3}}
    populations:
      a:
        requests: {kind: send, between: erlang(k 2 mean 100ms), first: 0s, \
    batch: 1 + geometric(mean 2), total: 1000, 
        periods: {active: exponential(1s), silent: 2s}, at-start: 3}
        tries: {total: unbounded, wait: exponential(1s), budget: 10%}
      b:
        requests: {kind: claim, curve: sine(mean 10/s swing 5/s period 12.566s)}
        keys: {count: 1000, zipf: 0.99}
      c:
        clients: {kind: open, count: 5, think: 0s}
        tries: {total: unbounded, backoff: constant(1ms)}
      d:
        requests: {kind: open, at-start: 10}
    probes: [50s, 10s]

    """
}
