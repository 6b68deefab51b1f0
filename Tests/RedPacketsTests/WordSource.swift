/// Random words for tests: SplitMix64.
struct WordSource {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A whole number of `range`.
  mutating func next(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// The amounts of a whole packet by `AmountDrawing`.
  mutating func packet(total: Int64, shares: Int, capped: Bool = false) -> [Int64] {
    drawPacket(total: total, shares: shares, capped: capped) { _ in next() }
  }
}
