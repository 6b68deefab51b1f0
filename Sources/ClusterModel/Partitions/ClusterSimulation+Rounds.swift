import SimulationKernel

extension ClusterSimulation {
  /// Events of a round below which threads are not worth meeting at its end. On a machine that has
  /// other things to do a meeting may wait for a time slice of the system, some milliseconds: a
  /// scenario of 0.6 s took up to 44 s on two threads. The flagship has some 2,000 in a round.
  private static var leastEventsOfRound: Double { 1_000 }

  /// Whether a run on several threads of one machine is worth it: its rounds have enough to do. The
  /// result is the same either way.
  package var isWorthThreads: Bool { partitions(on: 2) > 1 }

  /// Into how many partitions a run on so many threads of one machine is cut; 1 where that cannot
  /// be, or is not worth it.
  ///
  /// - Parameter share: of the traffic that is meant, which this scenario has.
  package func partitions(on threads: Int, share: Double = 1) -> Int {
    guard threads > 1, let layout = PartitionLayout(simulation.world, crowds: 1),
      let plan = try? WindowPlan.make(lookahead: layout.lookahead)
    else { return 1 }
    let events = builder.expectedEventRate / share * Double(plan.width) / 1e9
    if events < Self.leastEventsOfRound { return 1 }
    return PartitionLayout.firstCrowd + PartitionSpread.crowds(ranks: 1, threads: threads)
  }
}
