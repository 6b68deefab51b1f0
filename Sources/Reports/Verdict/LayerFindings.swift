import ResultTypes
import ScenarioTypes

/// Which layer limits, what each layer refused or lost, and what was served for nobody.
struct LayerFindings {
  private let result: RunResult
  /// Layers that were offered something, the one under most pressure first.
  private let layers: [Layer]

  /// A tier with what speaks for its being the limit.
  private struct Layer {
    let tier: TierResult
    /// The busiest interval of the statistics window, all nodes together.
    let busiestInterval: Double
    /// Requests turned away or timed out because this layer had no room.
    let pressure: [String: UInt64]

    var share: Double { Double(pressure.total) / Double(max(tier.offered, 1)) }
    /// Above this share of lost requests a layer limits, whatever its utilisation.
    static let noticeableShare = 0.001
    /// From this mean utilisation on a layer is at its limit even while it loses nothing.
    static let saturation = 0.95
    /// Time-outs count as pressure when some node or interval was as busy as this.
    static let busy = 0.9

    var limits: Bool {
      share >= Layer.noticeableShare || tier.utilization.mean >= Layer.saturation
    }

    init(_ tier: TierResult, series: TierSeries?, window: Range<Int>) {
      self.tier = tier
      let utilization = series?.utilization ?? []
      busiestInterval = utilization[window.clamped(to: utilization.indices)].max() ?? 0
      var pressure = tier.rejected.filter { ReportWords.wantOfRoom.contains($0.key) }
      let timedOut = FailureReason.timedOut.name
      if busiestInterval >= Layer.busy || tier.utilization.maxNode >= Layer.busy,
        let count = tier.failed[timedOut]
      {
        pressure[timedOut] = count
      }
      self.pressure = pressure
    }
  }

  init(_ result: RunResult) {
    self.result = result
    let window = SeriesClock(result)
      .indices(from: result.warmupSeconds, to: result.simulatedSeconds)
    layers = result.tiers.enumerated().filter { $0.element.offered > 0 }
      .map { index, tier in
        let series = result.series.tiers.indices.contains(index) ? result.series.tiers[index] : nil
        return Layer(tier, series: series, window: window)
      }
      .sorted { left, right in
        if left.limits != right.limits { return left.limits }
        let losses = (left.pressure.total, right.pressure.total)
        if left.limits, losses.0 != losses.1 { return losses.0 > losses.1 }
        return left.tier.utilization.mean > right.tier.utilization.mean
      }
  }

  /// The busiest layer, or the one that limits; nil when nothing was offered.
  var first: TierResult? { layers.first?.tier }

  /// For the headline, without a full stop.
  var summary: String {
    guard let first = layers.first else { return "0 requests were offered" }
    let busy = "\(NumberText.percent(first.tier.utilization.mean)) busy on average"
    return first.limits
      ? "\(first.tier.name) limits (\(busy))"
      : "no layer was at its limit, the busiest is \(first.tier.name) (\(busy))"
  }

  /// Which layer limits.
  var limit: Verdict.Sentence {
    guard let first = layers.first else {
      return Verdict.Sentence(
        topic: "Limit",
        text: "Nothing was offered: 0 requests at \(NumberText.plural(result.tiers.count, "tier")) "
          + "in \(NumberText.seconds(result.simulatedSeconds)).",
        tone: .warning)
    }
    let tier = first.tier
    let busy =
      "in the statistics window \(NumberText.percent(tier.utilization.mean)) busy on average "
      + "(busiest node "
      + "\(NumberText.percent(tier.utilization.maxNode)), busiest interval "
      + "\(NumberText.percent(first.busiestInterval)))"
    guard first.limits else {
      let second = layers.dropFirst().first.map {
        ", ahead of \($0.tier.name) at \(NumberText.percent($0.tier.utilization.mean))"
      }
      return Verdict.Sentence(
        topic: "Limit",
        text: "No layer was at its limit. The busiest is \(tier.name): \(busy)\(second ?? "").",
        tone: .good)
    }
    let queue =
      "its queues held \(NumberText.short(tier.queueLength.mean)) requests on average "
      + "(longest at one node \(NumberText.short(tier.queueLength.max)))"
    let losses =
      first.pressure.total == 0
      ? "0 requests were turned away or timed out for it"
      : "\(NumberText.percent(first.share)) of the \(NumberText.short(tier.offered)) requests "
        + "offered over the whole run (peak \(NumberText.short(tier.offeredPerSecond.peak))/s) "
        + "were turned away or timed out there: "
        + NumberText.reasons(first.pressure, of: tier.offered)
    return Verdict.Sentence(
      topic: "Limit", text: "\(tier.name) limits: \(busy); \(queue); \(losses).",
      tone: first.pressure.total == 0 ? .warning : .bad)
  }

  /// What each layer answered no to, and what failed there.
  var answers: [Verdict.Sentence] {
    var sentences: [Verdict.Sentence] = []
    let rejecting = layersInOrder.filter { $0.rejected.total > 0 }.map { tier in
      "\(tier.name) said no to \(NumberText.loss(tier.rejected, of: tier.offered))"
    }
    let avoidable = layersInOrder.contains { tier in
      tier.rejected.contains { ReportWords.wantOfRoom.contains($0.key) && $0.value > 0 }
    }
    if !layers.isEmpty {
      sentences.append(
        Verdict.Sentence(
          topic: "Rejected",
          text: rejecting.isEmpty
            ? "Nothing: 0 requests at \(NumberText.plural(result.tiers.count, "tier"))."
            : "Over the whole run " + rejecting.joined(separator: "; ") + ".",
          tone: avoidable ? .warning : .neutral))
    }
    let failing = layersInOrder.filter { $0.failed.total > 0 }.map { tier in
      "\(tier.name) lost \(NumberText.loss(tier.failed, of: tier.offered))"
    }
    if !failing.isEmpty {
      sentences.append(
        Verdict.Sentence(
          topic: "Failed", text: "Over the whole run " + failing.joined(separator: "; ") + ".",
          tone: .warning))
    }
    return sentences
  }

  private var layersInOrder: [TierResult] { result.tiers.filter { $0.offered > 0 } }

  /// Yeses that reached no client that was still waiting: served by the tier that decides, minus
  /// those the clients counted, minus those that may still have been under way at the end. A lower
  /// bound: not all of the last had been served.
  var wastedWork: [Verdict.Sentence] {
    let deciders = [("claim", Operation.claim(ClaimSettings()).name), ("open", "settle")]
    return deciders.compactMap { kind, operation in
      let tiers = result.tiers.filter { $0.operation == operation && $0.kinds[kind] != nil }
      guard let request = result.requests[kind], tiers.count == 1, let tier = tiers.first,
        let served = tier.kinds[kind]?.served
      else { return nil }
      let accountedFor = request.toldYes + request.stillTryingAtEnd
      guard served > accountedFor else { return nil }
      let wasted = served - accountedFor
      guard Double(wasted) >= 0.005 * Double(served) else { return nil }
      let repeats = kind == "open" ? ReportWords.repeatedOpens(result) : 0
      let again =
        repeats == 0
        ? ""
        : "; \(NumberText.short(repeats)) of those served were repeats of an opening already "
          + "committed"
      return Verdict.Sentence(
        topic: "Work for nobody",
        text: "At least \(NumberText.short(wasted)) (\(NumberText.percent(wasted, of: served))) of "
          + "the \(NumberText.short(served)) \(kind)s that \(tier.name) served over the whole run "
          + "reached no client that was still waiting\(again); in the statistics window a request "
          + "spent \(NumberText.milliseconds(tier.sojournMilliseconds.p50)) there at the median "
          + "(p99 \(NumberText.milliseconds(tier.sojournMilliseconds.p99))).",
        tone: .bad)
    }
  }
}
