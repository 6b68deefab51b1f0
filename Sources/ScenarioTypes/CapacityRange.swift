/// Numbers to choose from: `least`, `least + step`, … up to `most`.
public struct CapacityRange: Hashable, Sendable, Codable {
  /// At least 1.
  public var least: Int
  /// At least `least`.
  public var most: Int
  /// At least 1.
  public var step: Int

  public init(least: Int, most: Int, step: Int = 1) {
    precondition(least >= 1 && most >= least && step >= 1, "\(least)..\(most)/\(step)")
    self.least = least
    self.most = most
    self.step = step
  }

  /// `64..512/16`, as in scenario files.
  public var text: String { "\(least)..\(most)/\(step)" }

  /// The largest number to choose.
  public var last: Int { least + (most - least) / step * step }

  /// The smallest number to choose that is at least `value`; nil above the largest.
  public func atLeast(_ value: Int) -> Int? {
    if value <= least { return least }
    let steps = (value - least + step - 1) / step
    let result = least + steps * step
    return result <= most ? result : nil
  }
}
