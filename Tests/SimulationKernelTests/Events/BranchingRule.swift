import SimulationKernel

/// What an event leads to in the worlds of these tests: a pure function of the event, so that the
/// calendar and the reference heap play the same game.
struct BranchingRule: Sendable {
  /// How far after an event its children come, in nanoseconds.
  enum Delays: Sendable {
    /// Each child draws one of these spans and comes uniformly inside it.
    case mixed([Int64])
    /// Each child draws exactly one of these delays.
    case exact([Int64])
  }

  var delays: Delays
  /// Of 256 events, how many have no child and how many have two; the others have one.
  var childless = 0
  var twins = 0
  /// Ties are ordered by the word rotated by this: not by the order of scheduling.
  var tieRotation: UInt64 = 17

  /// The children of an event.
  func children(of event: Event) -> [Event] {
    let dice = BitMixer.mix(event.word &+ 0xD1CE)
    let side = Int(dice & 0xFF)
    let count = side < childless ? 0 : side >= 256 - twins ? 2 : 1
    return (0..<count).map { number in
      let word = BitMixer.mix(event.word &+ BitMixer.goldenGamma &* UInt64(number + 1))
      return Event(time: event.time + delay(BitMixer.mix(word ^ 0xDE1A)), word: word)
    }
  }

  private func delay(_ random: UInt64) -> Int64 {
    switch delays {
    case .mixed(let spans):
      let span = spans[Int(random % UInt64(spans.count))]
      return Int64((random >> 8) % UInt64(span + 1))
    case .exact(let choices): return choices[Int((random >> 8) % UInt64(choices.count))]
    }
  }

  /// The order of two events at one time.
  func precedes(_ left: Event, _ right: Event) -> Bool { rank(left) < rank(right) }

  private func rank(_ event: Event) -> UInt64 {
    event.word << tieRotation | event.word >> (64 - tieRotation)
  }

  /// First events with different words, at times below `spread`.
  static func seeds(_ count: Int, spread: Int64, salt: UInt64 = 0) -> [Event] {
    (0..<count).map { number in
      let word = BitMixer.mix(UInt64(number) &+ salt &* 0x1_0000_0001)
      return Event(time: Int64(BitMixer.mix(word) % UInt64(spread + 1)), word: word)
    }
  }
}
