/// Where the load of a study is: what the picture of the topology shows.
public struct CapacityTopology: Codable, Hashable, Sendable {
  /// Nodes of a tier in one place.
  public struct Site: Codable, Hashable, Sendable {
    public var place: String
    public var nodes: Int

    public init(place: String, nodes: Int) {
      self.place = place
      self.nodes = nodes
    }
  }

  /// The way of one kind of request.
  public struct Way: Codable, Hashable, Sendable {
    public var kind: String
    /// Indices into `CapacityResult.tiers`.
    public var tiers: [Int]
    /// First tries per second at the plan.
    public var perSecond: Double

    enum CodingKeys: String, CodingKey {
      case kind, tiers
      case perSecond = "per_second"
    }

    public init(kind: String, tiers: [Int], perSecond: Double) {
      self.kind = kind
      self.tiers = tiers
      self.perSecond = perSecond
    }
  }

  /// A link with its latency as the scenario writes it.
  public struct Link: Codable, Hashable, Sendable {
    public var name: String
    public var latency: String

    public init(name: String, latency: String) {
      self.name = name
      self.latency = latency
    }
  }

  /// By tier.
  public var sites: [[Site]]
  public var ways: [Way]
  public var links: [Link]

  public init(sites: [[Site]], ways: [Way], links: [Link]) {
    self.sites = sites
    self.ways = ways
    self.links = links
  }
}
