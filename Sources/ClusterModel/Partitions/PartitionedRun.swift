import SimulationKernel

/// One run of a cluster in partitions on several threads; what it counts is what one thread would
/// have counted.
struct PartitionedRun: ~Copyable {
  private var scheduler: WindowScheduler<ClusterWorld>
  private let partitions: Int
  private let end: Int64

  /// Builds the partitions; nil when the cluster must stay in one piece.
  ///
  /// - Parameters:
  ///   - builder: of the scenario.
  ///   - whole: the cluster in one piece, to look at.
  ///   - threads: at least 2.
  init?(_ builder: ClusterBuilder, cutting whole: borrowing ClusterWorld, threads: Int) {
    guard let layout = PartitionLayout(whole, crowds: max(1, threads - 2)),
      let plan = try? WindowPlan.make(lookahead: layout.lookahead)
    else { return nil }
    partitions = layout.count
    end = builder.clock.end
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
    var spread = [[Int]](repeating: [], count: threads)
    spread[0] = [PartitionLayout.site]
    for partition in PartitionLayout.gate..<layout.count {
      spread[1 + (partition - PartitionLayout.gate) % (threads - 1)].append(partition)
    }
    return spread
  }

  /// Runs to the end, or until `progress` answers false, and adds everything up; answers whether
  /// the end was reached.
  mutating func run(_ progress: (RunProgress) -> Bool) -> Bool {
    let isComplete = advance(progress)
    for partition in 0..<partitions {
      scheduler.withSimulation(partition) { $0.withWorld { $0.endRun($1) } }
    }
    for partition in 1..<partitions {
      scheduler.withWorlds(PartitionLayout.site, reading: partition) { $0.absorb($1) }
    }
    return isComplete
  }

  private mutating func advance(_ progress: (RunProgress) -> Bool) -> Bool {
    var step = max(min(end / 512, 200_000_000), 1)
    var reached: Int64 = 0
    while reached < end {
      reached = step < end - reached ? reached + step : end
      let before = scheduler.handled
      scheduler.run(through: reached)
      if scheduler.handled - before < 200_000 { step = min(step * 2, 1 << 58) }
      if scheduler.handled - before > 2_000_000 { step = max(step / 2, 1) }
      var events: UInt64 = 0
      for partition in 0..<partitions {
        events &+= scheduler.withWorld(partition) { $0.happenings }
      }
      let state = RunProgress(
        simulatedSeconds: Double(reached) / 1e9, totalSeconds: Double(end) / 1e9, events: events)
      if !progress(state) && reached < end { return false }
    }
    return true
  }

  /// Lets `body` look at the world in which everything was added up.
  mutating func withWorld<Result>(_ body: (inout ClusterWorld) -> Result) -> Result {
    scheduler.withSimulation(PartitionLayout.site) { body(&$0.world) }
  }
}
