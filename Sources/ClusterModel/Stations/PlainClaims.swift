import ScenarioTypes
import SimulationKernel

/// What the straight path of claims needs at hand; owned and freed by the world.
///
/// In most scenarios nearly every event is a claim that passes a relay and finds the counter of its
/// cache node empty, with none of the general features in play. `ClusterWorld+PlainClaims.swift`
/// says these two hops in two straight functions; whether a scenario may use them is decided once,
/// when the cluster is built (`PlainClaimsBuilder`).
struct PlainClaims {
  let isUsed: Bool
  /// The first tier of a claim, and the second, which claims.
  let entry: UnsafeMutablePointer<StationPool>
  let cache: UnsafeMutablePointer<StationPool>
  /// What is counted apart while an interval lasts.
  let entryVisits: VisitTally
  let cacheVisits: VisitTally
  let answers: AnswerTally
  /// The members' parts of the keys of first claims, by member.
  private let memberWords: UnsafeMutablePointer<UInt64>

  /// Room for the numbers of the members of a group who are awake.
  let awake: UnsafeMutablePointer<UInt16>
  /// Room for what is worked out about some of them at a time.
  let block = TapBlock()
  /// Room for the taps of a group.
  let taps: UnsafeMutablePointer<Event>

  /// Members whose word is kept: a group has seldom more.
  private static var memberCount: Int { 512 }

  init(
    isUsed: Bool, entry: UnsafeMutablePointer<StationPool>,
    cache: UnsafeMutablePointer<StationPool>, clock: IntervalClock
  ) {
    self.isUsed = isUsed
    entryVisits = VisitTally(
      nodes: entry.pointee.nodes, servers: entry.pointee.servers, clock: clock)
    cacheVisits = VisitTally(
      nodes: cache.pointee.nodes, servers: cache.pointee.servers, clock: clock)
    answers = AnswerTally(clock: clock)
    self.entry = entry
    self.cache = cache
    awake = .allocate(capacity: 1 << 16)
    taps = .allocate(capacity: 1 << 16)
    memberWords = .allocate(capacity: Self.memberCount)
    for member in 0..<Self.memberCount {
      memberWords[member] = AttemptKey.word(
        member: UInt16(member), kind: .claim, attempt: 1)
    }
  }

  func deallocate() {
    entryVisits.deallocate()
    cacheVisits.deallocate()
    answers.deallocate()
    awake.deallocate()
    taps.deallocate()
    block.deallocate()
    memberWords.deallocate()
  }

  /// The key of a member's first claim of a packet; as `ClusterWorld.attemptKey`.
  @inline(__always)
  func key(of packet: UInt64, member: Int) -> UInt64 {
    let word =
      member < Self.memberCount
      ? memberWords[member]
      : AttemptKey.word(member: UInt16(truncatingIfNeeded: member), kind: .claim, attempt: 1)
    return BitMixer.mix(packet ^ word)
  }
}
