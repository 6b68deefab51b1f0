import SimulationKernel
import Testing

/// The calendar against a heap: the same events in the same order.
@Suite struct EventQueueTests {
  static let microsecond: Int64 = 1_000
  static let millisecond: Int64 = 1_000_000
  static let second: Int64 = 1_000_000_000
  static let hour: Int64 = 3_600_000_000_000

  /// A game for both: first events and what follows from them.
  struct Game: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var rule: BranchingRule
    var first: [Event]
    var budget: Int
    var fineShifts: [Int64] = [4, 10, 17, 29]
  }

  static let games: [Game] = [
    Game(
      testDescription: "hold model, nanoseconds to hours",
      rule: BranchingRule(
        delays: .mixed([
          3, microsecond, 50 * microsecond, millisecond, 80 * millisecond, second, 600 * second,
          hour,
        ])),
      first: BranchingRule.seeds(500, spread: second), budget: 30_000),
    Game(
      testDescription: "one time scale",
      rule: BranchingRule(delays: .mixed([millisecond])),
      first: BranchingRule.seeds(2_000, spread: millisecond), budget: 40_000),
    Game(
      testDescription: "bursts with pauses",
      rule: BranchingRule(
        delays: .exact([0, 1, 2, 2, 3, 5 * second]), childless: 20, twins: 20),
      first: BranchingRule.seeds(800, spread: 2), budget: 20_000),
    Game(
      testDescription: "everything at one instant",
      rule: BranchingRule(delays: .exact([0]), childless: 128, twins: 128, tieRotation: 5),
      first: BranchingRule.seeds(1_500, spread: 0), budget: 6_000),
    Game(
      testDescription: "ties in lock-step",
      rule: BranchingRule(delays: .exact([100 * microsecond]), tieRotation: 33),
      first: BranchingRule.seeds(700, spread: 0), budget: 20_000),
    Game(
      testDescription: "children in the open bucket",
      rule: BranchingRule(delays: .exact([0, 0, 1, 7, 15, 16, 17, 500]), tieRotation: 48),
      first: BranchingRule.seeds(60, spread: 1_000), budget: 20_000),
    Game(
      testDescription: "far beyond the ring, with empty stretches",
      rule: BranchingRule(delays: .exact([hour, 11 * hour, 24 * 365 * hour, 3])),
      first: BranchingRule.seeds(40, spread: hour), budget: 10_000),
    Game(
      testDescription: "just around the borders of buckets and ring",
      rule: BranchingRule(
        delays: .exact(
          [13, 19, 26, 27, 28].flatMap { [(1 << $0) - 1, 1 << $0, (1 << $0) + 1] })),
      first: BranchingRule.seeds(300, spread: 1 << 27), budget: 20_000, fineShifts: [4]),
    Game(
      testDescription: "a single event at a time",
      rule: BranchingRule(delays: .mixed([10, second, hour])),
      first: BranchingRule.seeds(1, spread: 0), budget: 5_000),
  ]

  @Test(arguments: games)
  func `the calendar yields the order of a heap`(game: Game) {
    var heap = ReferenceHeap(game.rule)
    for event in game.first { heap.push(event) }
    var budget = game.budget
    let expected = heap.play(budget: &budget)
    for shift in game.fineShifts {
      var queue = EventQueue(fineShift: shift)
      for event in game.first { queue.schedule(event) }
      var simulation = Simulation(
        world: BranchingWorld(game.rule, budget: game.budget), queue: queue)
      simulation.run(through: .max)
      let difference = firstDifference(simulation.world.seen, expected)
      #expect(difference == nil, "fine buckets of 2^\(shift) ns")
      #expect(simulation.handled == UInt64(expected.count))
      #expect(simulation.now == expected.last?.time)
    }
  }

  /// The first place where two lists differ, in words.
  func firstDifference(_ left: [Event], _ right: [Event]) -> String? {
    for (place, pair) in zip(left, right).enumerated()
    where pair.0.time != pair.1.time || pair.0.word != pair.1.word {
      return "event \(place): \(pair.0) instead of \(pair.1)"
    }
    return left.count == right.count ? nil : "\(left.count) instead of \(right.count) events"
  }

  @Test func `the order does not depend on the order of scheduling`() {
    let rule = BranchingRule(delays: .exact([0, 5, 5_000]), tieRotation: 29)
    let first = BranchingRule.seeds(3_000, spread: 40)
    func run(_ events: [Event]) -> [Event] {
      var queue = EventQueue(eventsPerSecond: 1e6)
      for event in events { queue.schedule(event) }
      var simulation = Simulation(world: BranchingWorld(rule, budget: 3_000), queue: queue)
      simulation.run(through: .max)
      return simulation.world.seen
    }
    // A budget that cuts inside one instant cuts by the order of handling, which is the point.
    let forward = run(first)
    #expect(firstDifference(run(first.reversed()), forward) == nil)
    let shuffled = first.sorted { BitMixer.mix($0.word ^ 77) < BitMixer.mix($1.word ^ 77) }
    #expect(firstDifference(run(shuffled), forward) == nil)
  }

  @Test(arguments: [49, 50, 64, 65, 1_000, 4_097])
  func `a long bucket is merged into order`(length: Int) {
    // All inside one fine bucket of 2^20 ns, half of them in ties.
    let rule = BranchingRule(delays: .exact([0]), childless: 256, tieRotation: 11)
    var events = BranchingRule.seeds(length, spread: 1 << 19)
    for index in events.indices where index % 2 == 0 { events[index].time &= ~0xFFFF }
    var queue = EventQueue(fineShift: 20)
    for event in events { queue.schedule(event) }
    var simulation = Simulation(world: BranchingWorld(rule, budget: 0), queue: queue)
    simulation.run(through: .max)
    let sorted = events.sorted {
      $0.time != $1.time ? $0.time < $1.time : rule.precedes($0, $1)
    }
    #expect(firstDifference(simulation.world.seen, sorted) == nil)
  }

  @Test func `a storm at one instant that feeds itself stays cheap`() {
    // With an insertion an event this would take minutes.
    let rule = BranchingRule(delays: .exact([0]), tieRotation: 7)
    let first = BranchingRule.seeds(100_000, spread: 0)
    var queue = EventQueue(eventsPerSecond: 1e6)
    for event in first { queue.schedule(event) }
    var simulation = Simulation(world: BranchingWorld(rule, budget: 400_000), queue: queue)
    simulation.run(through: 0)
    var heap = ReferenceHeap(rule)
    for event in first { heap.push(event) }
    var budget = 400_000
    let expected = heap.play(budget: &budget)
    #expect(firstDifference(simulation.world.seen, expected) == nil)
  }

  @Test func `events far ahead do not slow down what is scheduled before them`() {
    // One look at the calendar must not open the bucket of the far event.
    let rule = BranchingRule(delays: .exact([0]), childless: 256)
    var simulation = Simulation(
      world: BranchingWorld(rule, budget: 0), queue: EventQueue(eventsPerSecond: 1e6))
    simulation.queue.schedule(Event(time: Self.hour, word: 0))
    simulation.run(through: 0)
    #expect(simulation.queue.earliestPossible == Self.hour)
    let events = BranchingRule.seeds(200_000, spread: Self.second)
    for event in events { simulation.queue.schedule(event) }
    simulation.run(through: Self.second)
    #expect(simulation.handled == 200_000)
    let seen = simulation.world.seen
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(simulation.queue.earliestPossible == Self.hour)
  }

  @Test func `a million events are neither lost nor doubled`() {
    let rule = BranchingRule(
      delays: .mixed([200, 100 * Self.microsecond, Self.millisecond, 4 * Self.second]))
    let first = BranchingRule.seeds(20_000, spread: Self.millisecond)
    var queue = EventQueue(eventsPerSecond: 1e7)
    for event in first { queue.schedule(event) }
    var simulation = Simulation(world: BranchingWorld(rule, budget: 980_000), queue: queue)
    simulation.run(through: .max)
    #expect(simulation.handled == 1_000_000)
    let seen = simulation.world.seen
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.time <= $1.time })
    let words = seen.map(\.word).sorted()
    #expect(words.count == 1_000_000)
    #expect(zip(words, words.dropFirst()).allSatisfy { $0 != $1 }, "an event was handled twice")
    var left = 0
    simulation.queue.forEachPending { _ in left += 1 }
    #expect(left == 0)
  }

  @Test func `an event is 16 bytes`() {
    #expect(MemoryLayout<Event>.size == 16)
    #expect(MemoryLayout<Event>.stride == 16)
  }
}
