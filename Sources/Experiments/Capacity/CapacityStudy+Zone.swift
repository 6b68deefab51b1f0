import Quantities
import ResultTypes
import ScenarioTypes

/// A zone lost, and the run that shows it.
extension CapacityStudy {
  /// The scenario as it stands without a zone.
  struct ZoneLost {
    var place: Place
    var nodesLost: [Int]
    var bracket: CapacityBracket
  }

  /// The zone whose loss costs most; nil when all stand in one place, or one tier stands in one.
  func worstZone(_ base: CapacityVariant, _ screen: CapacityScreen) -> Place? {
    let places = Set(scenario.tiers.flatMap(\.places)).sorted()
    guard places.count > 1 else { return nil }
    func left(_ place: Place) -> Double {
      var variant = base
      variant.loss = .zone(place)
      return screen.largestLoad(variant)
    }
    var worst = places[0]
    for place in places.dropFirst() where left(place) < left(worst) { worst = place }
    return worst
  }

  func zoneLost(
    _ base: CapacityVariant, _ screen: CapacityScreen, plan: Double
  ) throws(CapacityStop) -> ZoneLost? {
    guard let place = worstZone(base, screen) else { return nil }
    var variant = base
    variant.loss = .zone(place)
    let lost = scenario.tiers.enumerated().map { index, tier in
      tier.nodes - variant.nodesLeft(tier, index)
    }
    guard zip(lost, scenario.tiers).allSatisfy({ $0 < $1.nodes }) else {
      return ZoneLost(place: place, nodesLost: lost, bracket: CapacityBracket())
    }
    var search = CapacitySearch(bench, judge, replications: min(3, options.replications))
    let bracket = try search.bracket(
      variant, around: screen.largestLoad(variant), width: max(0.05, options.precision),
      step: "largest load without \(place.name)")
    return ZoneLost(place: place, nodesLost: lost, bracket: bracket)
  }

  func zoneResult(_ zone: ZoneLost, _ claims: Double, plan: Double) -> CapacityZone {
    var largest = load(zone.bracket, claims)
    if let tier = zone.bracket.atHigh?.tier, zone.nodesLost[tier] < scenario.tiers[tier].nodes {
      // Points count the busy share of all nodes; here it is that of those that are left.
      let nodes = Double(scenario.tiers[tier].nodes)
      largest.utilization = largest.utilization.map {
        min($0 * nodes / (nodes - Double(zone.nodesLost[tier])), 1)
      }
    }
    return CapacityZone(
      zone: zone.place.name, nodesLost: zone.nodesLost, largestLoad: largest,
      ratio: (zone.bracket.low ?? 0) / plan, held: (zone.bracket.low ?? 0) >= plan)
  }

  /// A run at the plan: 3 s of it, 4 s with the zone lost, 3 s after.
  func picture(_ variant: CapacityVariant, zone: Place?) throws(CapacityStop) -> RunResult {
    var copy = loaded
    copy.scenario = variant.scenario(scenario, on: plateau)
    let second: Int64 = 1_000_000_000
    let start = plateau.warmup.nanoseconds
    if let zone {
      copy.scenario.duration = TimeSpan(nanoseconds: start + 10 * second)
      copy.scenario.faults = [
        Fault(
          kind: .placeLost(PlacePattern(city: zone.city, zone: zone.zone)),
          at: TimeSpan(nanoseconds: start + 3 * second),
          lasts: TimeSpan(nanoseconds: 4 * second), text: "lose \(zone.name)")
      ]
    }
    return try bench.result(of: copy, "the pictures", threads: options.threads)
  }
}
