import SimulationKernel

extension ClusterSimulation {
  /// Events of a round below which threads are not worth meeting at its end. On a machine that has
  /// other things to do a meeting may wait for a time slice of the system, some milliseconds: a
  /// scenario of 0.6 s took up to 44 s on two threads. The flagship has some 2,000 in a round.
  private static var leastEventsOfRound: Double { 1_000 }

  /// Whether a run on several threads of one machine is worth it: its rounds have enough to do. The
  /// result is the same either way.
  package var isWorthThreads: Bool {
    guard let layout = PartitionLayout(simulation.world, crowds: 1),
      let plan = try? WindowPlan.make(lookahead: layout.lookahead)
    else { return false }
    return builder.expectedEventRate * Double(plan.width) / 1e9 >= Self.leastEventsOfRound
  }
}
