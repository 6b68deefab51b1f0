extension RandomStream {
  /// A uniform number in [0, 1): a multiple of 2^-53.
  @inlinable @inline(__always)
  public mutating func uniform() -> Double {
    Self.uniform(of: next())
  }

  /// A uniform number in (0, 1]: a multiple of 2^-53.
  @inlinable @inline(__always)
  public mutating func positiveUniform() -> Double {
    Self.positiveUniform(of: next())
  }

  /// The top 53 bits of `word` as a number in [0, 1).
  @inlinable @inline(__always)
  public static func uniform(of word: UInt64) -> Double {
    Double(Int64(bitPattern: word &>> 11)) * 0x1p-53
  }

  /// The top 53 bits of `word` as a number in (0, 1].
  @inlinable @inline(__always)
  public static func positiveUniform(of word: UInt64) -> Double {
    Double(Int64(bitPattern: (word &>> 11) &+ 1)) * 0x1p-53
  }

  /// A whole number in 0 ..< `bound` by one multiplication (D. Lemire, "Fast random integer
  /// generation in an interval", 2019, without the rejection).
  ///
  /// The probability of a number is off by less than 2^-64 (a share of `bound` × 2^-64 of itself);
  /// a bound of 0 gives 0.
  @inlinable @inline(__always)
  public mutating func uniform(below bound: UInt64) -> UInt64 {
    next().multipliedFullWidth(by: bound).high
  }

  /// True with probability `chance`; one word.
  @inlinable @inline(__always)
  public mutating func bernoulli(_ chance: Chance) -> Bool {
    (next() &>> 1) < chance.threshold
  }
}
