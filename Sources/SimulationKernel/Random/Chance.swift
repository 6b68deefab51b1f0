/// A probability ready for comparing with a random word, in steps of 2^-63; 0 and 1 are exact.
@frozen public struct Chance: Hashable, Sendable, BitwiseCopyable {
  /// The probability × 2^63.
  public let threshold: UInt64

  /// Creates the chance; values outside 0...1 (and NaN) count as the nearer end (as 0).
  public init(_ probability: Double) {
    if probability >= 1 {
      threshold = 1 << 63
    } else if probability > 0 {
      threshold = UInt64(probability * 0x1p63)
    } else {
      threshold = 0
    }
  }

  /// Never true.
  public static var never: Chance { Chance(0) }
  /// Always true.
  public static var always: Chance { Chance(1) }
}
