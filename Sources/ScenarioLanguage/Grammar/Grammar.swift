/// The keys of the scenario language, from the top of a file down.
package enum Grammar {
  package static let scenario = KeyTable(
    what: "a scenario",
    keys: [
      KeySpec(
        name: "version", shape: .scalar(.constant("1")), isRequired: true,
        summary: "The version of the grammar.", examples: ["1"]),
      KeySpec(
        name: "name", shape: .scalar(.text), isRequired: true,
        summary: "What people call the scenario.", examples: ["New Year peak"]),
      KeySpec(
        name: "description", shape: .scalar(.text),
        summary: "What the scenario shows and which tier should limit it."),
      KeySpec(
        name: "base", shape: .scalar(.path),
        summary: "A scenario to start from; the words of this file win, key by key.",
        examples: ["new-year-peak.yaml"]),
      KeySpec(
        name: "topology", shape: .either([.scalar(.path), .mapping(topology)]),
        summary: "A cluster: a file relative to this one, or its keys.",
        examples: ["wechat-2015.yaml"]),
      KeySpec(
        name: "start", shape: .scalar(.date),
        summary: "The clock time of the first simulated moment, with its offset.",
        examples: ["2017-01-28T00:04:30+08:00"]),
      KeySpec(
        name: "duration", shape: .scalar(.time), isRequired: true,
        summary: "The run goes from 0 to here.", examples: ["60s"]),
      KeySpec(
        name: "warmup", shape: .scalar(.time), fallback: "0s",
        summary: "Statistics cover the time from here to the end.", examples: ["10s"]),
      KeySpec(
        name: "seed", shape: .scalar(.seed), fallback: "1",
        summary: "The seed of all random numbers.", examples: ["1"]),
      KeySpec(
        name: "load", shape: .scalar(.exponent(largestLoad)), fallback: "1",
        summary: "What the rates and the numbers of clients are multiplied by.",
        examples: ["1", "2.5"]),
    ] + topologyKeys + [
      KeySpec(
        name: "populations", shape: .named(.mapping(population)), isRequired: true,
        summary: "Clients that behave alike.",
        advice: "a file without them is a topology: a scenario names it as `topology: FILE`"),
      KeySpec(
        name: "faults", shape: .list(.mapping(fault)), fallback: "[]",
        summary: "What breaks, when, and for how long."),
      KeySpec(
        name: "objectives", shape: .list(.either([.scalar(.objective), .mapping(objective)])),
        fallback: "[]",
        summary: "What must hold at the end.", examples: ["[p99(claim) < 400ms]"]),
      KeySpec(
        name: "probes", shape: .list(.scalar(.time)), fallback: "[]",
        summary: "Instants at which the requests in each tier are counted.",
        examples: ["[10s, 50s]"]),
      capacityKey,
    ])

  /// An objective that says more than its condition.
  package static let objective = KeyTable(
    what: "an objective",
    keys: [
      KeySpec(
        name: "objective", shape: .scalar(.objective), isRequired: true,
        summary: "The condition.", examples: ["p99(claim) < 400ms"]),
      KeySpec(
        name: "abort", shape: .scalar(.boolean), fallback: "false",
        summary: "Whether the run ends at the first check that finds the objective broken."),
      KeySpec(
        name: "grace", shape: .scalar(.time), fallback: "0s", scope: .with("abort"),
        summary: "How long after the warm-up the checks begin.", examples: ["5s"]),
    ])

  /// What a topology may say.
  package static let topology = KeyTable(
    what: "a topology",
    keys: [
      KeySpec(
        name: "version", shape: .scalar(.constant("1")), summary: "The version of the grammar."),
      KeySpec(name: "name", shape: .scalar(.text), summary: "What people call the cluster."),
      KeySpec(name: "description", shape: .scalar(.text), summary: "What the cluster shows."),
    ] + topologyKeys)

  private static let topologyKeys = [
    KeySpec(
      name: "tiers", shape: .named(.mapping(tier)), isRequired: true,
      summary: "Pools of equal nodes, by name."),
    KeySpec(
      name: "flow", shape: .mapping(flow), isRequired: true,
      summary: "The tiers that each kind of request passes."),
    KeySpec(
      name: "network", shape: .mapping(network),
      summary: "One-way latency and loss; without it messages take no time."),
  ]

  /// The largest multiple of a load.
  package static let largestLoad = 1000

  package static let poolLimits = 1...1_000_000

  package static let tier = KeyTable(
    what: "a tier",
    keys: [
      KeySpec(
        name: "operation", shape: .scalar(.words(operations)), isRequired: true,
        summary: "What a node does when it serves a request.", examples: ["relay"]),
      KeySpec(
        name: "nodes", shape: .scalar(.count(poolLimits)), isRequired: true,
        summary: "The number of nodes; they count from 0.", examples: ["64"]),
      KeySpec(
        name: "servers", shape: .scalar(.countOrWord(poolLimits, "unbounded")), fallback: "1",
        summary: "Servers (cores, workers) per node; or unbounded, then nobody waits.",
        examples: ["8"]),
      KeySpec(
        name: "service",
        shape: .either([.scalar(.distribution(.time)), .mapping(serviceByKind)]),
        isRequired: true, isOptionalFor: ["cache", "update"],
        summary: "The time of one operation on one server; 0s by default for cache and update.",
        examples: ["lognormal(mean 200us cv 0.5)"]),
      KeySpec(
        name: "discipline", shape: .scalar(.discipline), fallback: "fifo",
        summary: "Who is served next.", examples: ["fifo"]),
      KeySpec(
        name: "queue", shape: .scalar(.queue), fallback: "unbounded",
        summary: "The largest number of requests that wait at one node.", examples: ["2000"]),
      KeySpec(
        name: "route", shape: .scalar(.routing),
        summary: "How a request finds its node: hash(packet) by default for claim, store, settle, "
          + "cache and update, random for the others.", examples: ["hash(packet)"]),
      KeySpec(
        name: "place", shape: .either([.scalar(.place), .list(.scalar(.place))]),
        fallback: "local/1", summary: "Where the nodes stand, in turn.",
        examples: ["shenzhen/1..3"]),
      KeySpec(
        name: "on-crash", shape: .scalar(.words(["fail", "silent"])), fallback: "fail",
        summary: "What the callers of a node that crashes learn.", examples: ["fail"]),
      KeySpec(
        name: "detection", shape: .scalar(.time), fallback: "1s",
        summary: "How long after a crash or restart the senders route anew.", examples: ["1s"]),
      KeySpec(
        name: "admission", shape: .mapping(admission),
        summary: "A limit on the requests that a node admits."),
      KeySpec(
        name: "cas", shape: .mapping(compareAndSwap), scope: .operation("claim"),
        summary: "How the claim counter is decremented."),
      KeySpec(
        name: "replicas", shape: .scalar(.count(1...100)), fallback: "3",
        scope: .operation("store"), summary: "Copies of each record.", examples: ["3"]),
      KeySpec(
        name: "expiry", shape: .scalar(.time), fallback: "24h", scope: .operation("store"),
        summary: "A packet can be claimed for this long; what is left is refunded.",
        examples: ["24h"]),
      KeySpec(
        name: "refund-scan", shape: .scalar(.time), fallback: "60s", scope: .operation("store"),
        summary: "How often expired packets are looked for.", examples: ["60s"]),
      KeySpec(
        name: "learns-after", shape: .scalar(.time), fallback: "50ms",
        scope: .operation("store"), summary: "How long after a commit the store learns of it.",
        examples: ["50ms"]),
      KeySpec(
        name: "lock", shape: .scalar(.ratio), fallback: "100%", scope: .operation("settle"),
        summary: "The share of the service time during which the packet's row is locked.",
        examples: ["60%"]),
      KeySpec(
        name: "flush", shape: .scalar(.distribution(.time)), scope: .operation("settle"),
        summary: "The time of one flush of the log; commits meanwhile share the next.",
        examples: ["constant(50us)"]),
      KeySpec(
        name: "connections", shape: .scalar(.count(poolLimits)), scope: .operation("settle"),
        summary: "Database connections per node; as many as servers by default.",
        examples: ["512"]),
      KeySpec(
        name: "amounts", shape: .scalar(.amountRule), fallback: "double-mean",
        scope: .operation("settle"), summary: "How the amount of a share is drawn.",
        examples: ["double-mean"]),
    ] + stationKeys + cacheKeys)

  package static let operations = [
    "relay", "claim", "store", "settle", "credit", "cache", "update",
  ]

  package static let admission = KeyTable(
    what: "an admission limit",
    keys: [
      KeySpec(
        name: "rate", shape: .scalar(.rate), isRequired: true,
        summary: "Admitted requests per second and node.", examples: ["20k/s"]),
      KeySpec(
        name: "burst", shape: .scalar(.count(1...1_000_000_000)), fallback: "100",
        summary: "Requests that may come at once.", examples: ["100"]),
    ])

  package static let compareAndSwap = KeyTable(
    what: "a compare-and-swap",
    keys: [
      KeySpec(
        name: "mode", shape: .scalar(.words(["compare-and-swap", "atomic"])),
        fallback: "compare-and-swap",
        summary: "Read and swap with a version, or one atomic decrement.", examples: ["atomic"]),
      KeySpec(
        name: "tries", shape: .scalar(.count(1...255)), fallback: "3",
        summary: "The total number of tries.", examples: ["3"]),
      KeySpec(
        name: "then", shape: .scalar(.words(["let-through", "reject"])), fallback: "let-through",
        summary: "What becomes of a claim whose tries all met a conflict.",
        examples: ["let-through"]),
    ])

  package static let flow = KeyTable(
    what: "the flow",
    keys: [
      flowKey("send", "The tiers that a send passes."),
      flowKey("claim", "The tiers that a claim passes."),
      flowKey("open", "The tiers that an opening passes."),
    ])

  private static func flowKey(_ name: String, _ summary: String) -> KeySpec {
    KeySpec(
      name: name, shape: .either([.list(.scalar(.tierName)), .mapping(flowPath)]),
      summary: summary, examples: ["[gateway, cache]"])
  }

  package static let flowPath = KeyTable(
    what: "a path",
    keys: [
      KeySpec(
        name: "path", shape: .list(.scalar(.tierName)), isRequired: true,
        summary: "The tiers in the order of the visit.", examples: ["[gateway, cache]"]),
      KeySpec(
        name: "afterwards", shape: .list(.scalar(.tierName)), fallback: "[]",
        summary: "Tiers that the request passes on to after it was answered.",
        examples: ["[credit]"]),
      KeySpec(
        name: "then", shape: .mapping(verdicts),
        summary: "What the client does after an answer or a failure."),
      KeySpec(
        name: "next", shape: .named(.named(.scalar(.ratio))),
        summary: "Where requests go after a tier, instead of to the next one; with the share "
          + "that is missing to 100% they are answered there.",
        examples: ["{worker: {gateway: 20%}}"]),
      KeySpec(
        name: "fork", shape: .named(.mapping(fork)),
        summary: "Tiers that serve a request in several copies at once, on different nodes.",
        examples: ["{replicas: {copies: 3, wait: 2}}"]),
    ])

  package static let actions = ["stop", "retry", "open"]

  package static let verdicts = KeyTable(
    what: "what follows",
    keys: [
      "served", "sold-out", "queue-full", "limited", "empty", "busy", "expired", "duplicate",
      "node-down", "timed-out", "lost", "error", "abandoned", "failed",
    ].map { name in
      KeySpec(
        name: name, shape: .scalar(.words(actions)),
        summary: name == "failed" ? "After any failure." : "After the verdict `\(name)`.",
        examples: ["stop"])
    })

  package static let network = KeyTable(
    what: "the network",
    keys: [
      KeySpec(
        name: "same-zone", shape: link, summary: "Between nodes of one zone.",
        examples: ["lognormal(p50 100us p99 300us min 60us)"]),
      KeySpec(
        name: "same-city", shape: link,
        summary: "Between zones of one city; as same-zone by default.",
        examples: ["lognormal(p50 350us p99 1ms min 250us)"]),
      KeySpec(
        name: "between-cities", shape: link,
        summary: "Between cities that no pair names; as same-city by default.",
        examples: ["lognormal(p50 15ms p99 18ms min 14ms)"]),
      KeySpec(
        name: "access", shape: .named(.mapping(accessNetwork)),
        summary: "The ways between clients and the first tier, by name."),
    ],
    hasPlacePairs: true)

  package static let link = Shape.either([.scalar(.distribution(.time)), .mapping(linkTable)])

  package static let linkTable = KeyTable(
    what: "a link",
    keys: [
      KeySpec(
        name: "latency", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "One-way latency with a floor above zero.",
        examples: ["lognormal(p50 100us p99 300us min 60us)"]),
      KeySpec(
        name: "loss", shape: .scalar(.ratio), fallback: "0%",
        summary: "The chance that a message is lost for good.", examples: ["0.01%"]),
    ])

  package static let accessNetwork = KeyTable(
    what: "an access network",
    keys: [
      KeySpec(
        name: "latency", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "One-way latency with a floor above zero.",
        examples: ["lognormal(p50 25ms p99 100ms min 5ms)"]),
      KeySpec(
        name: "loss", shape: .scalar(.ratio), fallback: "0%",
        summary: "The chance that a message must be sent again.", examples: ["0.5%"]),
      KeySpec(
        name: "retransmission", shape: .scalar(.time), fallback: "200ms",
        summary: "The wait before a lost message is sent again; doubles each time.",
        examples: ["200ms"]),
    ])
}
