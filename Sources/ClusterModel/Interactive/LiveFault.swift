/// A fault of a run under way.
public struct LiveFault: Sendable, Codable, Hashable {
  /// Under which it is lifted.
  public var number: Int
  /// `crash cache/3`.
  public var text: String
  /// Simulated seconds.
  public var fromSeconds: Double
  /// Simulated seconds; nil: until it is lifted.
  public var toSeconds: Double?
  /// It holds now.
  public var isActive: Bool
}
