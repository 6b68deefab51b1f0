import Quantities

/// Something that breaks for a while.
public struct Fault: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The nodes stop, and what is on them is lost; they come back empty.
    case crash(NodeSelection)
    /// Service times that begin in the window are multiplied.
    case slow(NodeSelection, factor: Double)
    /// All nodes of all tiers in a place crash.
    case placeLost(PlacePattern)
    /// Latency added to each message between two places (both ways): constant plus jitter uniform
    /// from 0 to `jitter`.
    case latency(PlacePattern, PlacePattern, added: TimeSpan, jitter: TimeSpan)
    /// Messages between two places (both ways) are lost.
    case loss(PlacePattern, PlacePattern, probability: Ratio)
    /// The nodes answer with an error, after the service time.
    case errors(NodeSelection, probability: Ratio)
  }

  /// Nodes of a tier.
  public struct NodeSelection: Hashable, Sendable {
    /// Index into `Scenario.tiers`.
    public var tier: Int
    /// Node numbers, rising, never empty.
    public var nodes: [Int]

    public init(tier: Int, nodes: [Int]) {
      self.tier = tier
      self.nodes = nodes
    }
  }

  public var kind: Kind
  /// When it begins.
  public var at: TimeSpan
  /// How long it lasts; nil: to the end.
  public var lasts: TimeSpan?
  /// The words of the file, for charts: `crash cache/3`.
  public var text: String

  public init(kind: Kind, at: TimeSpan, lasts: TimeSpan?, text: String) {
    self.kind = kind
    self.at = at
    self.lasts = lasts
    self.text = text
  }
}
