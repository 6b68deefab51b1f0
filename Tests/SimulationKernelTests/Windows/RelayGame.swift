import SimulationKernel

/// Plays a rule on one loop or in windows.
struct RelayGame: Sendable {
  let rule: RelayRule
  /// The partition of each entity.
  var map: [Int]
  /// The end of each call of `run(through:)`.
  var ends: [Int64]
  /// Of the partitions of a rank, so many belong to a thread; all threads share the others.
  var pinned = Int.max

  /// What a game ends with: the digest of each entity, and the number of events.
  struct Score: Equatable, Sendable {
    var digests: [UInt64]
    var handled: UInt64
  }

  func sequential() -> Score {
    let nowhere = Array(repeating: 0, count: rule.entities)
    var simulation = Simulation(
      world: RelayWorld(rule, partition: 0, map: nowhere), queue: queue(0, nowhere))
    simulation.run(through: ends.last ?? 0)
    return Score(digests: simulation.world.digests, handled: simulation.handled)
  }

  func queue(_ partition: Int, _ map: [Int]) -> EventQueue {
    var queue = EventQueue(fineShift: 8)
    for event in rule.first where map[RelayRule.entity(event)] == partition {
      queue.schedule(event)
    }
    return queue
  }

  func plan(ranks: Int = 1) throws -> WindowPlan {
    let lookahead = rule.lookahead(map)
    return try .make(lookahead: lookahead, ranks: lookahead.indices.map { $0 % ranks })
  }

  /// A scheduler with all partitions of a rank.
  func scheduler(
    _ plan: WindowPlan, threads: Int, rank: Int = 0, transport: (any WindowTransport)? = nil,
    progressInterval: Int = 32
  ) -> WindowScheduler<RelayWorld> {
    var lists = Array(repeating: [Int](), count: threads)
    let own = (0..<plan.partitionCount).filter { plan.ranks[$0] == rank }
    for (place, number) in own.prefix(pinned).enumerated() {
      lists[place % threads].append(number)
    }
    var scheduler = WindowScheduler<RelayWorld>(
      plan: plan, channels: 2, threads: lists, shared: Array(own.dropFirst(pinned)), rank: rank,
      transport: transport, progressInterval: progressInterval)
    for number in own {
      scheduler.add(
        RelayWorld(rule, partition: number, map: map), queue(number, map), as: number)
    }
    return scheduler
  }

  func score(_ scheduler: borrowing WindowScheduler<RelayWorld>) -> Score {
    var digests = Array(repeating: UInt64(0), count: rule.entities)
    for entity in 0..<rule.entities {
      let number = map[entity]
      if scheduler.plan.ranks[number] != scheduler.rank { continue }
      digests[entity] = scheduler.withWorld(number) { $0.digests[entity] }
    }
    return Score(digests: digests, handled: scheduler.handled)
  }

  func windowed(threads: Int) throws -> Score {
    var scheduler = scheduler(try plan(), threads: threads)
    for end in ends { scheduler.run(through: end) }
    return score(scheduler)
  }

  /// All ranks as threads of this process; the digests of all together.
  func distributed(ranks: Int, threads: Int) throws -> Score {
    let plan = try plan(ranks: ranks)
    let network = LoopbackTransport.network(of: ranks)
    let scores = onThreads(ranks) { rank in
      var scheduler = scheduler(plan, threads: threads, rank: rank, transport: network[rank])
      for end in ends { scheduler.run(through: end) }
      return score(scheduler)
    }
    return Score(
      digests: (0..<rule.entities).map { entity in scores.reduce(0) { $0 | $1.digests[entity] } },
      handled: scores.reduce(0) { $0 + $1.handled })
  }
}
