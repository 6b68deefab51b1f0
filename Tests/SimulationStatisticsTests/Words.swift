/// Random words for tests: SplitMix64.
struct Words {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A uniform number in [0, 1).
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number whose magnitude is equally likely to be any power of two up to 2^`bits`.
  mutating func anyMagnitude(bits: UInt64) -> Int64 {
    let shift = 64 - bits + next() % bits
    return Int64(next() >> shift)
  }
}
