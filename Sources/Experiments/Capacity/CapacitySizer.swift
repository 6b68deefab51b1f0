import ResultTypes
import ScenarioTypes

/// Finds the smallest fleet: formulas propose, simulation confirms, and shows that no tier can do
/// with a step less.
struct CapacitySizer {
  let bench: CapacityBench
  let judge: CapacityJudge
  let screen: CapacityScreen
  let choices: [CapacityChoice]
  let replications: Int
  let plan: Double
  /// Every fleet without a loss that was simulated.
  private(set) var trials: [CapacityTrial] = []
  /// The smallest fleet without a loss, once it was found.
  private(set) var smallest: CapacityVariant?
  /// What one step less of each tier was shown to break, from the smallest fleet on.
  private(set) var less: [Int: CapacityTrial] = [:]

  /// A step less of a tier that was shown neither to hold nor to fail.
  private(set) var undecided: [CapacityTrial] = []

  /// Fleets tried on the way up and on the way down.
  private static var mostTrials: Int { 16 }

  init(
    _ bench: CapacityBench, _ judge: CapacityJudge, _ screen: CapacityScreen, replications: Int,
    plan: Double
  ) {
    self.bench = bench
    self.judge = judge
    self.screen = screen
    self.replications = replications
    self.plan = plan
    choices = CapacityChoice.all(screen.scenario)
  }

  // MARK: - Fleets

  /// The smallest fleet with a loss, or with none.
  mutating func fleet(
    _ purpose: String, _ loss: CapacityVariant.Loss
  ) throws(CapacityStop) -> CapacityFleet {
    var start = CapacityVariant(screen.scenario, load: plan)
    start.loss = loss
    let (trial, holds) = try confirmed(proposal(start), step: "fleet: \(purpose)")
    var best = trial
    var isSmallest = holds
    if holds, loss == .nothing {
      (best, isSmallest) = try descended(trial)
      smallest = best.variant
    } else if holds, let smallest {
      isSmallest = undecided.isEmpty && needsAll(best.variant, smallest)
    }
    return CapacityFleet(
      purpose: purpose, cost: cost(best.variant), tiers: tiers(best), confirmed: holds,
      smallest: isSmallest, evidence: best.judgement.findings.map(\.evidence))
  }

  /// A step less of any tier would leave no room, or no more than was shown to be too little
  /// without a loss.
  private func needsAll(_ variant: CapacityVariant, _ smallest: CapacityVariant) -> Bool {
    choices.allSatisfy { choice in
      let size = choice.size(variant) - choice.range.step
      guard size >= choice.range.least else { return true }
      let left = choice.variant(variant, size)
      if isHopeless(choice.tier, left) { return true }
      if choice.isOfServers { return size <= choice.size(smallest) - choice.range.step }
      let nodes = left.nodesLeft(screen.scenario.tiers[choice.tier], choice.tier)
      return nodes <= smallest.nodes[choice.tier] - choice.range.step
    }
  }

  /// The smallest sizes that the formulas allow, tier by tier along the ways.
  private func proposal(_ start: CapacityVariant) -> CapacityVariant {
    var variant = start
    // Pools of connections depend on the tiers before: twice round is enough for two levels.
    for _ in 0..<2 {
      for choice in choices { variant = choice.variant(variant, size(choice, variant)) }
    }
    return variant
  }

  private func size(_ choice: CapacityChoice, _ variant: CapacityVariant) -> Int {
    var size = choice.range.least
    while size < choice.range.last, screen.lack(choice.tier, choice.variant(variant, size)) != nil {
      size += choice.range.step
    }
    return size
  }

  /// Simulates a fleet, and larger ones until one holds.
  private mutating func confirmed(
    _ proposal: CapacityVariant, step: String
  ) throws(CapacityStop) -> (CapacityTrial, Bool) {
    var trial = try self.trial(proposal, step: step)
    for _ in 0..<Self.mostTrials where !trial.judgement.holds {
      guard let larger = grown(trial) else { break }
      trial = try self.trial(larger, step: step)
    }
    return (trial, trial.judgement.holds)
  }

  /// A step more of the tier that failed, or of the busiest one that can grow.
  private func grown(_ trial: CapacityTrial) -> CapacityVariant? {
    let points = trial.judgement.points
    let order = choices.sorted { left, right in
      let isLeft = left.tier == trial.judgement.tier
      let isRight = right.tier == trial.judgement.tier
      if isLeft != isRight { return isLeft }
      return points[left.tier].utilization > points[right.tier].utilization
    }
    for choice in order {
      let size = choice.size(trial.variant) + choice.range.step
      if size <= choice.range.most { return choice.variant(trial.variant, size) }
    }
    return nil
  }

  /// Takes steps away as long as simulation allows; true when none can be taken any more.
  private mutating func descended(
    _ start: CapacityTrial
  ) throws(CapacityStop) -> (CapacityTrial, Bool) {
    var best = start
    var needed: Set<Int> = []
    less = [:]
    undecided = []
    let order = choices.sorted {
      ($1.cost * Double($1.range.step), $0.tier) < ($0.cost * Double($0.range.step), $1.tier)
    }
    for (place, choice) in order.enumerated() {
      while !needed.contains(choice.tier) {
        guard trials.count < 3 * Self.mostTrials else { return (best, false) }
        guard let smaller = lessened(best.variant, choice) else {
          needed.insert(choice.tier)
          continue
        }
        // Mostly a step less fails, and the next tier is looked at from the same fleet.
        let next = order[(place + 1)...].compactMap { lessened(best.variant, $0) }
        let step = "fleet: a step less of each tier"
        var trial = try self.trial(smaller, step: step, next: next)
        // It fails by the formulas, too, or must be shown to fail.
        let mayDo = trial.judgement.holdsInTheMean || mayDoByFormulas(choice, smaller)
        if mayDo { trial = try settled(trial, step: step) }
        if trial.judgement.holds {
          best = trial
        } else {
          if mayDo, !trial.judgement.isRefuted { undecided.append(trial) }
          less[choice.tier] = trial
          needed.insert(choice.tier)
        }
      }
    }
    return (best, undecided.isEmpty)
  }

  /// Whether a tier would do by the formulas, or nearly: what they are calibrated by was measured,
  /// and is a percent or so off.
  private func mayDoByFormulas(_ choice: CapacityChoice, _ variant: CapacityVariant) -> Bool {
    screen.lack(choice.tier, variant.at(Self.calmer * variant.load)) == nil
  }

  /// The load at which the formulas are asked, over the one that is meant.
  private static var calmer: Double { 0.97 }

  /// The same fleet with all seeds, then in longer windows, as long as it is shown neither to hold
  /// nor to fail, or to fail by next to nothing.
  private mutating func settled(
    _ trial: CapacityTrial, step: String
  ) throws(CapacityStop) -> CapacityTrial {
    var trial = trial
    let requests = bench.plateau.requests(load: plan) * Double(replications)
    for stretch in [1, 8, 64] {
      let judgement = trial.judgement
      if judgement.holds || judgement.isRefuted && !judgement.failsClosely { break }
      guard stretch == 1 || requests * Double(stretch) <= Self.mostRequests else { break }
      trial = try self.trial(trial.variant, step: step, seeds: replications, stretch: stretch)
    }
    return trial
  }

  /// Requests that the longer windows of one fleet may have in all: ten seconds or so.
  private static var mostRequests: Double { 50_000_000 }

  /// A step less of a tier; nil where that needs no simulation.
  private func lessened(_ variant: CapacityVariant, _ choice: CapacityChoice) -> CapacityVariant? {
    let size = choice.size(variant) - choice.range.step
    let smaller = choice.variant(variant, max(size, 1))
    return size < choice.range.least || isHopeless(choice.tier, smaller) ? nil : smaller
  }

  /// What needs no simulation: no room for all requests, or for what a node must hold.
  private func isHopeless(_ tier: Int, _ variant: CapacityVariant) -> Bool {
    if let limit = screen.limit(tier, variant), variant.load > limit { return true }
    return screen.resources(tier, variant).contains { $0.used > $0.available }
  }

  // MARK: - Trials

  private mutating func trial(
    _ variant: CapacityVariant, step: String, seeds: Int? = nil, stretch: Int = 1,
    next: [CapacityVariant] = []
  ) throws(CapacityStop) -> CapacityTrial {
    var search = CapacitySearch(bench, judge, replications: replications)
    if let seeds {
      var long = variant
      long.stretch = stretch
      try search.look(long, [plan], seeds: seeds, step: step)
    } else {
      _ = try search.holds(variant, plan, step: step, next: next)
    }
    let points = search.points[plan] ?? []
    let trial = CapacityTrial(
      variant: variant, points: points, judgement: judge.judge(points, load: plan))
    if variant.loss == .nothing {
      trials.removeAll { $0.variant == variant && $0.points.count <= points.count }
      trials.append(trial)
    }
    return trial
  }

  /// Simulates larger fleets than the smallest, for the frontier: one seed each.
  mutating func widen(_ factors: [Double]) throws(CapacityStop) {
    guard let smallest else { return }
    for factor in factors {
      var variant = smallest
      for choice in choices {
        let wanted = Int((Double(choice.size(smallest)) * factor).rounded(.up))
        variant = choice.variant(variant, choice.range.atLeast(wanted) ?? choice.range.last)
      }
      guard variant != smallest else { continue }
      _ = try trial(variant, step: "frontier", seeds: 1)
    }
  }

  /// Adds a fleet that was simulated elsewhere.
  mutating func add(_ trial: CapacityTrial) {
    guard !trials.contains(where: { $0.variant == trial.variant }) else {
      for place in trials.indices where trials[place].variant == trial.variant {
        if trials[place].points.count < trial.points.count { trials[place] = trial }
      }
      return
    }
    trials.append(trial)
  }

  // MARK: - Words and costs

  func cost(_ variant: CapacityVariant) -> Double {
    choices.reduce(0) { $0 + $1.cost(variant) }
  }

  private func tiers(_ trial: CapacityTrial) -> [CapacityFleetTier] {
    let now = CapacityVariant(screen.scenario)
    return choices.map { choice in
      let tier = screen.scenario.tiers[choice.tier]
      let size = choice.size(trial.variant)
      let smaller = choice.variant(trial.variant, max(size - choice.range.step, 1))
      let reason =
        size <= choice.range.least
        ? "bounds" : screen.lack(choice.tier, smaller) ?? "simulation"
      return CapacityFleetTier(
        name: tier.name, nodes: trial.variant.nodes[choice.tier],
        servers: trial.variant.servers[choice.tier], now: choice.size(now),
        cost: choice.cost(trial.variant),
        utilization: trial.judgement.points[choice.tier].utilization, reason: reason)
    }
  }

  func words(_ variant: CapacityVariant) -> String {
    choices.map { choice in
      let name = screen.scenario.tiers[choice.tier].name
      return "\(name) \(choice.size(variant))" + (choice.isOfServers ? " servers" : "")
    }.joined(separator: ", ")
  }
}

extension CapacityFinding {
  /// The same for results.
  var evidence: CapacityEvidence {
    CapacityEvidence(
      condition: condition, value: value, bound: bound, worst: worst, limit: limit, unit: unit,
      holds: holds)
  }
}
