/// The generator SplitMix64, for seeds and for tests; requests use `RandomStream`.
///
/// Source: Steele, Lea, Flood, OOPSLA 2014. Seed 0 gives e220a8397b1dcdaf, 6e789e6aa1b965f4,
/// 06c45d188009454f.
@frozen public struct SplitMix64: Sendable, BitwiseCopyable {
  /// The state: the seed plus the number of words drawn times the golden gamma.
  public var state: UInt64

  /// Creates the generator at `seed`.
  @inlinable public init(seed: UInt64) { state = seed }

  /// The next word.
  @inlinable public mutating func next() -> UInt64 {
    state &+= BitMixer.goldenGamma
    return BitMixer.mix(state)
  }
}
