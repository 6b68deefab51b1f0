/// Little's law L = λ W over the whole run of a tier, on one cohort: all who came. Those still
/// there at the end count with the time they have been there.
public struct LittleCheck: Codable, Hashable, Sendable {
  /// L: time average of the number in the tier, from the integral of arrivals minus departures.
  public var number: Double
  /// λ: arrivals per second.
  public var perSecond: Double
  /// W: mean time in the tier in milliseconds, from the visits; null without arrivals.
  public var milliseconds: Double?
  /// |L - λ W| / L; 0 for an empty tier. More than 1e-9 is a violation of the audit.
  public var relativeError: Double

  enum CodingKeys: String, CodingKey {
    case number
    case perSecond = "per_second"
    case milliseconds = "ms"
    case relativeError = "relative_error"
  }

  public init(number: Double, perSecond: Double, milliseconds: Double?, relativeError: Double) {
    self.number = number
    self.perSecond = perSecond
    self.milliseconds = milliseconds
    self.relativeError = relativeError
  }
}
