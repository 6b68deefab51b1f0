import Quantities
import ScenarioTypes

/// A scenario at another load, with other sizes, other service times, or a part of it lost.
struct CapacityVariant: Hashable, Sendable {
  /// What is lost from the beginning of a point on.
  enum Loss: Hashable, Sendable {
    case nothing
    /// All nodes of a place.
    case zone(Place)
    /// The first node of each tier.
    case nodes
  }

  /// Multiple of the scenario's load.
  var load: Double
  /// By tier.
  var nodes: [Int]
  var servers: [Int]
  /// What service times are multiplied by, by tier.
  var service: [Double]
  var loss = Loss.nothing
  /// How many times as long as the window of other points the window of this one is.
  var stretch = 1

  /// The scenario as it stands.
  init(_ scenario: Scenario, load: Double = 1) {
    self.load = load
    nodes = scenario.tiers.map(\.nodes)
    servers = scenario.tiers.map(\.servers)
    service = scenario.tiers.map { _ in 1 }
  }

  /// A variant by its parts.
  init(load: Double, nodes: [Int], servers: [Int], service: [Double]) {
    self.load = load
    self.nodes = nodes
    self.servers = servers
    self.service = service
  }

  /// The same at another load.
  func at(_ load: Double) -> CapacityVariant {
    var copy = self
    copy.load = load
    return copy
  }

  /// What tells it from others, without ambiguity.
  var text: String {
    let sizes = zip(nodes, servers).map { "\($0)x\($1)" }.joined(separator: " ")
    let factors = service.map { "\($0)" }.joined(separator: " ")
    let window = stretch == 1 ? "" : " windows \(stretch)"
    return "load \(load) sizes \(sizes) service \(factors) loss \(loss)\(window)"
  }

  /// The scenario to simulate.
  func scenario(_ original: Scenario, on plateau: Plateau) -> Scenario {
    var scenario = plateau.scenario(original, load: load, windows: stretch)
    for index in scenario.tiers.indices {
      scenario.tiers[index].nodes = nodes[index]
      scenario.tiers[index].servers = servers[index]
      let factor = service[index]
      scenario.tiers[index].service = scenario.tiers[index].service.scaled(by: factor)
      for (kind, law) in scenario.tiers[index].serviceByKind {
        scenario.tiers[index].serviceByKind[kind] = law.scaled(by: factor)
      }
    }
    scenario.faults = faults(scenario)
    return scenario
  }

  private func faults(_ scenario: Scenario) -> [Fault] {
    switch loss {
    case .nothing: return []
    case .zone(let place):
      return [
        Fault(
          kind: .placeLost(PlacePattern(city: place.city, zone: place.zone)), at: .zero,
          lasts: nil, text: "lose \(place.name)")
      ]
    case .nodes:
      return scenario.tiers.enumerated().map { index, tier in
        Fault(
          kind: .crash(Fault.NodeSelection(tier: index, nodes: [0])), at: .zero, lasts: nil,
          text: "crash \(tier.name)/0")
      }
    }
  }

  /// Nodes of a tier that work.
  func nodesLeft(_ tier: Tier, _ index: Int) -> Int {
    nodes[index] - Self.lost(loss, of: nodes[index], in: tier)
  }

  /// How many of so many nodes are lost.
  static func lost(_ loss: Loss, of nodes: Int, in tier: Tier) -> Int {
    switch loss {
    case .nothing: return 0
    case .nodes: return min(nodes, 1)
    case .zone(let place):
      let places = tier.places
      return places.indices.filter { places[$0] == place }.reduce(0) { sum, first in
        sum + (nodes > first ? (nodes - first - 1) / places.count + 1 : 0)
      }
    }
  }
}
