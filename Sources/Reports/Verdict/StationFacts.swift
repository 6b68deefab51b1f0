import ResultTypes

/// What queueing theory asks of a run, in words for every format: averages by tier, and a sentence
/// for each feature that only some scenarios use.
struct StationFacts {
  static let columns = [
    "in tier", "waiting", "busy servers", "had to wait", "wait mean", "stay mean", "stay sd",
  ]

  /// One row a tier: the name, then the figures of `columns`.
  let rows: [[String]]
  /// Caches, breakdowns, states and probes, one sentence each.
  let sentences: [String]

  init(_ result: RunResult) {
    rows = result.tiers.map { tier in
      [
        tier.name, Self.number(tier.meanInTier), Self.number(tier.queueLength.mean),
        Self.number(tier.meanBusyServers),
        tier.waitedShare.map { NumberText.percent($0) } ?? "–",
        NumberText.milliseconds(tier.waitMilliseconds.mean),
        NumberText.milliseconds(tier.sojournMilliseconds.mean),
        NumberText.milliseconds(tier.sojournMilliseconds.sd),
      ]
    }
    sentences =
      result.tiers.flatMap { tier in
        [Self.cache(tier), Self.breakdowns(tier), Self.states(tier), Self.busyPeriods(tier)]
          .compactMap { $0 }
      } + Self.clients(result) + result.probes.map { Self.probe($0, result) }
  }

  /// Four digits: averages of small stations lie between 0 and 10.
  private static func number(_ value: Double) -> String {
    if abs(value) >= 1000 { return NumberText.short(value) }
    let decimals = abs(value) >= 100 ? 1 : abs(value) >= 10 ? 2 : 3
    return NumberText.fixed(value, decimals: decimals)
  }

  private static func cache(_ tier: TierResult) -> String? {
    guard let cache = tier.cache else { return nil }
    let hits = cache.hitShare.map { NumberText.percent($0) + " hits" } ?? "no request"
    return "\(tier.name), cache: \(hits) (\(NumberText.short(cache.hits))), "
      + "\(NumberText.short(cache.fetches)) fetches, \(NumberText.short(cache.joins)) waited for "
      + "a fetch under way, \(NumberText.short(cache.expiries)) fills begun"
  }

  private static func breakdowns(_ tier: TierResult) -> String? {
    guard let state = tier.breakdowns else { return nil }
    var text =
      "\(tier.name), breakdowns: \(NumberText.short(state.failures)), availability "
      + "\(NumberText.fixed(state.availability * 100, decimals: 4)) %"
    if let all = state.upShares.last, let none = state.upShares.first {
      text += ", all up \(percent(all)) and all down \(percent(none)) of the time"
    }
    if let first = state.firstAllDownSeconds {
      text += ", all down first at \(NumberText.seconds(first))"
    }
    return text
  }

  private static func percent(_ share: Double) -> String {
    NumberText.fixed(share * 100, decimals: 4) + " %"
  }

  private static func states(_ tier: TierResult) -> String? {
    guard let states = tier.states else { return nil }
    let shown = states.shares.prefix(8).enumerated().map { number, share in
      let isLast = number == states.shares.count - 1
      return "\(number)\(isLast ? " or more" : ""): \(NumberText.percent(share))"
    }
    return "\(tier.name), number there: \(shown.joined(separator: ", "))"
      + (states.shares.count > 8 ? ", …" : "")
      + "; variance \(number(states.variance))"
  }

  private static func busyPeriods(_ tier: TierResult) -> String? {
    guard let states = tier.states else { return nil }
    var parts: [String] = []
    if let length = states.busyPeriodMilliseconds, let requests = states.busyPeriodRequests {
      parts.append(
        "\(NumberText.short(states.busyPeriods)) busy periods, mean "
          + "\(NumberText.milliseconds(length)) with \(number(requests)) requests")
    }
    if let first = states.firstEmptySeconds {
      parts.append("empty first at \(NumberText.seconds(first))")
    }
    return parts.isEmpty ? nil : "\(tier.name): " + parts.joined(separator: "; ")
  }

  private static func clients(_ result: RunResult) -> [String] {
    result.requests.inKindOrder.compactMap { kind, request in
      guard request.meanBetweenTries > 0 else { return nil }
      return "\(kind): \(number(request.meanBetweenTries)) clients between two tries in the mean; "
        + "\(NumberText.percent(request.toldYesAtFirstTry, of: request.firstTries)) were told "
        + "yes at the first"
    }
  }

  private static func probe(_ probe: ProbeResult, _ result: RunResult) -> String {
    let tiers = zip(result.tiers, zip(probe.inTier, probe.nodesUp)).map { tier, state in
      "\(tier.name) \(state.0)"
        + (state.1 == UInt64(tier.nodes) ? "" : " (\(state.1) of \(tier.nodes) nodes up)")
    }
    return "at \(NumberText.seconds(probe.seconds)): " + tiers.joined(separator: ", ")
  }
}
