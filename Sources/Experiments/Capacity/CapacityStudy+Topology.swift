import ResultTypes
import ScenarioTypes

/// What the picture of the topology shows.
extension CapacityStudy {
  func topology(_ points: [CapacityPoint]) -> CapacityTopology {
    let sites = scenario.tiers.map { tier in
      Set(tier.places).sorted().map { place in
        CapacityTopology.Site(
          place: place.name,
          nodes: CapacityVariant.lost(.zone(place), of: tier.nodes, in: tier))
      }
    }
    let ways = RequestKind.allCases.compactMap { kind -> CapacityTopology.Way? in
      guard let path = scenario.flow.paths[kind] else { return nil }
      let rates = points.compactMap { point in
        point.kinds.first { $0.kind == kind.name }?.firstTriesPerSecond
      }
      return CapacityTopology.Way(
        kind: kind.name, tiers: path.tiers + path.afterwards,
        perSecond: rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count))
    }
    return CapacityTopology(sites: sites, ways: ways, links: links)
  }

  private var links: [CapacityTopology.Link] {
    let network = scenario.network
    let named = [
      ("same zone", network.sameZone), ("same city", network.sameCity),
      ("between cities", network.betweenCities),
    ].compactMap { name, link in
      link.map { CapacityTopology.Link(name: name, latency: $0.latency.text) }
    }
    let access = network.access.map {
      CapacityTopology.Link(name: "access over \($0.name)", latency: $0.latency.text)
    }
    return named + access
  }
}
