import SimulationKernel
import Testing

/// A calendar that is saved and loaded goes on as if nothing had been.
@Suite struct CalendarArchiveTests {
  /// Many ties, and events near, far and beyond the ring.
  private static let rule = BranchingRule(
    delays: .mixed([0, 40, 3_000, 1_000_000, 700_000_000, 90_000_000_000]), childless: 10,
    twins: 10)

  private func saved(_ simulation: inout Simulation<BranchingWorld>) throws -> [UInt8] {
    var archive = StateArchive()
    try simulation.archiveCalendar(&archive)
    return try archive.finish()
  }

  @Test(arguments: [Int64(4), 12, 20, 29], [UInt64(1), 2, 3])
  func `it gives the same events in the same order`(fineShift: Int64, seed: UInt64) throws {
    var queue = EventQueue(fineShift: fineShift)
    for event in BranchingRule.seeds(300, spread: 2_000_000, salt: seed) { queue.schedule(event) }
    var simulation = Simulation(world: BranchingWorld(Self.rule, budget: 6_000), queue: queue)
    var end: Int64 = 0
    for round in 0..<60 {
      end += Int64(BitMixer.mix(seed << 32 + UInt64(round)) % 1_500_000_000)
      simulation.run(through: end)
      let state = try saved(&simulation)
      // Loaded into a calendar that holds something else already.
      var other = EventQueue(fineShift: fineShift)
      for event in BranchingRule.seeds(50, spread: 90_000, salt: 9) { other.schedule(event) }
      var loaded = Simulation(
        world: BranchingWorld(Self.rule, budget: simulation.world.budget), queue: other)
      var archive = try StateArchive(loading: state)
      try loaded.archiveCalendar(&archive)
      try archive.finish()
      #expect(try saved(&loaded) == state)
      #expect(loaded.now == simulation.now)
      #expect(loaded.handled == simulation.handled)
      let old = simulation.world.seen.count
      // Both go on; the saved one goes on in the next round.
      loaded.run(through: end + 1_000_000_000)
      simulation.run(through: end + 1_000_000_000)
      end += 1_000_000_000
      let expected = simulation.world.seen[old...]
      #expect(loaded.world.seen.count == expected.count)
      #expect(
        zip(loaded.world.seen, expected).allSatisfy { $0.word == $1.word && $0.time == $1.time })
    }
  }

  @Test func `one with other buckets is refused`() throws {
    let rule = BranchingRule(delays: .exact([1]))
    var narrow = Simulation(world: BranchingWorld(rule, budget: 0), queue: EventQueue(fineShift: 4))
    var wide = Simulation(world: BranchingWorld(rule, budget: 0), queue: EventQueue(fineShift: 5))
    let state = try saved(&narrow)
    let error = #expect(throws: StateError.self) {
      var archive = try StateArchive(loading: state)
      try wide.archiveCalendar(&archive)
    }
    #expect(error?.section == "calendar")
  }
}
