/// What stations of queueing models can do beyond the plain ones.
extension Grammar {
  /// Operations whose nodes are plain stations: nothing but the request is kept there.
  package static let plainStations = ["relay", "credit"]

  package static let mostStates = 10_000

  package static let stationKeys = [
    KeySpec(
      name: "patience", shape: .scalar(.distribution(.time)),
      scope: .operations(plainStations),
      summary: "How long a request waits before it leaves as abandoned; for ever by default.",
      examples: ["exponential(2s)"]),
    KeySpec(
      name: "expired-work", shape: .scalar(.words(expiredWork)),
      scope: .operations(plainStations),
      summary: "What becomes of requests whose clients have stopped waiting; they are served by "
        + "default.", examples: ["skip"]),
    KeySpec(
      name: "breakdowns", shape: .mapping(breakdowns), scope: .operations(plainStations),
      summary: "Random failures of the nodes."),
    KeySpec(
      name: "tries", shape: .scalar(.count(1...255)), scope: .operation("relay"),
      summary: "The total number of tries of calls to the next tier; 1 by default.",
      examples: ["2"]),
    KeySpec(
      name: "states", shape: .scalar(.count(1...mostStates)),
      scope: .operations(plainStations + ["settle"]),
      summary: "Measure the share of time with 0, 1, ... so many requests, and busy periods.",
      examples: ["20"]),
  ]

  package static let expiredWork = ["serve", "skip", "cancel"]

  package static let serviceByKind = KeyTable(
    what: "a service by kind",
    keys: ["send", "claim", "open"].map { kind in
      KeySpec(
        name: kind, shape: .scalar(.distribution(.time)),
        summary: "The service time of requests of the kind `\(kind)`.",
        examples: ["exponential(2ms)"])
    })

  package static let breakdowns = KeyTable(
    what: "the breakdowns",
    keys: [
      KeySpec(
        name: "up", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "How long a node works before it breaks.", examples: ["exponential(60s)"]),
      KeySpec(
        name: "down", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "How long a repair takes.", examples: ["exponential(5s)"]),
      KeySpec(
        name: "while", shape: .scalar(.words(["always", "serving"])), fallback: "always",
        summary: "Serving: only the time in which a node serves somebody counts towards `up`.",
        examples: ["serving"]),
      KeySpec(
        name: "crews", shape: .scalar(.count(poolLimits)),
        summary: "Most nodes under repair at once; all of them by default.", examples: ["1"]),
    ])

  package static let evictions = ["lru", "fifo", "random", "pinned"]

  /// The keys of the operations `cache` and `update`.
  package static let cacheKeys = [
    KeySpec(
      name: "ttl", shape: .scalar(.time), scope: .operation("cache"),
      summary: "How long an entry is good after it was filled; for ever by default.",
      examples: ["60s"]),
    KeySpec(
      name: "refresh", shape: .scalar(.words(["on-fill", "on-access"])),
      scope: .operation("cache"),
      summary: "Whether an access makes the entry good for another `ttl`; on-fill by default.",
      examples: ["on-access"]),
    KeySpec(
      name: "capacity", shape: .scalar(.count(1...1_000_000_000)), scope: .operation("cache"),
      summary: "The most entries of a node; unbounded by default.", examples: ["10000"]),
    KeySpec(
      name: "eviction", shape: .scalar(.words(evictions)), scope: .operation("cache"),
      summary: "Which entry makes room for a new one; lru by default.", examples: ["fifo"]),
    KeySpec(
      name: "misses", shape: .scalar(.words(["fetch", "join"])), fallback: "fetch",
      scope: .operation("cache"),
      summary: "Requests for a key that is being fetched fetch it too, or wait for it.",
      examples: ["join"]),
    KeySpec(
      name: "work", shape: .scalar(.distribution(.time)), isRequired: true,
      scope: .operation("update"),
      summary: "From the read of a record to its write; no server is held meanwhile.",
      examples: ["exponential(5ms)"]),
  ]

  package static let forkCopies = 2...64

  package static let fork = KeyTable(
    what: "a fork",
    keys: [
      KeySpec(
        name: "copies", shape: .scalar(.count(forkCopies)), isRequired: true,
        summary: "The number of copies, each on a node of its own.", examples: ["3"]),
      KeySpec(
        name: "wait", shape: .scalar(.countOrWord(1...forkCopies.upperBound, "all")),
        fallback: "all",
        summary: "The request goes on when so many copies are served.", examples: ["2"]),
    ])
}
