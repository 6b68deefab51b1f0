import ScenarioTypes

/// What of a tier a study may choose, and what it costs.
struct CapacityChoice: Sendable {
  var tier: Int
  var range: CapacityRange
  /// True: servers per node are chosen, not nodes.
  var isOfServers: Bool
  /// Of a node, or of a server.
  var cost: Double

  /// The choices of all tiers: those of the scenario, else nodes from an eighth to eight times.
  static func all(_ scenario: Scenario) -> [CapacityChoice] {
    scenario.tiers.enumerated().map { index, tier in
      let bounds = scenario.capacity?.tiers.first { $0.tier == index }
      if let servers = bounds?.servers {
        return CapacityChoice(
          tier: index, range: servers, isOfServers: true, cost: bounds?.cost ?? 1)
      }
      return CapacityChoice(
        tier: index, range: bounds?.nodes ?? usual(tier.nodes), isOfServers: false,
        cost: bounds?.cost ?? 1)
    }
  }

  /// Steps of some 4 %, so that the scenario's own number is among them.
  private static func usual(_ nodes: Int) -> CapacityRange {
    let most = max(nodes / 25, 1)
    let step = (1...most).last { nodes % $0 == 0 } ?? 1
    let least = max(nodes / 8 / step, 1) * step
    return CapacityRange(least: least, most: max(nodes * 8, least), step: step)
  }

  /// How many a variant has.
  func size(_ variant: CapacityVariant) -> Int {
    isOfServers ? variant.servers[tier] : variant.nodes[tier]
  }

  /// The variant with another number.
  func variant(_ variant: CapacityVariant, _ size: Int) -> CapacityVariant {
    var copy = variant
    if isOfServers { copy.servers[tier] = size } else { copy.nodes[tier] = size }
    return copy
  }

  /// What the tier costs.
  func cost(_ variant: CapacityVariant) -> Double {
    cost * Double(variant.nodes[tier]) * (isOfServers ? Double(variant.servers[tier]) : 1)
  }
}
