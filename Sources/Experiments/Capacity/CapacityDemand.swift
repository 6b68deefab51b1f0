import ScenarioTypes

/// What a unit of load asks of each tier, as a simulation at a calm load has shown it: locks,
/// compare-and-swaps and retries are in it, which no formula knows.
struct CapacityDemand: Sendable {
  /// One tier at the scenario's own load.
  struct Tier: Sendable {
    /// Requests per second.
    var rate: Double
    /// Servers at work.
    var busy: Double
    /// Squared coefficient of variation of the service time.
    var variability: Double

    /// Seconds of server time a request takes.
    var service: Double { rate > 0 ? busy / rate : 0 }
  }

  var tiers: [Tier]
  /// Claims (or requests) per second at the scenario's own load, first tries.
  var claimsPerSecond: Double

  /// - Parameter judgement: of the scenario as it stands at `load`.
  init(
    _ scenario: Scenario, _ judgement: CapacityJudgement, load: Double, claimsPerSecond: Double
  ) {
    self.claimsPerSecond = claimsPerSecond
    tiers = scenario.tiers.indices.map { index in
      let tier = scenario.tiers[index]
      let point = judgement.points[index]
      let busy = point.utilization * Double(tier.nodes) * Double(tier.servers)
      return Tier(
        rate: point.offeredPerSecond / load, busy: busy / load,
        variability: Self.variability(tier))
    }
  }

  /// That of the only law, or of the longest of several.
  private static func variability(_ tier: ScenarioTypes.Tier) -> Double {
    let laws = RequestKind.allCases.compactMap { tier.serviceByKind[$0] }
    return (laws.isEmpty ? [tier.service] : laws).map(\.variability).max() ?? 1
  }
}
