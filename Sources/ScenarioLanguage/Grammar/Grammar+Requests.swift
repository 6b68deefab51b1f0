/// Sources of requests without packets, what they ask for, and how they try again.
extension Grammar {
  package static let requestsLimit = 100_000_000
  package static let clientsLimit = 10_000_000
  package static let keysLimit = 100_000_000
  package static let largestExponent = 10

  package static let kinds = ["send", "claim", "open"]

  private static let kind = KeySpec(
    name: "kind", shape: .scalar(.words(kinds)), isRequired: true,
    summary: "What the requests ask for.", examples: ["claim"])

  private static var processOfRequests: KeySpec {
    var key = process
    key.scope = .withAny(["curve", "rate"])
    return key
  }

  package static let requests = KeyTable(
    what: "the requests",
    keys: [
      kind,
      KeySpec(
        name: "curve", shape: curveShape, summary: "The rate over time; this or `rate`.",
        examples: ["[0s 12k/s, 10s 35.8k/s]"]),
      KeySpec(
        name: "rate", shape: .scalar(.rate), summary: "A rate that does not change.",
        examples: ["80/s"]),
      processOfRequests,
      KeySpec(
        name: "between", shape: .scalar(.distribution(.time)),
        summary: "The time between arrivals, drawn each time; instead of a rate.",
        examples: ["erlang(k 2 mean 10ms)"]),
      KeySpec(
        name: "first", shape: .scalar(.time), scope: .withAny(["between", "process"]),
        summary: "When the first request comes; one gap after the start by default.",
        examples: ["0s"]),
      KeySpec(
        name: "batch", shape: .scalar(.distribution(.count)),
        scope: .withAny(["curve", "rate", "between"]),
        summary: "How many requests come together at each arrival; one by default.",
        examples: ["1 + geometric(mean 3)"]),
      KeySpec(
        name: "periods", shape: .mapping(periods), scope: .withAny(["curve", "rate", "between"]),
        summary: "Arrivals happen only in periods that are on, which take turns with others."),
      KeySpec(
        name: "at-start", shape: .scalar(.count(0...requestsLimit)),
        summary: "Requests that all come at 0s, beside the others; none by default.",
        examples: ["100"]),
      KeySpec(
        name: "total", shape: .scalar(.count(1...requestsLimit)),
        summary: "The source ends after so many requests; never by default.",
        examples: ["1000"]),
    ])

  package static let periods = KeyTable(
    what: "the periods",
    keys: [
      KeySpec(
        name: "active", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "How long requests come.", examples: ["exponential(1s)"]),
      KeySpec(
        name: "silent", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "How long none come.", examples: ["exponential(3s)"]),
    ])

  package static let clients = KeyTable(
    what: "the clients",
    keys: [
      kind,
      KeySpec(
        name: "count", shape: .scalar(.count(1...clientsLimit)), isRequired: true,
        summary: "The number of clients.", examples: ["50"]),
      KeySpec(
        name: "think", shape: .scalar(.distribution(.time)), isRequired: true,
        summary: "The time from a final answer to the next request, and before the first one.",
        examples: ["exponential(5s)"]),
    ])

  package static let keySpace = KeyTable(
    what: "the keys of requests",
    keys: [
      KeySpec(
        name: "count", shape: .scalar(.count(1...keysLimit)), isRequired: true,
        summary: "The number of keys.", examples: ["100000"]),
      KeySpec(
        name: "zipf", shape: .scalar(.exponent(largestExponent)), fallback: "0",
        summary: "The exponent of the popularity: key i has the weight 1 / i^exponent.",
        examples: ["0.99"]),
    ])

  package static let tries = KeyTable(
    what: "the tries",
    keys: [
      KeySpec(
        name: "total", shape: .scalar(.countOrWord(1...255, "unbounded")), isRequired: true,
        summary: "The total number of tries.", examples: ["3"]),
      KeySpec(
        name: "backoff", shape: .scalar(.backoff), fallback: "constant(0s)",
        summary: "The wait before the next try.",
        examples: ["exponential(200ms)", "constant(200ms)"]),
      KeySpec(
        name: "jitter", shape: .scalar(.words(["full", "none"])), fallback: "none",
        summary: "Full: the wait is uniform from 0 to the back-off.", examples: ["full"]),
      KeySpec(
        name: "wait", shape: .scalar(.distribution(.time)),
        summary: "The wait before each next try, drawn each time; instead of a back-off.",
        examples: ["exponential(200ms)"]),
      KeySpec(
        name: "budget", shape: .scalar(.ratio),
        summary: "The tries again that all clients together may make for each first try; no "
          + "limit by default.", examples: ["10%"]),
    ])
}
