import ResultTypes

/// `--format csv`: the summary in long form, one value a row.
///
/// `layer` is `run`, `tier`, `clients`, `audit` or `objective`; an objective's words stand in the
/// column `reason`.
struct SummaryCSV {
  static let columns = [
    "scenario", "seed", "scenario_digest", "layer", "tier", "kind", "metric", "reason", "unit",
    "value",
  ]

  private let prefix: [String]
  private var table = CSVTable(columns: SummaryCSV.columns)

  /// What names the run in every row.
  static func prefix(_ result: RunResult) -> [String] {
    [result.scenario.name, String(result.seed), String(result.scenario.digest.prefix(12))]
  }

  static func text(_ result: RunResult) -> String {
    var csv = SummaryCSV(prefix: prefix(result))
    csv.append(["run", "", ""], "simulated", "s", CSVTable.number(result.simulatedSeconds))
    csv.append(["run", "", ""], "warmup", "s", CSVTable.number(result.warmupSeconds))
    csv.append(["run", "", ""], "events", "events", String(result.events))
    for tier in result.tiers { csv.append(tier) }
    for (kind, request) in result.requests.inKindOrder { csv.append(request, kind: kind) }
    csv.append(result.audit)
    for objective in result.objectives { csv.append(objective) }
    return csv.table.text
  }

  private init(prefix: [String]) { self.prefix = prefix }

  private mutating func append(
    _ place: [String], _ metric: String, reason: String = "", _ unit: String, _ value: String
  ) {
    table.append(prefix + place + [metric, reason, unit, value])
  }

  private mutating func append(
    _ place: [String], rejected: [String: UInt64], failed: [String: UInt64]
  ) {
    for (reason, count) in rejected.inKeyOrder {
      append(place, "rejected", reason: reason, "requests", String(count))
    }
    for (reason, count) in failed.inKeyOrder {
      append(place, "failed", reason: reason, "requests", String(count))
    }
  }

  private mutating func append(_ place: [String], _ metric: String, _ rate: RateSummary) {
    append(place, metric + "_mean", "1/s", CSVTable.number(rate.mean))
    append(place, metric + "_peak", "1/s", CSVTable.number(rate.peak))
  }

  private mutating func append(_ place: [String], _ metric: String, _ times: LatencySummary) {
    append(place, metric + "_count", "requests", String(times.count))
    for (figure, value) in times.figures {
      append(place, metric + "_" + figure, "ms", CSVTable.number(value))
    }
  }

  private mutating func append(_ tier: TierResult) {
    let place = ["tier", tier.name, ""]
    append(place, "nodes", "nodes", String(tier.nodes))
    append(place, "servers", "servers", String(tier.servers))
    append(place, "offered", "requests", String(tier.offered))
    append(place, "served", "requests", String(tier.served))
    append(place, rejected: tier.rejected, failed: tier.failed)
    append(place, "in_flight_at_end", "requests", String(tier.inFlightAtEnd))
    append(place, "operations", "operations", String(tier.operations))
    append(place, "offered", tier.offeredPerSecond)
    append(place, "answered", tier.answeredPerSecond)
    append(place, "utilization_mean", "1", CSVTable.number(tier.utilization.mean))
    append(place, "utilization_max_node", "1", CSVTable.number(tier.utilization.maxNode))
    append(place, "wait", tier.waitMilliseconds)
    append(place, "sojourn", tier.sojournMilliseconds)
    append(place, "queue_length_mean", "requests", CSVTable.number(tier.queueLength.mean))
    append(place, "queue_length_max_node", "requests", CSVTable.number(tier.queueLength.max))
    append(place, "mean_in_tier", "requests", CSVTable.number(tier.meanInTier))
    append(place, "mean_busy_servers", "servers", CSVTable.number(tier.meanBusyServers))
    append(place, "waited_share", "1", CSVTable.number(tier.waitedShare))
    if let cache = tier.cache { append(cache, place) }
    if let breakdowns = tier.breakdowns { append(breakdowns, place) }
    if let states = tier.states { append(states, place) }
    for (kind, part) in tier.kinds.inKindOrder { append(part, tier: tier.name, kind: kind) }
  }

  private mutating func append(_ cache: CacheResult, _ place: [String]) {
    append(place, "cache_hits", "requests", String(cache.hits))
    append(place, "cache_fetches", "requests", String(cache.fetches))
    append(place, "cache_joins", "requests", String(cache.joins))
    append(place, "cache_hit_share", "1", CSVTable.number(cache.hitShare))
    append(place, "cache_expiries", "requests", String(cache.expiries))
  }

  private mutating func append(_ breakdowns: BreakdownResult, _ place: [String]) {
    append(place, "failures", "breakdowns", String(breakdowns.failures))
    append(place, "availability", "1", CSVTable.number(breakdowns.availability))
    for (number, share) in breakdowns.upShares.enumerated() {
      append(place, "up_share", reason: String(number), "1", CSVTable.number(share))
    }
    append(place, "first_all_down", "s", CSVTable.number(breakdowns.firstAllDownSeconds))
  }

  private mutating func append(_ states: StateResult, _ place: [String]) {
    for (number, share) in states.shares.enumerated() {
      append(place, "state_share", reason: String(number), "1", CSVTable.number(share))
    }
    append(place, "in_tier_variance", "1", CSVTable.number(states.variance))
    append(place, "busy_periods", "periods", String(states.busyPeriods))
    append(place, "busy_period_mean", "ms", CSVTable.number(states.busyPeriodMilliseconds))
    append(place, "busy_period_requests", "requests", CSVTable.number(states.busyPeriodRequests))
    append(place, "first_empty", "s", CSVTable.number(states.firstEmptySeconds))
  }

  private mutating func append(_ part: TierKindResult, tier: String, kind: String) {
    let place = ["tier", tier, kind]
    append(place, "offered", "requests", String(part.offered))
    append(place, "served", "requests", String(part.served))
    append(place, rejected: part.rejected, failed: part.failed)
    append(place, "in_flight_at_end", "requests", String(part.inFlightAtEnd))
    append(place, "retries", "requests", String(part.retries))
    append(place, "offered", part.offeredPerSecond)
    append(place, "sojourn", part.sojournMilliseconds)
  }

  private mutating func append(_ request: RequestResult, kind: String) {
    let place = ["clients", "", kind]
    append(place, "first_tries", "requests", String(request.firstTries))
    append(place, "retries", "requests", String(request.retries))
    append(place, "told_yes", "requests", String(request.toldYes))
    append(place, "told_no", "requests", String(request.toldNo))
    for (reason, count) in request.noes.inKeyOrder {
      append(place, "told_no", reason: reason, "requests", String(count))
    }
    append(place, "gave_up", "requests", String(request.gaveUp))
    append(place, "still_trying_at_end", "requests", String(request.stillTryingAtEnd))
    append(place, "users_who_saw_an_error", "users", String(request.usersWhoSawAnError))
    append(place, "told_yes_at_first_try", "requests", String(request.toldYesAtFirstTry))
    append(place, "latency", request.latencyMilliseconds)
    append(place, "mean_between_tries", "clients", CSVTable.number(request.meanBetweenTries))
    append(place, "last_outcome", "s", CSVTable.number(request.lastOutcomeSeconds))
  }

  private mutating func append(_ audit: AuditResult) {
    let place = ["audit", "", ""]
    append(place, "packets", "packets", String(audit.packets))
    append(place, "issued", "cents", String(audit.issuedCents))
    append(place, "settled", "cents", String(audit.settledCents))
    append(place, "refunded", "cents", String(audit.refundedCents))
    append(place, "open", "cents", String(audit.openCents))
    append(place, "settlements", "receipts", String(audit.settlements))
    append(place, "over_admitted", "claims", String(audit.overAdmitted))
    append(place, "refused_empty", "opens", String(audit.refusedEmpty))
    append(place, "violations", "violations", String(audit.violations.count))
  }

  private mutating func append(_ objective: ObjectiveResult) {
    let place = ["objective", "", ""]
    let words = objective.expression
    append(
      place, "value", reason: words, objective.unit, CSVTable.number(objective.value))
    append(place, "limit", reason: words, objective.unit, CSVTable.number(objective.limit))
    append(place, "passed", reason: words, "1", objective.passed ? "1" : "0")
  }
}

extension LatencySummary {
  /// The figures with their names in the contract, in its order.
  var figures: [(name: String, value: Double?)] {
    [
      ("mean", mean), ("sd", sd), ("p50", p50), ("p90", p90), ("p95", p95), ("p99", p99),
      ("p999", p999),
      ("max", max),
    ]
  }
}
