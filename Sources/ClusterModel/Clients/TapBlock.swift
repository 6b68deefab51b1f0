/// Room for the taps of some members of a group, in columns: what is worked out for one after the
/// other in short loops keeps the processor busier than what is worked out member by member.
/// Owned by `PlainClaims`.
struct TapBlock {
  /// Members in a block; even, since most draws are made two at a time.
  static var size: Int { 16 }

  /// Keys of the first attempts.
  let attempts: UnsafeMutablePointer<UInt64>
  /// How many words the draw of the fan-out took.
  let words: UnsafeMutablePointer<UInt64>
  /// Places of the access networks among those of the population.
  let networks: UnsafeMutablePointer<Int>
  /// When they tap, in nanoseconds.
  let times: UnsafeMutablePointer<Int64>
  /// From the tap to the first tier, in nanoseconds.
  let accesses: UnsafeMutablePointer<Int64>

  init() {
    attempts = zeroed(Self.size)
    words = zeroed(Self.size)
    networks = zeroed(Self.size)
    times = zeroed(Self.size)
    accesses = zeroed(Self.size)
  }

  func deallocate() {
    attempts.deallocate()
    words.deallocate()
    networks.deallocate()
    times.deallocate()
    accesses.deallocate()
  }
}
