extension ResultSchema {
  static let root = SchemaType.object([
    SchemaKey("schemaVersion", .integer, "Version of this layout: 1."),
    SchemaKey(
      "tool",
      .object([
        SchemaKey("name", .string, "Always `hongbao`."),
        SchemaKey("version", .string, "Version of the tool that ran."),
      ]), "Which tool made the result."),
    SchemaKey("scenario", .object(scenario), "Which scenario it answers."),
    SchemaKey("seed", .integer, "Seed of every random number; up to 2^64 - 1."),
    SchemaKey("simulated_seconds", .number, "Length of the run in simulated seconds."),
    SchemaKey(
      "warmup_seconds", .number,
      "Start of the statistics window, which ends with the run. Rates, utilisations, waits, "
        + "sojourns and latencies cover the window; counts cover the whole run."),
    SchemaKey("events", .integer, "Events handled."),
    SchemaKey(
      "fingerprint", .string,
      "SHA-256 (hex) of this document's bytes with an empty fingerprint and without `machine`."),
    SchemaKey(
      "tiers", .array(.object(tier)),
      "What each tier did; offered = served + sum of rejected + sum of failed + in_flight_at_end."),
    SchemaKey(
      "requests", .map(keys: "kind (send, claim, open)", .object(request)),
      "What the clients saw; first_tries = told_yes + told_no + gave_up + still_trying_at_end."),
    SchemaKey(
      "funnel",
      .array(
        .object([
          SchemaKey("layer", .string, "For example `claims: gateway`."),
          SchemaKey("in", .integer, "Requests that entered."),
          SchemaKey("out", .integer, "Requests that passed on; in = out + sum of lost."),
          SchemaKey("lost", counts, "Requests that did not, by reason."),
        ])), "From the first tap to the settled share."),
    SchemaKey("audit", .object(audit), "The books: issued = settled + refunded + open, in cents."),
    SchemaKey(
      "objectives",
      .array(
        .object([
          SchemaKey("expression", .string, "The words of the scenario."),
          SchemaKey(
            "value", .nullable(.number),
            "Measured, in `unit`; null when there was nothing to measure, which fails."),
          SchemaKey("limit", .number, "The limit, in `unit`."),
          SchemaKey("unit", .string, "`ms`, `1/s` or `1` (a fraction)."),
          SchemaKey("passed", .boolean, "Whether it held."),
          SchemaKey("line", .integer, "Its line in the scenario file."),
        ])), "The objectives of the scenario."),
    SchemaKey(
      "faults",
      .array(
        .object([
          SchemaKey("text", .string, "The words of the scenario."),
          SchemaKey("from_seconds", .number, "When it began."),
          SchemaKey("to_seconds", .number, "When it ended."),
        ])), "What broke, and when."),
    SchemaKey("series", .object(series), "The run over time."),
    SchemaKey(
      "probes",
      .array(
        .object([
          SchemaKey("seconds", .number, "The instant."),
          SchemaKey("in_tier", .array(.integer), "Requests in each tier, in their order."),
          SchemaKey("nodes_up", .array(.integer), "Nodes up in each tier, in the same order."),
        ])), "The instants that the scenario asks for."),
    SchemaKey(
      "statistics", .nullable(.object(statistics)),
      "How sure the result is: intervals over replications, or over the batches of one steady run; "
        + "null for one run that is not steady (`run` then says why, and how to get them)."),
    SchemaKey(
      "assumptions",
      .array(
        .object([
          SchemaKey("path", .string, "The parameter, for example `tiers.cache.service`."),
          SchemaKey("value", .string, "As written."),
          SchemaKey("provenance", .string, "`measured`, `calibrated` or `assumed`."),
          SchemaKey("source", .string, "Where the value comes from, or empty."),
        ])), "The parameters with what is known of them."),
    SchemaKey("warnings", .array(.string), "Things worth saying that are no errors."),
    SchemaKey(
      "partial",
      .object([
        SchemaKey("reached_seconds", .number, "Simulated seconds when it was stopped."),
        SchemaKey("planned_seconds", .number, "Simulated seconds that it was to have."),
        SchemaKey(
          "replications", .nullable(.integer), "Replications that were done; null for one run."),
        SchemaKey(
          "planned_replications", .nullable(.integer),
          "Replications that were to be done; null for one run, or where a precision decides."),
      ]),
      "Only in the result of a run that was stopped: how far it came. `simulated_seconds`, "
        + "series, rates and objectives end with the last whole interval; counts cover all that "
        + "was simulated.", isOptional: true),
    SchemaKey(
      "ended_early",
      .object([
        SchemaKey("objective", .string, "The words of the objective."),
        SchemaKey("line", .integer, "Its line in the scenario file."),
        SchemaKey("value", .nullable(.number), "Measured until then, in the objective's unit."),
        SchemaKey("reached_seconds", .number, "Simulated seconds when it was found broken."),
        SchemaKey("planned_seconds", .number, "Simulated seconds that the run was to have."),
        SchemaKey(
          "replication", .nullable(.integer),
          "The replication that was ended, from 0; null for one run."),
        SchemaKey(
          "planned_replications", .nullable(.integer),
          "Replications that were to be done; null for one run, or where a precision decides."),
      ]),
      "Only in the result of a run that an objective with `abort` ended: when and which one. "
        + "Everything covers the time until then, with taps and answers that were worked out ahead "
        + "by then; of several replications the first one that was "
        + "ended ends the study, and the statistics are those of the ones before it.",
      isOptional: true),
    SchemaKey(
      "machine", .object(machine),
      "How the machine did: on stdout only; in files it is `run.json`. Not reproducible.",
      isOptional: true),
  ])

  private static let counts = SchemaType.map(keys: "reason", .integer)

  private static let scenario = [
    SchemaKey("name", .string, "Its name for people."),
    SchemaKey("file", .string, "The file's name without folders."),
    SchemaKey("digest", .string, "SHA-256 (hex) of the effective scenario."),
    SchemaKey("description", .nullable(.string), "What it shows, if given."),
    SchemaKey("start", .nullable(.string), "Wall-clock text of time 0, if given."),
    SchemaKey("text", .string, "The effective scenario as one YAML text."),
  ]

  private static let rate = SchemaType.object([
    SchemaKey("mean", .number, "Per second, over the statistics window."),
    SchemaKey("peak", .number, "The best whole simulated second."),
  ])

  private static let latency = SchemaType.object([
    SchemaKey("count", .integer, "How many were timed."),
    SchemaKey("mean", .nullable(.number), "Mean in milliseconds; null when nothing was timed."),
    SchemaKey("sd", .nullable(.number), "Standard deviation."),
    SchemaKey("p50", .nullable(.number), "Median; quantiles are at most 0.8 % off."),
    SchemaKey("p90", .nullable(.number), "90 % were not longer."),
    SchemaKey("p95", .nullable(.number), "95 % were not longer."),
    SchemaKey("p99", .nullable(.number), "99 % were not longer."),
    SchemaKey("p999", .nullable(.number), "99.9 % were not longer."),
    SchemaKey("max", .nullable(.number), "The longest."),
  ])

  private static let tier = [
    SchemaKey("name", .string, "As in the scenario."),
    SchemaKey(
      "operation", .string, "`relay`, `claim`, `store`, `settle`, `credit`, `cache`, `update`."),
    SchemaKey("nodes", .integer, "Nodes of the tier."),
    SchemaKey("servers", .integer, "Servers of each node."),
    SchemaKey("offered", .integer, "Requests that came."),
    SchemaKey("served", .integer, "Answered yes."),
    SchemaKey("rejected", counts, "Answered no."),
    SchemaKey("failed", counts, "Without a good answer."),
    SchemaKey("in_flight_at_end", .integer, "Neither, when the run ended."),
    SchemaKey("operations", .integer, "Operations done by servers."),
    SchemaKey("offered_per_second", rate, "Requests that came."),
    SchemaKey("answered_per_second", rate, "Answers, yes and no."),
    SchemaKey(
      "utilization",
      .object([
        SchemaKey("mean", .fraction, "Busy share of all servers."),
        SchemaKey("max_node", .fraction, "That of the busiest node."),
      ]), "Busy share of the servers."),
    SchemaKey("wait_ms", latency, "Waiting for a server, per operation."),
    SchemaKey(
      "sojourn_ms", latency,
      "From arrival at the tier to leaving it, per request that was let in."),
    SchemaKey(
      "queue_length",
      .object([
        SchemaKey("mean", .number, "Time average, all nodes together."),
        SchemaKey("max", .number, "The longest queue seen at one node."),
      ]), "Requests waiting."),
    SchemaKey("mean_in_tier", .number, "Time average of requests between arrival and leaving."),
    SchemaKey("mean_busy_servers", .number, "Time average of servers at work."),
    SchemaKey(
      "waited_share", .nullable(.number),
      "Share of services that did not begin at the arrival; an interruption is no wait."),
    SchemaKey("little", .object(little), "Little's law over the whole run; an audit."),
    SchemaKey("states", .nullable(.object(states)), "Null unless the scenario asks for `states`."),
    SchemaKey("breakdowns", .nullable(.object(breakdowns)), "Null without `breakdowns`."),
    SchemaKey("cache", .nullable(.object(cache)), "Null unless the tier is a cache."),
    SchemaKey(
      "kinds", .map(keys: "kind (send, claim, open)", .object(tierKind)),
      "The same by kind; only kinds that reached the tier."),
  ]

  private static let little = [
    SchemaKey("number", .number, "L: time average of the number in the tier."),
    SchemaKey("per_second", .number, "Arrivals per second."),
    SchemaKey("ms", .nullable(.number), "W: mean time in the tier; null without arrivals."),
    SchemaKey("relative_error", .number, "|L - arrivals x W| / L; above 1e-9 is a violation."),
  ]

  private static let states = [
    SchemaKey(
      "shares", .array(.number),
      "Share of time with 0, 1, ... requests in the tier; the last is that many or more."),
    SchemaKey("node_shares", .array(.number), "The same for one node, mean over the nodes."),
    SchemaKey("variance", .number, "Variance over time of the number in the tier."),
    SchemaKey("busy_periods", .integer, "Busy periods inside the statistics window."),
    SchemaKey("busy_period_ms", .nullable(.number), "Their mean length; null without any."),
    SchemaKey("busy_period_requests", .nullable(.number), "Mean number served in one."),
    SchemaKey("first_empty_seconds", .nullable(.number), "When the tier first became empty."),
  ]

  private static let breakdowns = [
    SchemaKey("failures", .integer, "Breakdowns in the statistics window."),
    SchemaKey("availability", .number, "Share of node time up."),
    SchemaKey("up_shares", .array(.number), "Share of time with 0, 1, ... nodes up."),
    SchemaKey("first_all_down_seconds", .nullable(.number), "When all were down first."),
  ]

  private static let cache = [
    SchemaKey("hits", .integer, "Answered from the cache, in the statistics window."),
    SchemaKey("fetches", .integer, "Found nothing and fetched."),
    SchemaKey("joins", .integer, "Waited for a fetch under way."),
    SchemaKey("hit_share", .nullable(.number), "Hits of all; null without requests."),
    SchemaKey("expiries", .integer, "Misses that found no fetch under way."),
  ]

  private static let tierKind = [
    SchemaKey("offered", .integer, "Requests that came."),
    SchemaKey("served", .integer, "Answered yes."),
    SchemaKey("rejected", counts, "Answered no."),
    SchemaKey("failed", counts, "Without a good answer."),
    SchemaKey("in_flight_at_end", .integer, "Neither, when the run ended."),
    SchemaKey("retries", .integer, "Those of `offered` that were no first try."),
    SchemaKey("offered_per_second", rate, "Requests that came."),
    SchemaKey("sojourn_ms", latency, "From arrival at the tier to leaving it."),
  ]

  private static let request = [
    SchemaKey("first_tries", .integer, "Requests that users began."),
    SchemaKey("retries", .integer, "Further tries of those."),
    SchemaKey("told_yes", .integer, "Final answer yes."),
    SchemaKey("told_yes_at_first_try", .integer, "Those of them that needed one try only."),
    SchemaKey("told_no", .integer, "Final answer no."),
    SchemaKey("gave_up", .integer, "Spent their tries without a good answer."),
    SchemaKey("still_trying_at_end", .integer, "Undecided when the run ended."),
    SchemaKey("users_who_saw_an_error", .integer, "Met at least one failure, whatever came after."),
    SchemaKey("noes", counts, "Final noes."),
    SchemaKey("latency_ms", latency, "From the first tap to the final answer or to giving up."),
    SchemaKey("mean_between_tries", .number, "Time average of clients that wait to try again."),
    SchemaKey("last_outcome_seconds", .nullable(.number), "When the last final outcome came."),
  ]

  private static let audit = [
    SchemaKey("packets", .integer, "Packets sent."),
    SchemaKey("issued_cents", .integer, "Money put into packets."),
    SchemaKey("settled_cents", .integer, "Money drawn by committed opens."),
    SchemaKey("refunded_cents", .integer, "Money given back after expiry."),
    SchemaKey("open_cents", .integer, "Money still in packets at the end."),
    SchemaKey("settlements", .integer, "Receipts written by committed transactions."),
    SchemaKey("over_admitted", .integer, "Claims admitted by the cache without a share left."),
    SchemaKey("refused_empty", .integer, "Opens refused by the database as empty."),
    SchemaKey("violations", .array(.string), "One sentence each; a run with any is in error."),
  ]

  private static let series = [
    SchemaKey("interval_seconds", .number, "Length of an interval; the last may be shorter."),
    SchemaKey("intervals", .integer, "Number of intervals, from time 0."),
    SchemaKey(
      "tiers", .array(.object(tierSeries)), "One entry a tier, each array one an interval."),
    SchemaKey(
      "requests", .map(keys: "kind (send, claim, open)", .object(requestSeries)),
      "What the clients saw, each array one entry an interval."),
  ]

  private static let counted = SchemaType.array(.integer)
  private static let countedByReason = SchemaType.map(keys: "reason", counted)
  private static let timed = SchemaType.array(.nullable(.number))

  private static let tierSeries = [
    SchemaKey("tier", .string, "The tier's name."),
    SchemaKey("offered", counted, "By the time of the arrival."),
    SchemaKey("served", counted, "By the time of the answer."),
    SchemaKey("rejected", countedByReason, "By the time of the answer."),
    SchemaKey("failed", countedByReason, "By the time of the failure."),
    SchemaKey("queue_length", .array(.number), "Time average waiting, all nodes together."),
    SchemaKey("utilization", .array(.fraction), "Busy share of all servers."),
    SchemaKey("sojourn_p50_ms", timed, "Median of requests that left; null without any."),
    SchemaKey("sojourn_p99_ms", timed, "99 % quantile of those; null without any."),
    SchemaKey(
      "node_utilization_permille", .array(.array(.integer)),
      "Busy share in per mille by node (outer) and column (inner)."),
    SchemaKey(
      "node_utilization_nodes", .integer,
      "Nodes per row of node_utilization_permille; 1 up to 1,024 nodes."),
    SchemaKey("node_utilization_seconds", .number, "Seconds per column of it."),
  ]

  private static let requestSeries = [
    SchemaKey("first_tries", counted, "By the time of the tap."),
    SchemaKey("retries", counted, "By their time."),
    SchemaKey("told_yes", counted, "By the time of the answer."),
    SchemaKey("told_no", counted, "By the time of the answer."),
    SchemaKey("gave_up", counted, "By its time."),
    SchemaKey("latency_p50_ms", timed, "Median of final outcomes; null without any."),
    SchemaKey("latency_p99_ms", timed, "99 % quantile of those; null without any."),
  ]

  private static let machine = [
    SchemaKey("wall_seconds", .number, "From start to end."),
    SchemaKey("loop_seconds", .number, "Of the event loop alone."),
    SchemaKey(
      "claims_per_wall_second", .nullable(.number),
      "Claims offered to the claim tier by `loop_seconds`; null without such a tier."),
    SchemaKey("events_per_wall_second", .number, "Events by `loop_seconds`."),
    SchemaKey("threads", .integer, "Threads used."),
    SchemaKey("ranks", .integer, "Processes used."),
    SchemaKey("peak_memory_bytes", .integer, "Resident memory at its peak."),
  ]
}
