/// The one bit mixer behind every random word of a run.
///
/// The steps are the finaliser of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014; the constants are variant 13 of D. Stafford,
/// "Better Bit Mixing", 2011). It is a bijection of 64-bit words, so different inputs never give
/// the same output.
public enum BitMixer {
  /// 2^64 divided by the golden ratio, odd: the step of SplitMix64 (same source).
  public static var goldenGamma: UInt64 { @inlinable get { 0x9E37_79B9_7F4A_7C15 } }

  /// Mixes `word` so that each bit of the result depends on every bit of it.
  @inlinable @inline(__always)
  public static func mix(_ word: UInt64) -> UInt64 {
    var mixed = word
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }
}
