import ResultTypes
import ScenarioTypes

/// The frontier, and what one step more or less changes.
extension CapacitySizer {
  /// All fleets that were simulated at the plan, the cheapest first.
  func frontier(kind: String) -> [CapacityFrontierPoint] {
    let all = trials.map { trial in
      CapacityFrontierPoint(
        cost: cost(trial.variant), fleet: words(trial.variant), p99: trial.p99(of: kind),
        rejected: trial.rejected, holds: trial.judgement.holds, seeds: trial.points.count,
        efficient: true)
    }.sorted { ($0.cost, $0.fleet) < ($1.cost, $1.fleet) }
    return all.map { point in
      var copy = point
      copy.efficient = !all.contains { other in
        other.cost < point.cost && other.holds && (other.p99 ?? 0) <= (point.p99 ?? 0)
          && other.rejected <= point.rejected
      }
      copy.efficient = copy.efficient && point.holds
      return copy
    }
  }

  /// What a step of each tier changes, from the smallest fleet on.
  func steps(kind: String) -> [CapacityStep] {
    guard let smallest else { return [] }
    return choices.flatMap { choice -> [CapacityStep] in
      [-choice.range.step, choice.range.step].compactMap { change in
        let size = choice.size(smallest) + change
        guard size >= choice.range.least, size <= choice.range.most else { return nil }
        return step(choice, change, choice.variant(smallest, size), kind)
      }
    }
  }

  /// What is in doubt of the smallest fleet, in sentences.
  var doubts: [String] {
    undecided.map { trial in
      let failed = trial.judgement.failed.map { "`\($0.condition)`" }.joined(separator: ", ")
      return "\(words(trial.variant)) may do: \(trial.points.count) seeds show \(failed) neither "
        + "to hold with 95 % confidence nor to fail; a longer `--point-window` decides"
    }
  }

  private func step(
    _ choice: CapacityChoice, _ change: Int, _ variant: CapacityVariant, _ kind: String
  ) -> CapacityStep? {
    guard let smallest else { return nil }
    let station = screen.station(choice.tier, variant)
    let trial = trials.first { $0.variant == variant }
    let isFull = screen.limit(choice.tier, variant).map { variant.load > $0 } ?? false
    let wait = station.map { 1e3 * $0.meanWait }.flatMap { $0.isFinite ? $0 : nil }
    let lacks = screen.resources(choice.tier, variant).filter { $0.used > $0.available }
    var failed = trial?.judgement.failed.map(\.condition) ?? []
    if trial == nil, isFull {
      let condition = screen.keepsQueue(choice.tier, variant) ? "keeps up" : "has room"
      failed = ["\(condition)(\(screen.scenario.tiers[choice.tier].name))"]
    }
    failed += lacks.map(\.name)
    let isInDoubt = undecided.contains { $0.variant == variant }
    let holds: Bool? =
      if let trial {
        isInDoubt ? nil : trial.judgement.holds && lacks.isEmpty
      } else {
        isFull || !lacks.isEmpty ? false : change > 0 ? true : nil
      }
    return CapacityStep(
      tier: screen.scenario.tiers[choice.tier].name, change: change,
      cost: cost(variant) - cost(smallest), utilization: station?.utilization ?? 0,
      meanWait: wait, p99: trial?.p99(of: kind), rejected: trial?.rejected,
      holds: holds,
      failed: failed)
  }
}
