import Quantities
import ResultTypes
import ScenarioTypes
import SimulationStatistics

/// The result and its parts.
extension CapacityStudy {
  /// What the points of a study say.
  struct Found {
    /// The scenario as it stands.
    var base: CapacityVariant
    /// Claims per second at the scenario's own load.
    var claims: Double
    /// Multiple of that load.
    var plan: Double
    var search: CapacitySearch
    /// Whether the plan is held.
    var held: Bool
    var screen: CapacityScreen
    var main: CapacityBracket
    var next: (bracket: CapacityBracket, factor: Int)?
    var zone: ZoneLost?
    var sizer: CapacitySizer
    var fleets: [CapacityFleet]
    var doubt: CapacityDoubt
    var probability: CapacityProbability
  }

  func result(_ found: Found, _ picture: RunResult) -> CapacityResult {
    let (main, claims, plan) = (found.main, found.claims, found.plan)
    return CapacityResult(
      tool: picture.tool, scenario: picture.scenario, seed: scenario.seed,
      method: method, plan: CapacityPlan(multiple: plan, claimsPerSecond: plan * claims),
      largestLoad: load(main, claims),
      limitingTier: main.atHigh?.tier.map { scenario.tiers[$0].name },
      nextLimitingTier: found.next?.bracket.atHigh?.tier.map { scenario.tiers[$0].name },
      nextLoad: found.next.map { load($0.bracket, claims) }, nextFactor: found.next?.factor,
      headroom: headroom(found),
      curve: curve(found.search, claims), tiers: tiers(found.base.at(plan), found.screen),
      topology: topology(found.search.points[plan] ?? []), fleet: found.fleets,
      costNow: found.sizer.cost(found.base), frontier: found.sizer.frontier(kind: kind),
      steps: found.sizer.steps(kind: kind),
      zoneLost: found.zone.map { zoneResult($0, claims, plan: plan) },
      probability: found.probability, sensitivity: found.doubt.sensitivity,
      points: bench.count, notes: notes(main) + found.sizer.doubts,
      assumptions: loaded.parameters)
  }

  func headroom(_ found: Found) -> CapacityHeadroom {
    CapacityHeadroom(
      ratio: (found.main.low ?? 0) / found.plan, held: found.held,
      failed: found.search.seen[found.plan]?.failed.map(\.condition) ?? [])
  }

  /// The kind that loads are counted in: claims, or the first kind that there is.
  var kind: String {
    if scenario.flow.paths[.claim] != nil { return RequestKind.claim.name }
    return RequestKind.allCases.first { scenario.flow.paths[$0] != nil }?.name ?? "claim"
  }

  var method: CapacityMethod {
    CapacityMethod(
      counts: kind == "claim" ? "claims" : "requests", warmupSeconds: plateau.warmup.seconds,
      windowSeconds: plateau.window.seconds, replications: options.replications,
      confidence: 0.95, precision: options.precision, peakSeconds: plateau.peak.seconds)
  }

  func load(_ bracket: CapacityBracket, _ claims: Double) -> CapacityLoad {
    let low = bracket.low ?? 0
    let tier = bracket.atHigh?.tier
    return CapacityLoad(
      multiple: low, claimsPerSecond: low * claims, low: low, high: bracket.high,
      tier: tier.map { scenario.tiers[$0].name },
      evidence: (bracket.atHigh?.failed ?? []).map(\.evidence),
      utilization: tier.flatMap { bracket.atLow?.points[$0].utilization })
  }

  func trial(
    _ base: CapacityVariant, _ load: Double, _ search: CapacitySearch
  ) -> CapacityTrial {
    let points = search.points[load] ?? []
    return CapacityTrial(
      variant: base.at(load), points: points, judgement: judge.judge(points, load: load))
  }

  func curve(_ search: CapacitySearch, _ claims: Double) -> [CapacityCurvePoint] {
    search.seen.keys.sorted().map { load in
      let trial = trial(CapacityVariant(scenario), load, search)
      let values = trial.points.compactMap { point in
        point.kinds.first { $0.kind == kind }?.p99
      }
      let interval = ConfidenceInterval.ofIndependent(values)
      return CapacityCurvePoint(
        multiple: load, claimsPerSecond: load * claims, seeds: trial.points.count,
        p50: trial.p50(of: kind), p99: trial.p99(of: kind), p99Low: interval?.lower,
        p99High: interval?.upper, openP99: kind == "open" ? nil : trial.p99(of: "open"),
        rejected: trial.rejected, growth: trial.growth,
        utilization: trial.judgement.points.map(\.utilization), holds: trial.judgement.holds,
        failed: trial.judgement.failed.map(\.condition))
    }
  }

  func tiers(_ variant: CapacityVariant, _ screen: CapacityScreen) -> [CapacityTier] {
    scenario.tiers.enumerated().map { index, tier in
      let demand = screen.demand.tiers[index]
      let servers = Double(tier.nodes) * Double(tier.servers)
      let resources = screen.resources(index, variant).map { resource in
        CapacityResource(
          resource: resource.name, used: resource.used, available: resource.available,
          nodes: Int((resource.used * Double(tier.nodes) / resource.available).rounded(.up)))
      }
      return CapacityTier(
        name: tier.name, nodes: tier.nodes, servers: tier.servers,
        visitsPerClaim: demand.rate / screen.demand.claimsPerSecond,
        serviceMilliseconds: 1e3 * demand.service,
        utilization: demand.busy * variant.load / servers, limit: screen.limit(index, variant),
        resources: resources)
    }
  }

  func notes(_ main: CapacityBracket) -> [String] {
    var notes = plateau.notes
    let question = scenario.capacity
    if question == nil {
      notes.append(
        "the file has no section `capacity`: the plan is its own peak, a node costs 1, each tier "
          + "may have 1/8 to 8 times its nodes, and load and service times are taken to be "
          + "uncertain by 20 %, all of it assumed")
    }
    if question?.record == nil || question?.message == nil {
      notes.append(
        "memory, bandwidth and connections of nodes are looked at only where `capacity` gives "
          + "them: 0 of 3 hold back a fleet without")
    }
    if scenario.objectives.isEmpty {
      notes.append("the scenario has 0 objectives: only that every tier keeps up is asked")
    }
    if main.high == nil {
      notes.append("no load up to \(CapacitySearch.largest) times the scenario's was seen to fail")
    }
    if !lonely.isEmpty {
      notes.append(
        "the loss of a node is not looked at: \(lonely.count) of \(scenario.tiers.count) tiers "
          + "cannot have 2 nodes: \(lonely.joined(separator: ", "))")
    }
    let single = scenario.tiers.filter { Set($0.places).count == 1 && $0.nodes > 0 }
    if Set(scenario.tiers.flatMap(\.places)).count > 1, !single.isEmpty {
      notes.append(
        "\(single.count) of \(scenario.tiers.count) tiers stand in one zone alone: "
          + single.map(\.name).joined(separator: ", "))
    }
    return notes
  }
}
