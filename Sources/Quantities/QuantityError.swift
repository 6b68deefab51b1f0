/// Why a text is not the quantity that was asked for.
public struct QuantityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of mistake; each has its own diagnostic code in the scenario language.
  public enum Reason: Hashable, Sendable {
    /// The text does not begin with a plain decimal number.
    case notANumber
    /// A number without its unit.
    case missingUnit
    /// A unit that could be read in two ways (`5 m`).
    case ambiguousUnit(String)
    /// A unit that this quantity does not have.
    case unknownUnit(String)
    /// The number is too large, too small, or has the wrong sign.
    case outOfRange
    /// The number is finer than the quantity's smallest unit.
    case tooFine
  }

  public var reason: Reason
  /// The text as it was given.
  public var text: String
  /// What would have been right, with an example: `a time such as 12ms`.
  public var expected: String

  public init(_ reason: Reason, text: String, expected: String) {
    self.reason = reason
    self.text = text
    self.expected = expected
  }

  /// One sentence for people.
  public var description: String {
    let problem: String
    switch reason {
    case .notANumber: problem = "`\(text)` is not a number"
    case .missingUnit: problem = "`\(text)` has no unit"
    case .ambiguousUnit(let unit): problem = "the unit `\(unit)` is ambiguous"
    case .unknownUnit(let unit): problem = "unknown unit `\(unit)`"
    case .outOfRange: problem = "`\(text)` is out of range"
    case .tooFine: problem = "`\(text)` is finer than the smallest unit"
    }
    return "\(problem); expected \(expected)"
  }
}
