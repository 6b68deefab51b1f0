import Quantities
import ScenarioTypes
import SimulationKernel

/// Lays the network of a scenario out as a table over the places that its tiers use.
struct FabricBuilder {
  /// All places of all tiers, sorted.
  let places: [Place]

  init(_ scenario: Scenario) {
    var all = Set<Place>()
    for tier in scenario.tiers { all.formUnion(tier.places) }
    places = all.sorted()
  }

  /// Number of a place.
  func index(of place: Place) -> Int32 { Int32(places.firstIndex(of: place) ?? 0) }

  func build(_ network: Network, _ faults: [FaultPlan.LinkFault], _ tables: inout SamplerTables)
    -> NetworkFabric
  {
    var disturbances: [NetworkFabric.Disturbance] = []
    let links = UnsafeMutablePointer<NetworkFabric.Link>.allocate(
      capacity: max(1, places.count * places.count))
    for (row, from) in places.enumerated() {
      for (column, to) in places.enumerated() {
        let concerned = faults.filter { $0.concerns(from, to) }.map(\.disturbance)
        let link = Self.link(network, from, to)
        (links + row * places.count + column).initialize(
          to: NetworkFabric.Link(
            hasLatency: link != nil,
            latency: link?.latency.sampler(in: &tables) ?? .constant(0),
            loss: link?.loss.fraction ?? 0, firstDisturbance: Int32(disturbances.count),
            disturbances: Int32(concerned.count)))
        disturbances += concerned
      }
    }
    let access = UnsafeMutablePointer<NetworkFabric.Access>.allocate(
      capacity: max(1, network.access.count))
    for (index, item) in network.access.enumerated() {
      (access + index).initialize(
        to: NetworkFabric.Access(
          latency: item.latency.sampler(in: &tables), loss: item.loss.fraction,
          retransmission: item.retransmission.nanoseconds))
    }
    let faultMemory = UnsafeMutablePointer<NetworkFabric.Disturbance>.allocate(
      capacity: max(1, disturbances.count))
    faultMemory.initialize(from: disturbances, count: disturbances.count)
    return NetworkFabric(
      places: places.count, links: links, disturbances: faultMemory, access: access)
  }

  /// The link between two places: the most precise pair, then by zone, city, and between cities.
  static func link(_ network: Network, _ a: Place, _ b: Place) -> Network.Link? {
    var best: Network.Link?
    var bestRank = -1
    for pair in network.pairs {
      let forward = pair.first.matches(a) && pair.second.matches(b)
      let backward = pair.first.matches(b) && pair.second.matches(a)
      let rank = (pair.first.zone == nil ? 0 : 1) + (pair.second.zone == nil ? 0 : 1)
      if (forward || backward) && rank > bestRank {
        best = pair.link
        bestRank = rank
      }
    }
    if let best { return best }
    if a == b { return network.sameZone }
    if a.city == b.city { return network.sameCity ?? network.sameZone }
    return network.betweenCities ?? network.sameCity ?? network.sameZone
  }
}
