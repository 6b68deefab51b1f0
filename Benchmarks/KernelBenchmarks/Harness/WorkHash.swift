import SimulationKernel

/// A running hash of what was done, in order: one multiplication a word.
struct WorkHash: BitwiseCopyable {
  var value: UInt64 = 0

  @inline(__always)
  mutating func add(_ word: UInt64) {
    value = (value ^ word) &* BitMixer.goldenGamma
    value ^= value &>> 32
  }

  /// The first 64 bits of a SHA-256 in hexadecimal.
  static func prefix(ofDigest digest: String) -> UInt64 {
    UInt64(digest.prefix(16), radix: 16) ?? 0
  }
}
