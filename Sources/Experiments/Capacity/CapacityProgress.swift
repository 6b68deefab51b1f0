/// How far a study is.
public struct CapacityProgress: Sendable {
  /// What is looked for.
  public var step: String
  /// Points simulated by this execution.
  public var pointsDone: Int
  /// How far the point that tells is.
  public var share: Double
}
