import ResultTypes
import ScenarioTypes

/// What each fault cost while it lasted, and how long after its end the losses were back to the
/// level before; all from the series.
struct FaultFindings {
  private let result: RunResult
  private let clock: SeriesClock
  /// Requests failed, or refused for want of room, by interval, all tiers together.
  private let losses: [UInt64]

  /// Length of the window before a fault that gives the level to compare with.
  private static let baselineSeconds = 10.0
  /// Intervals in a row that must be at the level before for a recovery to count.
  private static let steadyIntervals = 3

  init(_ result: RunResult) {
    self.result = result
    clock = SeriesClock(result)
    var losses = [UInt64](repeating: 0, count: result.series.intervals)
    for tier in result.series.tiers {
      for counts in FaultFindings.lossSeries(of: tier).map(\.counts) {
        for (index, count) in counts.enumerated() where index < losses.count {
          losses[index] += count
        }
      }
    }
    self.losses = losses
  }

  private static func lossSeries(of tier: TierSeries) -> [(reason: String, counts: [UInt64])] {
    let refused = tier.rejected.filter { ReportWords.wantOfRoom.contains($0.key) }
    return (tier.failed.inKeyOrder + refused.inKeyOrder).map { (reason: $0.key, counts: $0.value) }
  }

  /// The faults, those that begin and end together as one.
  private var windows: [FaultBand] {
    var windows: [FaultBand] = []
    for band in result.faults {
      let twin = windows.firstIndex {
        $0.fromSeconds == band.fromSeconds && $0.toSeconds == band.toSeconds
      }
      if let twin {
        windows[twin].text += " + " + band.text
      } else {
        windows.append(band)
      }
    }
    return windows
  }

  /// One sentence for all faults that begin and end together.
  var sentences: [Verdict.Sentence] { windows.map(sentence) }

  /// For the headline, without a full stop: the faults that caused losses, the worst first; nil
  /// when none did.
  var summary: String? {
    let costly = windows.enumerated()
      .map { (order: $0.offset, band: $0.element, lost: lost(during: $0.element)) }
      .filter { $0.lost > 0 && exceedsLevelBefore($0.band) }
      .sorted { ($1.lost, $0.order) < ($0.lost, $1.order) }
    guard let worst = costly.first else { return nil }
    let others =
      costly.count == 1 ? "" : " and more in \(NumberText.plural(costly.count - 1, "other fault"))"
    return "\(NumberText.short(worst.lost)) requests were lost during the fault "
      + "\(ReportWords.title(of: worst.band, in: result))\(others)"
  }

  private func lost(during band: FaultBand) -> UInt64 {
    losses[clock.indices(from: band.fromSeconds, to: band.toSeconds)].reduce(0, +)
  }

  private func exceedsLevelBefore(_ band: FaultBand) -> Bool {
    guard let before = levelBefore(band) else { return true }
    let during = clock.indices(from: band.fromSeconds, to: band.toSeconds)
    return (clock.rates(losses)[during].max() ?? 0) > before
  }

  private func sentence(_ band: FaultBand) -> Verdict.Sentence {
    let during = clock.indices(from: band.fromSeconds, to: band.toSeconds)
    let lost = lost(during: band)
    var parts = ["\(ReportWords.title(of: band, in: result)): \(lossText(during, lost: lost))"]
    parts += latencyChanges(band, during)
    guard let before = levelBefore(band) else {
      parts.append("it began at \(NumberText.seconds(band.fromSeconds)), with no level before")
      return finished(parts, tone: lost > 0 ? .warning : .neutral)
    }
    let rates = clock.rates(losses)
    let peak = rates[during].max() ?? 0
    parts.append(
      "at worst \(NumberText.short(peak))/s were lost, "
        + "before it at most \(NumberText.short(before))/s")
    guard peak > before else { return finished(parts, tone: .neutral) }
    let stopped = before == 0 ? "losses stopped" : "losses were back to that level"
    if let end = endWithin(band, during, level: before, rates: rates) {
      let after = NumberText.seconds(end - band.fromSeconds)
      let cause = mostAreNodeDown(during) ? " (senders had detected it)" : ""
      parts.append("\(stopped) \(after) after the fault began\(cause)")
      return finished(parts, tone: .warning)
    }
    guard band.toSeconds < result.simulatedSeconds else {
      parts.append("it lasts to the end of the \(NumberText.seconds(result.simulatedSeconds))")
      return finished(parts, tone: .warning)
    }
    if let recovered = recovery(band, level: before, rates: rates) {
      let delay = max(0, clock.start(of: recovered) - band.toSeconds)
      parts.append(
        delay == 0
          ? "\(stopped) when it ended" : "\(stopped) \(NumberText.seconds(delay)) after its end")
      return finished(parts, tone: .warning)
    }
    parts.append(
      "losses were not back to that level by the end "
        + "(\(NumberText.short(rates.last ?? 0))/s in the last interval)")
    return finished(parts, tone: .bad)
  }

  private func finished(_ parts: [String], tone: Verdict.Tone) -> Verdict.Sentence {
    Verdict.Sentence(topic: "Fault", text: parts.joined(separator: "; ") + ".", tone: tone)
  }

  /// How many were lost in these intervals, at which tier most, and why.
  private func lossText(_ during: Range<Int>, lost: UInt64) -> String {
    guard lost > 0 else { return "0 requests were lost while it lasted" }
    var byTier: [(name: String, reasons: [String: UInt64], offered: UInt64)] = []
    for tier in result.series.tiers {
      var reasons: [String: UInt64] = [:]
      for (reason, counts) in FaultFindings.lossSeries(of: tier) {
        let sum = counts[during.clamped(to: counts.indices)].reduce(0, +)
        if sum > 0 { reasons[reason, default: 0] += sum }
      }
      let offered = tier.offered[during.clamped(to: tier.offered.indices)].reduce(0, +)
      if !reasons.isEmpty { byTier.append((tier.tier, reasons, offered)) }
    }
    let details = byTier.sorted { $0.reasons.total > $1.reasons.total }.prefix(2).map { tier in
      "\(tier.name) \(NumberText.percent(tier.reasons.total, of: tier.offered)) of what it was "
        + "offered [\(NumberText.reasons(tier.reasons, of: nil))]"
    }
    return "\(NumberText.short(lost)) requests were lost while it lasted: "
      + details.joined(separator: ", ")
  }

  private func window(before band: FaultBand) -> Range<Int>? {
    let from = max(0, band.fromSeconds - FaultFindings.baselineSeconds)
    let whole = Int((band.fromSeconds / max(clock.intervalSeconds, 1e-9)).rounded(.down))
    let first = Int((from / max(clock.intervalSeconds, 1e-9)).rounded(.up))
    let range = first..<max(first, min(whole, losses.count))
    return range.isEmpty ? nil : range
  }

  private func levelBefore(_ band: FaultBand) -> Double? {
    window(before: band).flatMap { clock.rates(losses)[$0].max() }
  }

  /// The first interval after the fault from which losses stay at the level before.
  private func recovery(_ band: FaultBand, level: Double, rates: [Double]) -> Int? {
    let first = Int((band.toSeconds / max(clock.intervalSeconds, 1e-9)).rounded(.up))
    guard first < rates.count else { return nil }
    return (first..<rates.count).first { index in
      rates[index..<min(index + FaultFindings.steadyIntervals, rates.count)]
        .allSatisfy { $0 <= level }
    }
  }

  /// When losses were back to the level before although the fault lasted on, in seconds; nil when
  /// they were not, or rose again with its end.
  private func endWithin(
    _ band: FaultBand, _ during: Range<Int>, level: Double, rates: [Double]
  ) -> Double? {
    guard let last = during.last(where: { rates[$0] > level }) else { return nil }
    let end = clock.end(of: last)
    guard end < band.toSeconds, last + FaultFindings.steadyIntervals < during.upperBound else {
      return nil
    }
    if band.toSeconds < result.simulatedSeconds, during.upperBound < rates.count {
      guard recovery(band, level: level, rates: rates) == during.upperBound else { return nil }
    }
    return end
  }

  /// Whether most losses of these intervals were sent to a node that was down: when such losses
  /// stop before the node is back, its senders know.
  private func mostAreNodeDown(_ during: Range<Int>) -> Bool {
    let down = result.series.tiers.reduce(UInt64(0)) { sum, tier in
      let counts = tier.failed[FailureReason.nodeDown.name] ?? []
      return sum + counts[during.clamped(to: counts.indices)].reduce(0, +)
    }
    return 2 * down > losses[during].reduce(0, +)
  }

  /// The p99 of the kinds that grew by half or more: of claims first, then the one that grew most.
  private func latencyChanges(_ band: FaultBand, _ during: Range<Int>) -> [String] {
    guard let before = window(before: band) else { return [] }
    let changes = result.series.kinds.compactMap { kind -> LatencyChange? in
      let p99 = kind.series.latencyP99
      let old = p99[before.clamped(to: p99.indices)].compactMap { $0 }.max() ?? 0
      let new = p99[during.clamped(to: p99.indices)].compactMap { $0 }.max() ?? 0
      guard old > 0, new >= 1.5 * old else { return nil }
      let text =
        "the users' p99(\(kind.name)) went from at most \(NumberText.milliseconds(old)) "
        + "to \(NumberText.milliseconds(new))"
      return LatencyChange(kind: kind.name, ratio: new / old, text: text)
    }
    let claims = changes.filter { $0.kind == "claim" }
    let most = changes.filter { $0.kind != "claim" }.max { $0.ratio < $1.ratio }
    return (claims + [most].compactMap { $0 }).map(\.text)
  }

  /// How the p99 of a kind changed with a fault.
  private struct LatencyChange {
    var kind: String
    var ratio: Double
    var text: String
  }
}
