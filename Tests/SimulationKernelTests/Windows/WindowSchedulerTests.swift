import SimulationKernel
import Testing

/// Windows give the run of one loop, however partitions lie on threads and ranks.
@Suite struct WindowSchedulerTests {
  static let rules: [RelayRule] = [
    RelayRule(testDescription: "random delays", spread: 5_000, stay: 300),
    RelayRule(testDescription: "all delays equal", staying: 0),
    RelayRule(testDescription: "a storm of ties", tokens: 600, latency: 10, staying: 200),
    RelayRule(testDescription: "long pauses", tokens: 3, spread: 400_000, staying: 0),
  ]

  /// Entities to partitions: in blocks, in turn, at random.
  static func maps(_ entities: Int, into count: Int) -> [[Int]] {
    [
      (0..<entities).map { $0 * count / entities },
      (0..<entities).map { $0 % count },
      (0..<entities).map { entity in
        // The first ones make sure that no partition is empty.
        entity < count ? entity : Int(BitMixer.mix(UInt64(entity)) % UInt64(count))
      },
    ]
  }

  @Test(arguments: rules, [1, 2, 4])
  func `windows give the run of one loop`(rule: RelayRule, threads: Int) throws {
    for count in [1, 2, 5] {
      for map in Self.maps(rule.entities, into: count) {
        let game = RelayGame(rule: rule, map: map, ends: [rule.span])
        let expected = game.sequential()
        #expect(expected.handled > 3)
        #expect(try game.windowed(threads: threads) == expected, "\(count) partitions: \(map)")
      }
    }
  }

  @Test(arguments: rules, [0, 1, 3])
  func `partitions that threads share give the run of one loop`(
    rule: RelayRule, pinned: Int
  ) throws {
    for map in Self.maps(rule.entities, into: 8) {
      let game = RelayGame(
        rule: rule, map: map, ends: [rule.span / 3, rule.span / 2, rule.span], pinned: pinned)
      let expected = game.sequential()
      for threads in [1, 2, 4] {
        #expect(try game.windowed(threads: threads) == expected)
        #expect(try game.distributed(ranks: 2, threads: threads) == expected)
      }
    }
  }

  @Test func `threads without partitions do no harm`() throws {
    let game = RelayGame(
      rule: Self.rules[0], map: Self.maps(24, into: 2)[1], ends: [50_000])
    #expect(try game.windowed(threads: 6) == game.sequential())
  }

  @Test(arguments: rules, [1, 2, 3, 4])
  func `ranks give the run of one loop`(rule: RelayRule, ranks: Int) throws {
    for map in Self.maps(rule.entities, into: 4) {
      let game = RelayGame(rule: rule, map: map, ends: [rule.span / 3, rule.span])
      #expect(try game.distributed(ranks: ranks, threads: 2) == game.sequential())
    }
  }

  @Test(arguments: rules)
  func `a run cut at any times is the same run`(rule: RelayRule) throws {
    var ends: [Int64] = []
    var end: Int64 = 0
    for number in 0..<40 {
      end += Int64(BitMixer.mix(UInt64(number)) % UInt64(rule.span / 20))
      ends.append(end)
    }
    let game = RelayGame(rule: rule, map: Self.maps(rule.entities, into: 3)[2], ends: ends)
    #expect(try game.windowed(threads: 2) == game.sequential())
  }

  @Test func `hours without events cost no rounds`() throws {
    let hour: Int64 = 3_600_000_000_000
    let rule = RelayRule(
      testDescription: "one token", entities: 4, tokens: 1, latency: 1_000_000, spread: hour,
      staying: 0)
    let game = RelayGame(rule: rule, map: [0, 1, 2, 3], ends: [500 * hour])
    var scheduler = game.scheduler(try game.plan(), threads: 2)
    scheduler.run(through: 500 * hour)
    #expect(game.score(scheduler) == game.sequential())
    let (handled, rounds) = (Int(scheduler.handled), scheduler.rounds)
    #expect((500..<5_000).contains(handled))
    #expect(rounds < 3 * handled + 8)
  }

  @Test func `a run to the end of time ends when nothing is left`() throws {
    let game = RelayGame(
      rule: RelayRule(testDescription: "nothing", tokens: 0), map: Self.maps(24, into: 3)[0],
      ends: [])
    var scheduler = game.scheduler(try game.plan(), threads: 2)
    let isComplete = scheduler.run(through: .max)
    #expect(isComplete)
    #expect(game.score(scheduler).handled == 0)
    let rounds = scheduler.rounds
    #expect(rounds == 1)
  }

  @Test(arguments: [2, 3, 8], [1, 2])
  func `a pipeline needs no latency on its way`(count: Int, threads: Int) throws {
    var rule = RelayRule(testDescription: "pipeline", latency: 9_000, staying: 30, stay: 700)
    rule.isPipeline = true
    for spread in [Int64(0), 1, 2_000] {
      rule.spread = spread
      let game = RelayGame(
        rule: rule, map: Self.maps(rule.entities, into: count)[0], ends: [100_000, 123_456])
      let plan = try game.plan()
      #expect(plan.width == 9_000 / Int64(count))
      #expect(plan.lags == (0..<count).map { Int64($0) * plan.width })
      let expected = game.sequential()
      #expect(try game.windowed(threads: threads) == expected)
      #expect(try game.distributed(ranks: 2, threads: threads) == expected)
    }
  }

  @Test func `stopping at any round and going on is the same run`() throws {
    let game = RelayGame(rule: Self.rules[0], map: Self.maps(24, into: 4)[2], ends: [80_000])
    var scheduler = game.scheduler(try game.plan(), threads: 3, progressInterval: 1)
    var stops = 0
    var reached: [Int64] = []
    while !scheduler.run(
      through: 80_000,
      progress: { time in
        reached.append(time)
        return reached.count % 3 != 0
      })
    {
      stops += 1
    }
    #expect(stops > 10)
    #expect(reached == reached.sorted() && reached.allSatisfy { (0...80_000).contains($0) })
    #expect(game.score(scheduler) == game.sequential())
  }

  @Test func `one rank's wish stops all ranks`() throws {
    let game = RelayGame(rule: Self.rules[0], map: Self.maps(24, into: 3)[0], ends: [80_000])
    let plan = try game.plan(ranks: 3)
    let network = LoopbackTransport.network(of: 3)
    let outcomes = onThreads(3) { rank in
      var scheduler = game.scheduler(
        plan, threads: 1, rank: rank, transport: network[rank], progressInterval: 1)
      var calls = 0
      let isComplete = scheduler.run(through: 80_000) { _ in
        calls += 1
        return rank != 1 || calls < 5
      }
      return [isComplete ? 1 : 0, scheduler.rounds]
    }
    #expect(outcomes == [[0, 5], [0, 5], [0, 5]])
  }

  @Test func `messages are accepted by sender, then channel, and all of them`() throws {
    let game = RelayGame(
      rule: Self.rules[1], map: Self.maps(24, into: 4)[1], ends: [1_000])
    // Two rounds: tokens sent at 0 arrive at 1000.
    var scheduler = game.scheduler(try game.plan(), threads: 2)
    scheduler.run(through: 999)
    var records = 0
    for number in 0..<4 {
      scheduler.withWorld(number) { world in
        let order = world.accepted.map { $0.sender * 2 + $0.channel }
        #expect(order == order.sorted() && Set(order).count == order.count)
        #expect(world.accepted.allSatisfy { $0.sender != number })
        records += world.accepted.reduce(0) { $0 + $1.count }
      }
      scheduler.withSimulation(number) { simulation in
        #expect(simulation.queue.earliestPossible == 1_000, "what was sent is in the calendar")
      }
    }
    #expect(records > 100)
  }
}
