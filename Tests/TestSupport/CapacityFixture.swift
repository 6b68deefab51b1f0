import ResultTypes
import ScenarioTypes

/// Answers of capacity studies for tests of reports.
public enum CapacityFixture {
  private static let failed = CapacityEvidence(
    condition: "keeps up(settlement)", value: 0.031, bound: 0.034, limit: 0.01, unit: "1",
    holds: false)
  private static let fine = CapacityEvidence(
    condition: "p99(claim) < 400ms", value: 312, bound: 320, limit: 400, unit: "ms", holds: true)

  private static let load = CapacityLoad(
    multiple: 2.42, claimsPerSecond: 1.84e6, low: 2.42, high: 2.46, tier: "settlement",
    evidence: [failed], utilization: 0.98)
  private static func tiers(_ names: [String]) -> [CapacityTier] {
    names.map { name in
      CapacityTier(
        name: name, nodes: 64, servers: 8, visitsPerClaim: 1.1, serviceMilliseconds: 0.2,
        utilization: 0.34, limit: 2.9,
        resources: [
          CapacityResource(resource: "memory", used: 3e10, available: 5e10, nodes: 39)
        ])
    }
  }

  private static func curve(_ names: [String]) -> [CapacityCurvePoint] {
    [0.5, 1, 2.42, 2.46, 3].map { multiple in
      CapacityCurvePoint(
        multiple: multiple, claimsPerSecond: multiple * 7.6e5, seeds: 4, p50: 95, p99: 312,
        p99Low: 300, p99High: 324, openP99: 180 * multiple, rejected: 0.0002,
        growth: multiple > 2.45 ? 0.03 : 0.001,
        utilization: names.map { _ in min(multiple / 2.5, 1) }, holds: multiple < 2.45,
        failed: multiple < 2.45 ? [] : ["keeps up(settlement)"])
    }
  }

  private static func topology(_ names: [String]) -> CapacityTopology {
    CapacityTopology(
      sites: names.map { _ in
        (1...3).map { CapacityTopology.Site(place: "shenzhen/\($0)", nodes: 21) }
      },
      ways: [
        CapacityTopology.Way(
          kind: "claim", tiers: Array(names.indices.prefix(2)), perSecond: 7.6e5),
        CapacityTopology.Way(
          kind: "open", tiers: [0, names.count - 1], perSecond: 8e4),
      ],
      links: [CapacityTopology.Link(name: "same zone", latency: "lognormal(p50 100us)")])
  }

  private static func fleet(
    _ names: [String], _ purpose: String, _ nodes: Int, confirmed: Bool = true
  ) -> CapacityFleet {
    CapacityFleet(
      purpose: purpose, cost: Double(4 * nodes),
      tiers: names.map {
        CapacityFleetTier(
          name: $0, nodes: nodes, servers: 8, now: 64, cost: Double(nodes), utilization: 0.8,
          reason: "time")
      }, confirmed: confirmed, smallest: confirmed, evidence: confirmed ? [fine] : [failed])
  }
  /// A study of the flagship's size in which everything was found.
  public static func whole() -> CapacityResult {
    let run = ResultFixture.flagship()
    let names = run.tiers.map(\.name)
    let scenario = run.scenario
    return CapacityResult(
      tool: run.tool, scenario: scenario, seed: 42,
      method: CapacityMethod(
        counts: "claims", warmupSeconds: 6, windowSeconds: 2, replications: 4, confidence: 0.95,
        precision: 0.02, peakSeconds: 10),
      plan: CapacityPlan(multiple: 1, claimsPerSecond: 7.6e5), largestLoad: load,
      limitingTier: "settlement", nextLimitingTier: names.first,
      nextLoad: CapacityLoad(
        multiple: 2.9, claimsPerSecond: 2.2e6, low: 2.9, high: 3, tier: names.first,
        evidence: [failed], utilization: 0.97),
      headroom: CapacityHeadroom(ratio: 2.42, held: true, failed: []),
      curve: curve(names),
      tiers: tiers(names),
      topology: topology(names),
      fleet: [
        fleet(names, "plan", 20), fleet(names, "node lost", 21, confirmed: false),
        fleet(names, "zone lost", 30),
      ], costNow: 388,
      frontier: [
        CapacityFrontierPoint(
          cost: 78, fleet: "gateway 20", p99: 340, rejected: 0, holds: true, seeds: 4,
          efficient: true),
        CapacityFrontierPoint(
          cost: 74, fleet: "gateway 19", p99: 900, rejected: 0.01, holds: false, seeds: 2,
          efficient: false),
      ],
      steps: [
        CapacityStep(
          tier: names[0], change: -2, cost: -2, utilization: 1.02, meanWait: nil, p99: 900,
          rejected: 0.01, holds: false, failed: ["keeps up(gateway)"]),
        CapacityStep(
          tier: names[0], change: 2, cost: 2, utilization: 0.9, meanWait: 0.4, p99: nil,
          rejected: nil, holds: true, failed: []),
      ],
      zoneLost: CapacityZone(
        zone: "shenzhen/1", nodesLost: names.map { _ in 22 },
        largestLoad: CapacityLoad(
          multiple: 1.6, claimsPerSecond: 1.2e6, low: 1.6, high: 1.66, tier: "settlement",
          evidence: [failed], utilization: 0.65), ratio: 1.6, held: true),
      probability: CapacityProbability(
        meets: 0.67, samples: 4000,
        confirmed: [
          CapacityCorner(inputs: "load x3", predicted: false, holds: false, failed: ["p99(claim)"])
        ]),
      sensitivity: [
        CapacitySensitivity(
          input: "load", low: 0.8, high: 1.2, ratioAtLow: 3, ratioAtHigh: 2, swing: 1,
          assumed: true)
      ], points: 61, notes: ["2 of 3 notes"], assumptions: run.assumptions)
  }

  /// A study in which nothing holds, nothing limits and there is one place.
  public static func nothing() -> CapacityResult {
    var result = whole()
    result.largestLoad = CapacityLoad(
      multiple: 0, claimsPerSecond: 0, low: 0, high: 0.001, tier: nil, evidence: [],
      utilization: nil)
    result.limitingTier = nil
    result.nextLimitingTier = nil
    result.nextLoad = nil
    result.zoneLost = nil
    result.headroom = CapacityHeadroom(ratio: 0, held: false, failed: ["p99(claim) < 1ms"])
    result.fleet = []
    result.frontier = []
    result.steps = []
    result.sensitivity = []
    result.probability = CapacityProbability(meets: 0, samples: 4000, confirmed: [])
    result.notes = []
    return result
  }

  /// A study in which no load failed, with names that try to be markup.
  public static func unlimited() -> CapacityResult {
    var result = whole()
    result.largestLoad.high = nil
    result.largestLoad.tier = nil
    result.limitingTier = nil
    result.nextLoad = nil
    result.scenario.name = "</script><b onclick=\"x('&')\">红包 峰值"
    result.notes = ["<script>alert(1)</script>"]
    return result
  }
}
