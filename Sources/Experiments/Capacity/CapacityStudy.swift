import Quantities
import ResultTypes
import ScenarioTypes

/// Asks a scenario how much it holds, how big it must be, and what if its inputs are wrong.
///
/// Formulas tell where to look, simulated points decide. The answer depends on the scenario, the
/// seed, the version and the options, never on threads, ranks and shards, or on what was kept
/// before.
public struct CapacityStudy {
  /// What comes out.
  public struct Outcome: Sendable {
    /// Without the sentences of the answer, which are for a report to write.
    public var result: CapacityResult
    /// One run at the plan, with a zone lost for some seconds where there are several: what the
    /// pictures of a report show.
    public var picture: RunResult
  }

  let loaded: LoadedScenario
  let options: CapacityOptions
  let toolVersion: String
  let plateau: Plateau
  let bench: CapacityBench
  let judge: CapacityJudge

  var scenario: Scenario { loaded.scenario }

  /// - Parameters:
  ///   - store: keeps the points.
  ///   - progress: called now and then, by several threads; answers whether to go on.
  public init(
    _ loaded: LoadedScenario, toolVersion: String, options: CapacityOptions,
    store: any CapacityPointStore, progress: @escaping @Sendable (CapacityProgress) -> Bool
  ) {
    self.loaded = loaded
    self.options = options
    self.toolVersion = toolVersion
    plateau = Plateau(loaded.scenario, warmup: options.warmup, window: options.window)
    bench = CapacityBench(
      loaded, plateau: plateau, toolVersion: toolVersion, options: options, store: store,
      goOn: progress)
    judge = CapacityJudge(scenario: loaded.scenario)
  }

  /// Makes the study.
  ///
  /// - Throws: `CapacityStop`; what is done is kept, and the same study goes on from there.
  public func run() throws(CapacityStop) -> Outcome {
    let found = try find()
    let picture = try picture(found.base.at(found.plan), zone: found.zone?.place)
    return Outcome(result: result(found, picture), picture: picture)
  }

  /// Makes all points of the study and no answer: what a shard does that does not write it.
  ///
  /// - Returns: whether the plan is held, as the answer says it.
  /// - Throws: `CapacityStop`, as `run` does.
  public func makePoints() throws(CapacityStop) -> CapacityHeadroom { headroom(try find()) }

  /// About the largest point that a study begins with: the scenario at its planned peak, or at its
  /// own where that is more.
  public static func plannedPoint(
    of loaded: LoadedScenario, _ options: CapacityOptions
  ) -> LoadedScenario {
    let plateau = Plateau(loaded.scenario, warmup: options.warmup, window: options.window)
    let plan = (loaded.scenario.capacity?.plan?.perSecond).map { $0 / plateau.rate } ?? 1
    let variant = CapacityVariant(loaded.scenario, load: min(max(plan, 1), CapacitySearch.largest))
    var copy = loaded
    copy.scenario = variant.scenario(loaded.scenario, on: plateau)
    return copy
  }

  /// Simulates the points that rank 0 hands out while it runs the same study; to be called on all
  /// other ranks of a crew.
  public func follow() {
    if case .ranks(let crew) = options.spreading { bench.follow(crew) }
  }

  private func find() throws(CapacityStop) -> Found {
    let base = CapacityVariant(scenario)
    let claims = try nominal(base)
    let plan = CapacitySearch.rounded(
      (scenario.capacity?.plan?.perSecond).map { $0 / claims } ?? 1)
    var search = CapacitySearch(bench, judge, replications: options.replications)
    let held = try search.holds(base, plan, step: "the plan")
    let screen = try screening(base, plan: plan, claims: claims, &search)
    let main = try search.bracket(
      base, around: screen.largestLoad(base), width: options.precision, step: "largest load")
    try spread(base, main, &search)
    let next = try next(base, main, screen)
    let zone = try zoneLost(base, screen, plan: plan)
    var sizer = CapacitySizer(
      bench, judge, screen, replications: options.replications, plan: plan)
    let fleets = try fleets(&sizer, zone: zone?.place)
    sizer.add(trial(base, plan, search))
    let doubt = CapacityDoubt(
      scenario, limits: limits(base, main, next?.bracket, screen), plan: plan)
    return Found(
      base: base, claims: claims, plan: plan, search: search, held: held, screen: screen,
      main: main, next: next, zone: zone, sizer: sizer, fleets: fleets, doubt: doubt,
      probability: try probability(doubt))
  }

  /// The smallest fleet for the plan alone, without the rest of the study.
  ///
  /// - Throws: `CapacityStop`, as `run` does.
  package func smallestFleet() throws(CapacityStop) -> CapacityFleet {
    let base = CapacityVariant(scenario)
    let claims = try nominal(base)
    let plan = CapacitySearch.rounded(
      (scenario.capacity?.plan?.perSecond).map { $0 / claims } ?? 1)
    var search = CapacitySearch(bench, judge, replications: options.replications)
    let screen = try screening(base, plan: plan, claims: claims, &search)
    var sizer = CapacitySizer(
      bench, judge, screen, replications: options.replications, plan: plan)
    return try sizer.fleet("plan", .nothing)
  }

  // MARK: - Steps

  /// Claims per second at the scenario's own load.
  private func nominal(_ base: CapacityVariant) throws(CapacityStop) -> Double {
    let points = try bench.points(
      [CapacityBench.Job(variant: base, replication: 0)], step: "the scenario's own load")
    let kinds = points.first?.kinds ?? []
    let rate = kinds.first { $0.kind == kind }?.firstTriesPerSecond ?? 0
    return max(rate, 1e-9)
  }

  /// Formulas calibrated by a load at which nothing is full.
  private func screening(
    _ base: CapacityVariant, plan: Double, claims: Double, _ search: inout CapacitySearch
  ) throws(CapacityStop) -> CapacityScreen {
    var load = plan
    for _ in 0..<3 {
      if search.seen[load] == nil { try search.look(base, [load], seeds: 2, step: "a calm load") }
      let points = search.seen[load]?.points ?? []
      let busiest = points.map(\.utilization).max() ?? 0
      guard busiest > 0.85 else { break }
      load = CapacitySearch.rounded(load * 0.5 / busiest)
    }
    let calm = search.seen[load] ?? judge.judge([], load: load)
    return CapacityScreen(
      scenario: scenario, question: scenario.capacity ?? CapacityQuestion(),
      demand: CapacityDemand(scenario, calm, load: load, claimsPerSecond: claims), plan: plan,
      reference: calm, referenceLoad: load)
  }

  /// A few loads around the limit for the curve, one seed each.
  private func spread(
    _ base: CapacityVariant, _ main: CapacityBracket, _ search: inout CapacitySearch
  ) throws(CapacityStop) {
    guard let limit = main.low ?? main.high else { return }
    let loads = [0.5, 0.75, 1.15].map { CapacitySearch.rounded(limit * $0) }
    let missing = loads.filter { search.seen[$0] == nil }
    try search.look(base, missing, seeds: 1, step: "the curve")
  }

  /// The search again with four times the nodes of the tier that limits, or more where the
  /// formulas say that it would still be the first.
  private func next(
    _ base: CapacityVariant, _ main: CapacityBracket, _ screen: CapacityScreen
  ) throws(CapacityStop) -> (bracket: CapacityBracket, factor: Int)? {
    guard let tier = main.atHigh?.tier else { return nil }
    var relieved = relieved(base, tier)
    var factor = 4
    let others = scenario.tiers.indices.filter { $0 != tier }.compactMap { screen.limit($0, base) }
    for _ in 0..<4 {
      guard let own = screen.limit(tier, relieved), let least = others.min(), own < 1.25 * least
      else { break }
      relieved = self.relieved(relieved, tier)
      factor *= 4
    }
    var search = CapacitySearch(bench, judge, replications: min(2, options.replications))
    let bracket = try search.bracket(
      relieved, around: screen.largestLoad(relieved), width: max(0.1, options.precision),
      step: "largest load with more \(scenario.tiers[tier].name)")
    return (bracket, factor)
  }

  private func relieved(_ base: CapacityVariant, _ tier: Int) -> CapacityVariant {
    var copy = base
    let choice = CapacityChoice.all(scenario)[tier]
    if choice.isOfServers {
      copy.servers[tier] = min(copy.servers[tier] * 4, 1_000_000)
    } else {
      copy.nodes[tier] = min(copy.nodes[tier] * 4, 1_000_000)
    }
    return copy
  }

  private func fleets(
    _ sizer: inout CapacitySizer, zone: Place?
  ) throws(CapacityStop) -> [CapacityFleet] {
    var fleets = [try sizer.fleet("plan", .nothing)]
    if lonely.isEmpty {
      fleets.append(try sizer.fleet("node lost", .nodes))
    }
    // A tier that stands in that zone alone has nothing left, however large.
    if let zone, scenario.tiers.allSatisfy({ Set($0.places) != [zone] }) {
      fleets.append(try sizer.fleet("zone lost", .zone(zone)))
    }
    try sizer.widen([1.25, 1.6])
    return fleets
  }

  /// Tiers that cannot have a second node, so that the loss of one leaves nothing.
  var lonely: [String] {
    CapacityChoice.all(scenario).filter { choice in
      choice.isOfServers ? scenario.tiers[choice.tier].nodes < 2 : choice.range.last < 2
    }.map { scenario.tiers[$0.tier].name }
  }

  /// Multiples at which the tiers limit: as simulated where that was done, else by their servers.
  private func limits(
    _ base: CapacityVariant, _ main: CapacityBracket, _ next: CapacityBracket?,
    _ screen: CapacityScreen
  ) -> [Double?] {
    scenario.tiers.indices.map { tier in
      if tier == main.atHigh?.tier, let low = main.low { return low }
      if tier == next?.atHigh?.tier, let low = next?.low { return low }
      return screen.limit(tier, base)
    }
  }

  private func probability(_ doubt: CapacityDoubt) throws(CapacityStop) -> CapacityProbability {
    var corners: [CapacityCorner] = []
    for factors in doubt.corners {
      var variant = CapacityVariant(scenario, load: doubt.plan)
      var words: [String] = []
      for (input, factor) in zip(doubt.inputs, factors) where factor != 1 {
        words.append("\(doubt.name(input)) x\(factor)")
        switch input.input {
        case .load: variant.load = CapacitySearch.rounded(variant.load * factor)
        case .service(let tier): variant.service[tier] *= factor
        }
      }
      var search = CapacitySearch(bench, judge, replications: min(2, options.replications))
      let holds = try search.holds(variant, variant.load, step: "a corner of the ranges")
      corners.append(
        CapacityCorner(
          inputs: words.joined(separator: ", "), predicted: doubt.ratio(factors) ?? 1 >= 1,
          holds: holds, failed: search.seen[variant.load]?.failed.map(\.condition) ?? []))
    }
    return CapacityProbability(
      meets: doubt.probability(seed: scenario.seed),
      largestLoad: doubt.largestLoad(seed: scenario.seed), samples: CapacityDoubt.samples,
      confirmed: corners)
  }
}
