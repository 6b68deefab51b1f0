/// Warnings: W0001 and following.
extension DiagnosticCatalog.Entry {
  static let tierNeverReached = Self(
    title: "a tier that no request passes",
    text: """
      The tier stands in no path of the flow and will be idle: utilization zero in every
      table. Perhaps it was forgotten in a path. The scenario runs all the same.
      """,
    wrong: """
      tiers:
        spare: {operation: relay, nodes: 2, service: 1ms}
      """,
    right: """
      tiers:
        spare: {operation: relay, nodes: 2, service: 1ms}
      flow:
        claim: [gateway, spare, cache]
      """)

  static let unstableTier = Self(
    title: "a tier is offered more than it can serve",
    text: """
      At the peak more requests come than nodes x servers / service time can do, so the
      queue grows while that lasts, up to its bound. This may be just what you want to
      see; if not, look at the three numbers. The estimate leaves retries and rejections
      further ahead out.
      """,
    wrong: """
      tiers:
        settlement: {nodes: 1, servers: 1, service: 100ms}
      """,
    right: """
      tiers:
        settlement: {nodes: 4, servers: 20, service: 10ms}
      """)

  static let warmupClipped = Self(
    title: "the warm-up was cut",
    text: """
      `--set duration=...` made the run so short that its warm-up would cover all of it.
      It is cut to a fifth of the run, so that something is left to measure. Set `warmup`
      as well to choose yourself.
      """,
    wrong: """
      hongbao run peak.yaml --set duration=5s
      """,
    right: """
      hongbao run peak.yaml --set duration=5s --set warmup=2s
      """)

  static let faultClipped = Self(
    title: "a fault outlasts the run",
    text: """
      The fault ends after the run does, so its end, and the recovery, will not be seen.
      It is cut to the end of the run. Leave `for` out to say that it lasts to the end.
      """,
    wrong: """
      duration: 60s
      faults:
        - {at: 55s, for: 10s, crash: cache/0}
      """,
    right: """
      duration: 60s
      faults:
        - {at: 20s, for: 10s, crash: cache/0}
      """)

  static let faultDropped = Self(
    title: "a fault was left out",
    text: """
      `--set duration=...` made the run so short that the fault begins after its end. The
      run goes on without it, which is another experiment than the file describes; choose
      a longer duration to see the fault.
      """,
    wrong: """
      hongbao run topologies/new-year-peak-zone-lost.yaml --set duration=15s
      """,
    right: """
      hongbao run topologies/new-year-peak-zone-lost.yaml --set duration=35s
      """)

  static let doubtfulPlace = Self(
    title: "a pair of places that is never used",
    text: """
      The network names a city where no tier stands, and the name is very near to one that
      is used. If it is a slip, the latency of the default holds instead of yours.
      """,
    wrong: """
      network:
        locale - beijing: constant(20ms)
      """,
    right: """
      network:
        local - beijing: constant(20ms)
      """)

  static let floorWithoutGrace = Self(
    title: "a floor may end the run before it is reached",
    text: """
      With `abort: true` an objective is checked as soon as a whole interval of the
      statistics has passed. A floor (`>` or `>=`) is broken until it is reached: while the
      load still rises, before the best second of a `peak-throughput`, that is at once, and
      the run ends there with status 99. Say with `grace` how long after the warm-up it may
      take; `grace: 0s` says that it must hold from the start.
      """,
    wrong: """
      objectives:
        - {objective: peak-throughput(cache) > 700k/s, abort: true}
      """,
    right: """
      objectives:
        - {objective: peak-throughput(cache) > 700k/s, abort: true, grace: 30s}
      """)
}
