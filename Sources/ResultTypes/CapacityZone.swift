/// The scenario as it stands, with a zone lost.
public struct CapacityZone: Codable, Hashable, Sendable {
  /// The zone whose loss costs most.
  public var zone: String
  /// By tier, in the order of `tiers`.
  public var nodesLost: [Int]
  public var largestLoad: CapacityLoad
  /// Largest load / plan.
  public var ratio: Double
  /// True when the plan is held without the zone.
  public var held: Bool

  enum CodingKeys: String, CodingKey {
    case zone
    case nodesLost = "nodes_lost"
    case largestLoad = "largest_load"
    case ratio
    case held
  }

  public init(
    zone: String, nodesLost: [Int], largestLoad: CapacityLoad, ratio: Double, held: Bool
  ) {
    self.zone = zone
    self.nodesLost = nodesLost
    self.largestLoad = largestLoad
    self.ratio = ratio
    self.held = held
  }
}
