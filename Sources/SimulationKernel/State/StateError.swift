/// Why a state cannot be loaded.
public struct StateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The bytes are not those that were saved, or not all of them.
    case damaged
    /// The state is of another scenario, or was saved by another version of the program.
    case mismatch
  }

  public var reason: Reason
  /// The part of the state in which it was seen.
  public var section: String
  /// What was found and what was expected.
  public var detail: String

  /// An error in `section`.
  public init(_ reason: Reason, section: String, detail: String) {
    self.reason = reason
    self.section = section
    self.detail = detail
  }

  public var description: String {
    switch reason {
    case .damaged: "the state is damaged in \(section): \(detail)"
    case .mismatch: "the state does not fit in \(section): \(detail)"
    }
  }
}
