extension Grammar {
  package static let population = KeyTable(
    what: "a population",
    keys: [
      KeySpec(
        name: "sends", shape: .mapping(arrivals),
        summary: "Packets sent, over time; this, `requests` or `clients`."),
      packetKey(
        "group", .mapping(group), "The groups that packets are posted to.", []),
      packetKey(
        "shares", .scalar(.distribution(.count)), "Shares in a packet.",
        ["1 + geometric(mean 1.5)"]),
      packetKey(
        "amount", .scalar(.distribution(.money)), "The money in a packet.",
        ["lognormal(p50 5.00yuan p99 60.00yuan)"]),
      packetKey(
        "fan-out", .scalar(.distribution(.time)),
        "From the end of the send to the message on a member's screen.",
        ["lognormal(p50 150ms p99 2s)"]),
      packetKey(
        "reaction", .scalar(.distribution(.time)), "From the message to the tap.",
        ["lognormal(p50 900ms p99 4s min 200ms)"]),
      KeySpec(
        name: "second-click", shape: .scalar(.distribution(.time)), fallback: secondClick,
        scope: .with("sends"), summary: "From a won claim to the tap that opens it.",
        examples: [secondClick]),
      KeySpec(
        name: "requests", shape: .mapping(requests),
        summary: "Requests of one kind, each on its own; this, `sends` or `clients`."),
      KeySpec(
        name: "clients", shape: .mapping(clients),
        summary: "A fixed number of clients, each with one request under way at most; this, "
          + "`sends` or `requests`."),
      KeySpec(
        name: "keys", shape: .mapping(keySpace), scope: .withAny(["requests", "clients"]),
        summary: "What requests without packets ask for; one key by default."),
      KeySpec(
        name: "access", shape: .named(.scalar(.ratio)),
        summary: "Shares of the access networks; no access latency by default."),
      KeySpec(
        name: "timeout", shape: .scalar(.time),
        summary: "The client's time-out of one attempt; it waits for ever by default.",
        examples: ["5s"]),
      KeySpec(
        name: "tries", shape: .either([.scalar(.count(1...255)), .mapping(tries)]),
        fallback: "1", summary: "How often and when a client tries.", examples: ["3"]),
    ])

  /// Domain figures: reaction and tap take about half a second for the second click.
  package static let secondClick = "lognormal(p50 500ms p99 2s min 200ms)"

  private static func packetKey(
    _ name: String, _ shape: Shape, _ summary: String, _ examples: [String]
  ) -> KeySpec {
    KeySpec(
      name: name, shape: shape, isRequired: true, scope: .with("sends"), summary: summary,
      examples: examples)
  }

  static let curveShape = Shape.either([
    .scalar(.curve), .list(.scalar(.curvePoint)), .mapping(curve),
  ])

  static let process = KeySpec(
    name: "process", shape: .scalar(.words(["poisson", "deterministic"])), fallback: "poisson",
    summary: "How arrivals are scattered around the rate.", examples: ["poisson"])

  package static let arrivals = KeyTable(
    what: "the arrivals",
    keys: [
      KeySpec(
        name: "curve", shape: curveShape, isRequired: true, summary: "The rate over time.",
        examples: ["[0s 12k/s, 10s 35.8k/s]", "760k/s"]),
      process,
    ])

  package static let curve = KeyTable(
    what: "a curve",
    keys: [
      KeySpec(
        name: "points", shape: .either([.list(.scalar(.curvePoint)), .scalar(.curve)]),
        isRequired: true, summary: "The points of the curve.",
        examples: ["[0s 12k/s, 10s 35.8k/s]"]),
      KeySpec(
        name: "repeat", shape: .scalar(.boolean), fallback: "false",
        summary: "The curve begins again after its last point.", examples: ["true"]),
    ])

  package static let group = KeyTable(
    what: "a group",
    keys: [
      KeySpec(
        name: "size", shape: .scalar(.distribution(.count)), isRequired: true,
        summary: "Members of the group.", examples: ["lognormal(p50 30 p99 400 max 500)"]),
      KeySpec(
        name: "awake", shape: .scalar(.ratio), fallback: "100%",
        summary: "The chance that a member is awake and reacts.", examples: ["40%"]),
    ])

  package static let fault = KeyTable(what: "a fault", keys: faultTimes + faultKeys)

  package static let faultTimes = [
    KeySpec(
      name: "at", shape: .scalar(.time), isRequired: true, summary: "When it begins.",
      examples: ["20s"]),
    KeySpec(
      name: "for", shape: .scalar(.time), summary: "How long it lasts; to the end by default.",
      examples: ["10s"]),
  ]

  /// The keys of all kinds; those that several kinds share once.
  private static var faultKeys: [KeySpec] {
    var seen: Set<String> = []
    return FaultForm.all.flatMap(\.keys).filter { seen.insert($0.name).inserted }.map { key in
      var key = key
      key.isRequired = false
      return key
    }
  }
}
