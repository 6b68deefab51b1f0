/// References and meaning: S0301 and S0401 and following.
extension DiagnosticCatalog.Entry {
  static let unknownTier = Self(
    title: "a tier that does not exist",
    text: """
      Paths, faults and objectives name tiers by their key below `tiers`, upper and lower
      case told apart. The label lists those that there are.
      """,
    wrong: """
      flow:
        claim: [gateway, cash]
      """,
    right: """
      flow:
        claim: [gateway, cache]
      """)

  static let unknownPlace = Self(
    title: "a place where nothing stands",
    text: """
      The fault hits a city or zone in which no tier has a node, so it would do nothing.
      Places come from the key `place` of the tiers; tiers without it stand in local/1.
      """,
    wrong: """
      faults:
        - {at: 20s, for: 10s, lose: shenzen/2}
      """,
    right: """
      faults:
        - {at: 20s, for: 10s, lose: local/1}
      """)

  static let unknownAccessNetwork = Self(
    title: "an access network that does not exist",
    text: """
      Clients reach the cluster over the networks below `network: access:`; `wifi` and
      `cellular` are there without being defined. Define the network, or correct its name.
      """,
    wrong: """
      populations:
        friends:
          access: {wlan: 100%}
      """,
    right: """
      populations:
        friends:
          access: {wifi: 100%}
      """)

  static let unknownNode = Self(
    title: "a node that does not exist",
    text: """
      Nodes count from 0: a tier with 4 nodes has 0, 1, 2 and 3. A range is written
      cache/0..3, a share of the tier cache 50%.
      """,
    wrong: """
      faults:
        - {at: 20s, for: 10s, crash: cache/4}
      """,
    right: """
      faults:
        - {at: 20s, for: 10s, crash: cache/3}
      """)

  static let unknownMetric = Self(
    title: "a metric that does not exist",
    text: """
      An objective on a misspelt metric would always hold. The metrics are p50, p90, p95,
      p99, p99.9, mean and max (latency of a kind, a tier, or a kind at a tier); rejected,
      failed, throughput, peak-throughput and goodput (of a tier, or a kind at a tier);
      utilization (of a tier); errors (of a kind).
      """,
    wrong: """
      objectives:
        - p98(claim) < 400ms
      """,
    right: """
      objectives:
        - p99(claim) < 400ms
      """)

  static let warmupTooLong = Self(
    title: "nothing is left after the warm-up",
    text: """
      Statistics cover the time from `warmup` to `duration`. A warm-up as long as the run
      leaves nothing to measure. A fifth of the duration is usual.
      """,
    wrong: """
      duration: 60s
      warmup: 60s
      """,
    right: """
      duration: 60s
      warmup: 10s
      """)

  static let faultOutsideRun = Self(
    title: "a fault after the end",
    text: """
      The fault begins when the run is over, so it would never be seen. Times of faults
      count from the start of the run, not from the end of the warm-up. Let the run last
      longer or the fault begin earlier.
      """,
    wrong: """
      duration: 60s
      faults:
        - {at: 90s, crash: cache/0}
      """,
    right: """
      duration: 60s
      faults:
        - {at: 20s, crash: cache/0}
      """)

  static let missingPath = Self(
    title: "requests without a path",
    text: """
      The population makes requests for which the flow has no path: a population that
      sends packets needs `send` and `claim` (openings only happen where there is `open`),
      one with requests the path of its kind. Or an objective is about a kind without a
      path, or at a tier that the kind does not pass: there would be nothing to measure.
      """,
    wrong: """
      flow:
        claim: [gateway, cache]
      populations:
        office:
          requests: {kind: open, rate: 80/s}
      """,
    right: """
      flow:
        open: [gateway, settlement]
      populations:
        office:
          requests: {kind: open, rate: 80/s}
      """)

  static let operationOnWrongPath = Self(
    title: "a tier that cannot serve this kind of request",
    text: """
      Each operation has its requests: `claim` sends and claims, `settle` openings,
      `credit` what comes after an opening; `relay` and `store` stand anywhere on the way.
      And claims can only reach counters that sends have begun: their path needs the claim
      tier too, or a store to rebuild it from.
      """,
    wrong: """
      flow:
        claim: [gateway, settlement]
      """,
    right: """
      flow:
        claim: [gateway, cache]
      """)

  static let routingNotAllowed = Self(
    title: "this routing would lose the packet",
    text: """
      The counter, the record and the row of a packet live on one node of their tier. A
      request that goes anywhere else does not find them, so tiers that claim, store or
      settle are routed by hash(packet), which is their default.
      """,
    wrong: """
      tiers:
        cache:
          route: random
      """,
    right: """
      tiers:
        cache:
          route: hash(packet)
      """)

  static let latencyWithoutFloor = Self(
    title: "a latency that can be zero",
    text: """
      No message is faster than light in glass, about 5 us per km. A latency therefore
      needs a least value, written `min` inside the brackets; runs on several cores also
      live on that floor, since it tells how far ahead a part may compute alone.
      """,
    wrong: """
      network:
        same zone: lognormal(p50 100us p99 300us)
      """,
    right: """
      network:
        same zone: lognormal(p50 100us p99 300us min 60us)
      """)

  static let timeoutBelowFloor = Self(
    title: "nobody can be answered in time",
    text: """
      The way there and back and the least service times alone take longer than the client
      waits, so every request would time out. Mostly a unit is wrong.
      """,
    wrong: """
      populations:
        friends:
          timeout: 1ms
      """,
    right: """
      populations:
        friends:
          timeout: 5s
      """)

  static let openWithoutPath = Self(
    title: "nothing can be opened here",
    text: """
      The action `open` follows a claim only, and it needs a path for openings in the
      flow. Other requests can `stop` or `retry`.
      """,
    wrong: """
      flow:
        send:
          path: [gateway, ckv, cache]
          then: {served: open}
      """,
    right: """
      flow:
        send:
          path: [gateway, ckv, cache]
          then: {served: stop}
      """)

  static let poolTooLarge = Self(
    title: "too many servers",
    text: """
      Nodes times servers may be 10 million at most, which is more than any cluster had;
      memory would not suffice for more. Mostly one of the two numbers is a rate.
      """,
    wrong: """
      tiers:
        cache:
          nodes: 100000
          servers: 1000
      """,
    right: """
      tiers:
        cache:
          nodes: 1000
          servers: 8
      """)

  static let tierTwiceInPath = Self(
    title: "a tier stands twice in a path",
    text: """
      A request passes each tier once, on its way in; its answer goes back without another
      service. If a tier really serves twice, make its service time longer, or make two
      tiers.
      """,
    wrong: """
      flow:
        claim: [gateway, cache, gateway]
      """,
    right: """
      flow:
        claim: [gateway, cache]
      """)

  static let emptyService = Self(
    title: "a service that takes no time",
    text: """
      A server that needs no time never limits anything, and its utilisation would be
      nothing of nothing. If you do not care about the tier, leave it out of the path, or
      give it a microsecond.
      """,
    wrong: """
      tiers:
        cache:
          service: 0us
      """,
    right: """
      tiers:
        cache:
          service: 1us
      """)
}
