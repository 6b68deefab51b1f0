import SimulationKernel

/// One run of a cluster in partitions on several threads; what it counts is what one thread would
/// have counted.
struct PartitionedRun: ~Copyable {
  private var scheduler: WindowScheduler<ClusterWorld>
  private let partitions: Int

  /// Builds the partitions; nil when the cluster must stay in one piece.
  ///
  /// - Parameters:
  ///   - builder: of the scenario.
  ///   - whole: the cluster in one piece, to look at.
  ///   - crowds: how many partitions the groups that wake are spread over.
  ///   - threads: at least 1.
  init?(
    _ builder: ClusterBuilder, cutting whole: borrowing ClusterWorld, crowds: Int, threads: Int
  ) {
    guard let layout = PartitionLayout(whole, crowds: crowds),
      let plan = try? WindowPlan.make(lookahead: layout.lookahead)
    else { return nil }
    partitions = layout.count
    scheduler = WindowScheduler(
      plan: plan, channels: PartitionMessages.channelCount,
      threads: Self.spread(layout, over: threads))
    for partition in 0..<partitions {
      scheduler.add(builder.build(layout.links(partition)), as: partition)
    }
  }

  /// The site is half of the work and has a thread of its own; the gate and the crowds share the
  /// others.
  private static func spread(_ layout: PartitionLayout, over threads: Int) -> [[Int]] {
    if threads == 1 { return [Array(0..<layout.count)] }
    var spread = [[Int]](repeating: [], count: threads)
    spread[0] = [PartitionLayout.site]
    for partition in PartitionLayout.gate..<layout.count {
      spread[1 + (partition - PartitionLayout.gate) % (threads - 1)].append(partition)
    }
    return spread
  }

  /// Handles all events up to `end` in every partition, and hands over every message.
  mutating func run(through end: Int64) { scheduler.run(through: end) }

  /// Events taken from all calendars so far.
  var handled: UInt64 { scheduler.handled }

  /// What has happened in all partitions so far.
  var happenings: UInt64 {
    var sum: UInt64 = 0
    for partition in 0..<partitions {
      sum &+= scheduler.withWorld(partition) { $0.happenings }
    }
    return sum
  }

  /// Ends the run in every partition, and adds everything up in the site.
  mutating func end() {
    for partition in 0..<partitions {
      scheduler.withSimulation(partition) { $0.withWorld { $0.endRun($1) } }
    }
    for partition in 1..<partitions {
      scheduler.withWorlds(PartitionLayout.site, reading: partition) { $0.absorb($1) }
    }
  }

  /// Lets `body` look at the world in which everything was added up.
  mutating func withWorld<Result>(_ body: (inout ClusterWorld) -> Result) -> Result {
    scheduler.withSimulation(PartitionLayout.site) { body(&$0.world) }
  }

  /// Saves or loads all partitions; between two calls of `run(through:)` nothing is under way
  /// between them.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    for partition in 0..<partitions {
      try scheduler.withSimulation(partition) { simulation throws(StateError) in
        try simulation.archiveCalendar(&archive)
        try simulation.world.archive(&archive)
      }
    }
  }
}
