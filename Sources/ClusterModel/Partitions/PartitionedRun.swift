import SimulationKernel

/// One run of a cluster in partitions on several threads and ranks; what it counts is what one
/// thread would have counted.
///
/// Rank 0 leads: each of its calls that the others must follow begins with an order to them.
struct PartitionedRun: ~Copyable {
  private var scheduler: WindowScheduler<ClusterWorld>
  private let builder: ClusterBuilder
  private let layout: PartitionLayout
  private let spread: PartitionSpread
  private let ranks: any RankGroup
  /// Partitions of this rank.
  private let own: [Int]
  /// What the other ranks had done when the last order was given.
  private var elsewhere = PartitionOrder.Counts(happenings: 0, handled: 0)
  /// Everything up to here was handled, in nanoseconds.
  private var reached: Int64 = 0

  /// Builds the partitions of this rank; nil when the cluster must stay in one piece, which all
  /// ranks find alike.
  ///
  /// - Parameters:
  ///   - builder: of the scenario.
  ///   - whole: the cluster in one piece, to look at.
  ///   - crowds: how many partitions the groups that wake are spread over.
  ///   - threads: of each rank; at least 1.
  ///   - ranks: all of which build the same run.
  init?(
    _ builder: ClusterBuilder, cutting whole: borrowing ClusterWorld, crowds: Int, threads: Int,
    ranks: any RankGroup
  ) {
    guard let layout = PartitionLayout(whole, crowds: crowds) else { return nil }
    let spread = PartitionSpread(partitions: layout.count, ranks: ranks.count, threads: threads)
    guard let plan = try? WindowPlan.make(lookahead: layout.lookahead, ranks: spread.ranks) else {
      return nil
    }
    self.builder = builder
    self.layout = layout
    self.spread = spread
    self.ranks = ranks
    own = spread.partitions(of: ranks.rank)
    scheduler = WindowScheduler(
      plan: plan, channels: PartitionMessages.channelCount,
      threads: spread.threads(of: ranks.rank), shared: spread.shared(of: ranks.rank),
      rank: ranks.rank,
      transport: ranks.count > 1 ? ranks : nil)
    for partition in own {
      scheduler.add(builder.build(layout.links(partition)), as: partition)
    }
  }

  /// Handles all events up to `end` in every partition, and hands over every message.
  mutating func run(through end: Int64) {
    give(.run(through: end))
    runOwn(through: end)
  }

  private mutating func runOwn(through end: Int64) {
    scheduler.run(through: end)
    reached = end
  }

  /// Events taken from all calendars so far; those of other ranks up to the last order.
  var handled: UInt64 { scheduler.handled &+ elsewhere.handled }

  /// What has happened in all partitions so far; on other ranks up to the last order.
  var happenings: UInt64 { ownHappenings &+ elsewhere.happenings }

  private var ownHappenings: UInt64 {
    var sum: UInt64 = 0
    for partition in own { sum &+= scheduler.withWorld(partition) { $0.happenings } }
    return sum
  }

  /// Ends the run in every partition, and adds everything up in the site.
  mutating func end() {
    give(.end)
    endOwn()
    for partition in own where partition != PartitionLayout.site {
      scheduler.withWorlds(PartitionLayout.site, reading: partition) { $0.absorb($1) }
    }
    guard ranks.count > 1 else { return }
    for (rank, bytes) in ranks.gather([]).enumerated() where rank != 0 {
      do throws(StateError) {
        try absorb(bytes, of: rank)
      } catch {
        preconditionFailure("rank 0 cannot read what rank \(rank) has counted: \(error)")
      }
    }
  }

  private mutating func endOwn() {
    for partition in own {
      scheduler.withSimulation(partition) { $0.withWorld { $0.endRun($1, at: reached) } }
    }
  }

  /// Adds up what objectives are about in all partitions of all ranks, everything up to `time`
  /// having been handled; the run is not changed.
  mutating func collect(_ checks: ObjectiveChecks, at time: Int64) {
    give(.collect)
    collectOwn(checks, at: time)
    guard ranks.count > 1 else { return }
    for (rank, bytes) in ranks.gather([]).enumerated() where rank != 0 {
      do throws(StateError) {
        try checks.add(bytes)
      } catch {
        preconditionFailure("rank 0 cannot read what rank \(rank) has counted: \(error)")
      }
    }
  }

  private mutating func collectOwn(_ checks: ObjectiveChecks, at time: Int64) {
    checks.clear()
    for partition in own {
      scheduler.withSimulation(partition) { checks.add(&$0.world, at: time) }
    }
  }

  /// Lets `body` look at the world in which everything was added up.
  mutating func withWorld<Result>(_ body: (inout ClusterWorld) -> Result) -> Result {
    scheduler.withSimulation(PartitionLayout.site) { body(&$0.world) }
  }

  /// Saves or loads all partitions, which must be on this rank; between two calls of
  /// `run(through:)` nothing is under way between them.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    precondition(ranks.count == 1, "the state of a run over \(ranks.count) ranks")
    for partition in own {
      try scheduler.withSimulation(partition) { simulation throws(StateError) in
        try simulation.archiveCalendar(&archive)
        try simulation.world.archive(&archive)
      }
    }
  }

  // MARK: Ranks

  /// Does what rank 0 orders until it ends the run, and sends it what was counted here.
  ///
  /// - Parameter checks: of the scenario; nil when no objective may end the run.
  mutating func follow(_ checks: ObjectiveChecks?) {
    while true {
      let counts = PartitionOrder.Counts(happenings: ownHappenings, handled: scheduler.handled)
      switch PartitionOrder.take(counts, in: ranks) {
      case .run(let end): runOwn(through: end)
      case .collect:
        guard let checks else { preconditionFailure("rank 0 checks what is not to be checked") }
        collectOwn(checks, at: reached)
        _ = ranks.gather(checks.bytes)
      case .end:
        endOwn()
        _ = ranks.gather(recorders())
        return
      }
    }
  }

  private mutating func give(_ order: PartitionOrder) {
    if ranks.count > 1 { elsewhere = order.give(to: ranks) }
  }

  /// The recorders of this rank's partitions, one after the other.
  private mutating func recorders() -> [UInt8] {
    var archive = StateArchive()
    do throws(StateError) {
      for partition in own {
        try scheduler.withSimulation(partition) { simulation throws(StateError) in
          try simulation.world.archiveRecorders(&archive)
        }
      }
      return try archive.finish()
    } catch {
      preconditionFailure("what was counted cannot be saved: \(error)")
    }
  }

  /// Adds what another rank has counted; each of its partitions is built once more to be read into.
  private mutating func absorb(_ bytes: [UInt8], of rank: Int) throws(StateError) {
    var archive = try StateArchive(loading: bytes)
    for partition in spread.partitions(of: rank) {
      var copy = builder.build(layout.links(partition))
      try copy.world.archiveRecorders(&archive)
      scheduler.withSimulation(PartitionLayout.site) { $0.world.absorb(copy.world) }
    }
    try archive.finish()
  }
}
