import ResultTypes
import ScenarioTypes

/// What a study says, in sentences; the same ones in text, Markdown and HTML. Each carries the
/// numbers that it rests on.
package struct CapacityWords {
  private let result: CapacityResult

  package init(_ result: CapacityResult) { self.result = result }

  private typealias Sentence = Verdict.Sentence

  /// `claims/s`.
  var unit: String { result.method.counts + "/s" }

  func rate(_ perSecond: Double) -> String { "\(NumberText.short(perSecond)) \(unit)" }

  static func times(_ ratio: Double) -> String { NumberText.fixed(ratio, decimals: 2) }

  // MARK: - The answer

  /// How much, what limits, and without a zone.
  package var answer: [Verdict.Sentence] { [howMuch, limit] + [zoneAndFleet].compactMap { $0 } }

  private var howMuch: Verdict.Sentence {
    let load = result.largestLoad
    let plan = result.plan
    let seeds = NumberText.plural(result.method.replications, "seed")
    guard load.multiple > 0 else {
      return Sentence(
        topic: "How much",
        text: "No load was shown to hold, down to \(Self.times(load.high ?? 0)) times the "
          + "scenario's: \(evidence(load.evidence)).", tone: .bad)
    }
    let above =
      load.high.map {
        "; at \(rate($0 * perMultiple)), \(NumberText.percent($0 / load.multiple - 1)) more, it "
          + "does not"
      } ?? "; no larger load was seen to fail"
    return Sentence(
      topic: "How much",
      text: "It holds \(rate(load.claimsPerSecond)) with 95 % confidence over \(seeds), "
        + "\(Self.times(result.headroom.ratio)) times the planned \(rate(plan.claimsPerSecond))"
        + above + ".",
      tone: result.headroom.held ? .good : .bad)
  }

  /// Claims per second of the scenario's own load.
  private var perMultiple: Double {
    result.plan.multiple > 0 ? result.plan.claimsPerSecond / result.plan.multiple : 0
  }

  private var limit: Verdict.Sentence {
    let load = result.largestLoad
    guard let tier = result.limitingTier else {
      let words =
        load.high == nil
        ? "0 of \(result.tiers.count) tiers were seen to limit"
        : "0 of \(result.tiers.count) tiers explain what fails: \(evidence(load.evidence))"
      return Sentence(topic: "What limits", text: words + ".", tone: .neutral)
    }
    let busy = load.utilization.map { ", \(NumberText.percent($0)) busy at that load" } ?? ""
    var text = "\(tier) limits first\(busy) (above it \(evidence(load.evidence)))"
    if let next = result.nextLoad, next.multiple > 0 {
      text += "; with \(result.nextFactor ?? 4) times as much of it "
      text +=
        result.nextLimitingTier.map {
          "\($0 == tier ? "the same tier limits again" : "\($0) limits next"), at "
            + rate(next.claimsPerSecond)
        } ?? "nothing was seen to limit up to \(rate(next.claimsPerSecond))"
    }
    return Sentence(topic: "What limits", text: text + ".", tone: .neutral)
  }

  private var zoneAndFleet: Verdict.Sentence? {
    var parts: [String] = []
    var tone = Verdict.Tone.neutral
    if let zone = result.zoneLost {
      parts.append(
        "with \(zone.zone) lost (\(zone.nodesLost.reduce(0, +)) of "
          + "\(result.tiers.map(\.nodes).reduce(0, +)) nodes) it holds "
          + "\(rate(zone.largestLoad.claimsPerSecond)), \(Self.times(zone.ratio)) times the plan")
      tone = zone.held ? .good : .bad
    }
    parts += fleetWords.map { [$0] } ?? []
    guard !parts.isEmpty else { return nil }
    let text = parts.joined(separator: "; ")
    return Sentence(
      topic: "Without a zone, and how big",
      text: text.prefix(1).uppercased() + text.dropFirst() + ".", tone: tone)
  }

  /// What the smallest fleets cost.
  private var fleetWords: String? {
    guard let plan = result.fleet.first(where: { $0.purpose == "plan" }) else { return nil }
    guard plan.confirmed else {
      return "no fleet within the bounds was shown to hold the plan, the last one tried costs "
        + "\(NumberText.short(plan.cost))"
    }
    let words =
      "the smallest fleet for the plan costs \(NumberText.short(plan.cost)) of "
      + "\(NumberText.short(result.costNow)) now"
    guard let safe = result.fleet.first(where: { $0.purpose == "zone lost" }) else { return words }
    return safe.confirmed
      ? words + ", \(NumberText.short(safe.cost)) to hold it with a zone lost"
      : words + "; none within the bounds was shown to hold it with a zone lost"
  }

  // MARK: - Findings

  /// What else there is to say, each with its numbers.
  package var findings: [Verdict.Sentence] {
    [planSentence] + fleetSentences + [probabilitySentence, tornadoSentence].compactMap { $0 }
      + resourceSentences + [restSentence]
  }

  private var planSentence: Verdict.Sentence {
    let plan = rate(result.plan.claimsPerSecond)
    guard result.headroom.held else {
      return Sentence(
        topic: "The plan",
        text: "\(plan) is not held: \(result.headroom.failed.count) of its conditions fail, "
          + "\(result.headroom.failed.joined(separator: ", ")).", tone: .bad)
    }
    let ratio = result.headroom.ratio
    let more =
      ratio < 2
      ? NumberText.percent(max(ratio - 1, 0)) + " more" : Self.times(ratio) + " times as much"
    return Sentence(
      topic: "The plan", text: "\(plan) is held, and \(more) would be.", tone: .good)
  }

  private var fleetSentences: [Verdict.Sentence] {
    result.fleet.map { fleet in
      let sizes = fleet.tiers.map { tier in
        "\(tier.name) \(tier.nodes)" + (tier.servers > 1 ? " x \(tier.servers)" : "")
      }.joined(separator: ", ")
      let purpose = fleet.purpose == "plan" ? "The smallest fleet" : "With a \(fleet.purpose)"
      guard fleet.confirmed else {
        let failed = fleet.evidence.filter { !$0.holds }
        return Sentence(
          topic: purpose,
          text: "No fleet within the bounds was shown to hold the plan: at \(sizes), "
            + "\(evidence(failed)).", tone: .bad)
      }
      let proof = proof(fleet)
      return Sentence(
        topic: purpose,
        text:
          "\(sizes): cost \(NumberText.short(fleet.cost)), held with 95 % confidence; \(proof).",
        tone: .neutral)
    }
  }

  /// What is known of smaller ones. Tiers at their bounds cannot be smaller, and say so.
  private func proof(_ fleet: CapacityFleet) -> String {
    let bound = fleet.tiers.filter { $0.reason == "bounds" }.map(\.name)
    let count = fleet.tiers.count - bound.count
    let ends = bound.isEmpty ? "" : "; \(bound.joined(separator: ", ")) may not be smaller"
    guard fleet.smallest else {
      return "whether a step less would do was not shown for "
        + (count == 1 ? "1 tier" : "all \(count) tiers") + ends
    }
    if count == 0 { return "none of its \(fleet.tiers.count) tiers may be smaller" }
    let which = count == 1 ? "1 tier" : "any of \(count) tiers"
    return "a step less of \(which) fails" + ends
  }

  /// What more money buys at the plan.
  var frontier: String {
    let fleets = result.frontier
    let held = fleets.filter { $0.holds && $0.p99 != nil }
    var words = "\(NumberText.plural(fleets.count, "fleet")) simulated at the plan."
    if let least = held.first, let most = held.last, least.cost < most.cost {
      words +=
        " The cheapest that holds costs \(NumberText.short(least.cost)) with a p99 of "
        + "\(NumberText.milliseconds(least.p99)), the dearest \(NumberText.short(most.cost)) with "
        + "\(NumberText.milliseconds(most.p99))."
    }
    if !fleets.contains(where: { $0.rejected > 0 }) {
      words += " All \(fleets.count) turned 0 requests away for want of room."
    }
    return words
  }

  private var probabilitySentence: Verdict.Sentence {
    let probability = result.probability
    let right = probability.confirmed.filter { $0.predicted == $0.holds }.count
    let corners =
      probability.confirmed.isEmpty
      ? "no corner was near enough to the limit to be simulated (0 points)"
      : "simulation agrees at \(right) of \(probability.confirmed.count) corners"
    return Sentence(
      topic: "What if we are wrong",
      text: "The plan is held with a probability of \(NumberText.percent(probability.meets)) over "
        + "the ranges of \(NumberText.plural(result.sensitivity.count, "input")) "
        + "(\(NumberText.grouped(probability.samples)) combinations by formula)"
        + (probability.largestLoad.map {
          ", and \(rate($0 * perMultiple)) with 95 % over those of the service times"
        } ?? "") + "; \(corners).",
      tone: probability.meets >= 0.95 ? .good : .warning)
  }

  private var tornadoSentence: Verdict.Sentence? {
    guard let first = result.sensitivity.first else { return nil }
    return Sentence(
      topic: "What matters most",
      text: "\(first.input): at \(Self.times(first.low)) times its value the largest load is "
        + "\(Self.times(first.ratioAtLow)) times what is asked for, at \(Self.times(first.high)) "
        + "times \(Self.times(first.ratioAtHigh))\(first.assumed ? " (range assumed)" : "").",
      tone: .neutral)
  }

  private var resourceSentences: [Verdict.Sentence] {
    result.tiers.flatMap { tier in
      tier.resources.filter { $0.used > 0.5 * $0.available }.map { resource in
        Sentence(
          topic: tier.name,
          text: "a node uses \(NumberText.percent(resource.used / resource.available)) of its "
            + "\(resource.resource) at the plan; \(resource.nodes) nodes are needed for it.",
          tone: resource.used > resource.available ? .bad : .neutral)
      }
    }
  }

  /// How much of the answer rests on what.
  private var restSentence: Verdict.Sentence {
    let tier = result.limitingTier ?? result.tiers.first?.name ?? ""
    let own = result.assumptions.filter { $0.path.hasPrefix("tiers.\(tier).") }
    let counts = ["measured", "calibrated", "assumed"].map { tag in
      "\(own.filter { $0.provenance.rawValue == tag }.count) \(tag)"
    }
    let keys = ["nodes", "servers", "service"].compactMap { key in
      own.first { $0.path == "tiers.\(tier).\(key)" }.map { "\(key) \($0.provenance.rawValue)" }
    }
    return Sentence(
      topic: "What it rests on",
      text: "the \(own.count) parameters of \(tier): \(counts.joined(separator: ", "))"
        + (keys.isEmpty ? "" : " (\(keys.joined(separator: ", ")))") + ".", tone: .neutral)
  }

  // MARK: - Evidence

  /// `keeps up(settlement): 3.1 % of arrivals stay, limit 1 %`.
  func evidence(_ list: [CapacityEvidence]) -> String {
    guard !list.isEmpty else { return "0 conditions were measured to fail" }
    return list.map(Self.words).joined(separator: "; ")
  }

  package static func words(_ evidence: CapacityEvidence) -> String {
    let limit = ReportWords.quantity(evidence.limit, unit: evidence.unit)
    guard let value = evidence.value else {
      return "\(evidence.condition): 0 measurements, limit \(limit)"
    }
    if evidence.condition.hasPrefix("has room") {
      return "\(evidence.condition): \(NumberText.percent(value)) of arrivals are turned away, "
        + "limit \(limit)"
    }
    if evidence.condition.hasPrefix("keeps up") {
      return "\(evidence.condition): \(NumberText.percent(max(value, 0))) of arrivals stay, "
        + "limit \(limit)"
    }
    var ends: [String] = []
    if let seed = evidence.worst, abs(seed - value) > 0.005 * abs(value) {
      ends.append("worst seed \(ReportWords.quantity(seed, unit: evidence.unit))")
    }
    // Every seed is within the limit, and what can be said of the mean is not.
    if !evidence.holds, let bound = evidence.bound, let seed = evidence.worst,
      (bound > evidence.limit) != (seed > evidence.limit)
    {
      ends.append("95 % bound \(ReportWords.quantity(bound, unit: evidence.unit))")
    }
    let worst = ends.isEmpty ? "" : " (\(ends.joined(separator: ", ")))"
    return "\(evidence.condition): \(ReportWords.quantity(value, unit: evidence.unit))\(worst)"
      + (evidence.condition.contains(where: \.isNumber) ? "" : ", limit \(limit)")
  }
}
