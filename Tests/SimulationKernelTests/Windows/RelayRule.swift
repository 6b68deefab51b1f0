import SimulationKernel
import Testing

/// A game of entities that pass tokens to each other, after the benchmark PHOLD: every token that
/// arrives is passed on once, to an entity and after a delay that its word alone decides.
///
/// An event's word is the entity (16 bits) and a hash (48 bits). Ties are ordered by the word.
struct RelayRule: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var entities = 24
  var tokens = 200
  /// Least delay between two entities, in nanoseconds.
  var latency: Int64 = 1_000
  /// Random delay on top of it; 0 makes all delays equal and everything a tie.
  var spread: Int64 = 0
  /// Of 256 tokens, how many stay where they are.
  var staying = 40
  /// Longest delay of those.
  var stay: Int64 = 0
  /// Tokens go to the next entity only, in no time; from the last one to the first after `latency`.
  var isPipeline = false

  static let hashBits: UInt64 = 48

  static func entity(_ event: Event) -> Int { Int(event.word >> hashBits) }

  static func event(_ entity: Int, _ hash: UInt64, at time: Int64) -> Event {
    Event(time: time, word: UInt64(entity) << hashBits | hash >> 16)
  }

  /// What a token leads to.
  func next(_ event: Event) -> Event {
    let here = Self.entity(event)
    let random = BitMixer.mix(event.word &+ UInt64(bitPattern: event.time))
    if Int(random & 0xFF) < staying {
      let delay = Int64(random >> 8 & 0xFFFF_FFFF) % (stay + 1)
      return Self.event(here, BitMixer.mix(random), at: event.time + delay)
    }
    let other = isPipeline ? here + 1 : here + 1 + Int(random >> 8 & 0xFFFF) % (entities - 1)
    let least = isPipeline && other < entities ? 0 : latency
    let delay = least + Int64(random >> 20) % (spread + 1)
    return Self.event(other % entities, BitMixer.mix(random), at: event.time + delay)
  }

  /// An end that leaves every rule something to do.
  var span: Int64 { 40 * latency + 8 * spread }

  var first: [Event] {
    (0..<tokens).map { number in
      let hash = BitMixer.mix(UInt64(number) &+ 99)
      return Self.event(number % entities, hash, at: Int64(hash % UInt64(spread + 1)))
    }
  }

  /// The look-ahead between partitions, by the partition of each entity.
  func lookahead(_ map: [Int]) -> [[Int64?]] {
    let count = (map.max() ?? 0) + 1
    var table = Array(repeating: [Int64?](repeating: nil, count: count), count: count)
    for from in 0..<entities {
      for to in 0..<entities where from != to && map[from] != map[to] {
        if isPipeline && to != (from + 1) % entities { continue }
        let delay = isPipeline && to != 0 ? 0 : latency
        table[map[from]][map[to]] = min(table[map[from]][map[to]] ?? .max, delay)
      }
    }
    return table
  }
}
