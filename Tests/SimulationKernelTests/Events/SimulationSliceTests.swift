import SimulationKernel
import Testing

/// A run cut into slices is the same run.
@Suite struct SimulationSliceTests {
  static let rule = BranchingRule(
    delays: .mixed([0, 40, 3_000, 1_000_000, 700_000_000, 90_000_000_000]), childless: 10,
    twins: 10)

  @Test(arguments: [Int64(4), 12, 20, 29], [UInt64(1), 2, 3])
  func `slices give the events of one run`(fineShift: Int64, seed: UInt64) {
    let first = BranchingRule.seeds(300, spread: 2_000_000, salt: seed)
    var heap = ReferenceHeap(Self.rule)
    var queue = EventQueue(fineShift: fineShift)
    for event in first {
      heap.push(event)
      queue.schedule(event)
    }
    var budget = 8_000
    var simulation = Simulation(world: BranchingWorld(Self.rule, budget: budget), queue: queue)
    var end: Int64 = 0
    var total = 0
    var slice: UInt64 = seed << 32
    while !heap.events.isEmpty {
      slice += 1
      let random = BitMixer.mix(slice)
      // Steps of all sizes; some end between events, some exactly on one, some before the next.
      switch random % 4 {
      case 0: end += Int64((random >> 8) % 100)
      case 1: end += Int64((random >> 8) % 2_000_000)
      case 2: end = max(end, heap.events.map(\.time).min() ?? end)
      default: end += Int64((random >> 8) % 20_000_000_000)
      }
      let expected = heap.play(budget: &budget, through: end)
      simulation.run(through: end)
      total += expected.count
      #expect(simulation.world.seen.count == total, "slice to \(end) ns")
      guard simulation.world.seen.count == total else { return }
      let tail = simulation.world.seen.suffix(expected.count)
      #expect(zip(tail, expected).allSatisfy { $0.word == $1.word && $0.time == $1.time })
      #expect(pending(simulation.queue) == heap.events.map(\.word).sorted(), "left at \(end) ns")
      let earliest = simulation.queue.earliestPossible
      #expect(earliest > end && earliest <= heap.events.map(\.time).min() ?? .max)
    }
    #expect(simulation.handled == UInt64(total))
  }

  @Test(arguments: [Int64(4), 12, 20, 29])
  func `events scheduled between slices keep the order`(fineShift: Int64) {
    let rule = BranchingRule(delays: .exact([0]), childless: 256)
    var heap = ReferenceHeap(rule)
    var simulation = Simulation(
      world: BranchingWorld(rule, budget: 0), queue: EventQueue(fineShift: fineShift))
    var budget = 0
    var expected: [Event] = []
    var end: Int64 = 0
    for round in 0..<2_000 {
      // New events at any time after the last slice, also before those already looked at.
      for number in 0..<3 {
        let random = BitMixer.mix(UInt64(round * 3 + number))
        let span = [50, 100_000, 1_000_000_000, 4_000_000_000_000][Int(random & 3)]
        let event = Event(time: end + 1 + Int64((random >> 8) % UInt64(span)), word: random)
        heap.push(event)
        simulation.queue.schedule(event)
      }
      end += Int64(BitMixer.mix(UInt64(round) << 20) % 50_000_000)
      expected += heap.play(budget: &budget, through: end)
      simulation.run(through: end)
    }
    expected += heap.play(budget: &budget)
    simulation.run(through: .max)
    #expect(simulation.world.seen.map(\.word) == expected.map(\.word))
  }

  @Test func `an empty calendar may be run and filled again`() {
    let rule = BranchingRule(delays: .exact([0]), childless: 256)
    var simulation = Simulation(
      world: BranchingWorld(rule, budget: 0), queue: EventQueue(eventsPerSecond: 1e6))
    simulation.run(through: 10)
    #expect(simulation.handled == 0)
    simulation.queue.schedule(Event(time: 1_000_000_000_000, word: 1))
    simulation.run(through: 999_999_999_999)
    #expect(simulation.handled == 0)
    simulation.queue.schedule(Event(time: 1_000_000_000_000, word: 0))
    simulation.run(through: 1_000_000_000_000)
    #expect(simulation.world.seen.map(\.word) == [0, 1])
    simulation.run(through: .max)
    simulation.queue.schedule(Event(time: 1_000_000_000_000, word: 2))
    simulation.run(through: .max)
    #expect(simulation.world.seen.map(\.word) == [0, 1, 2])
  }

  private func pending(_ queue: borrowing EventQueue) -> [UInt64] {
    var words: [UInt64] = []
    queue.forEachPending { words.append($0.word) }
    return words.sorted()
  }
}
