import SimulationKernel

/// The hold model at a number of pending events; a unit is one event taken and one scheduled.
enum HoldBenchmark {
  /// The mean time between two events of the whole system, in nanoseconds.
  private static let meanGap = 1000.0

  static func benchmark(pending: Int) -> Benchmark {
    Benchmark(name: "hold-\(pending)", unit: "events", hasBudget: pending <= 262_144) {
      scale, options, stopwatch in
      let events: Int
      switch scale {
      case .full: events = options.work ?? 20_000_000
      case .small: events = options.work ?? 100_000
      case .count: events = 300_000
      }
      return run(pending: pending, events: events, &stopwatch)
    }
  }

  private static func run(pending: Int, events: Int, _ stopwatch: inout Stopwatch) -> Work {
    let mean = meanGap * Double(pending)
    var world = HoldWorld(key: StreamKey(seed: 1), mean: mean)
    var queue = EventQueue(eventsPerSecond: 1e9 / meanGap)
    for number in 0..<pending {
      queue.schedule(Event(time: world.increment(), word: UInt64(number)))
    }
    var simulation = Simulation(world: world, queue: queue)
    // One mean increment is handled before the measurement, so that the calendar is warm; the
    // end in time is chosen so that `events` are expected, and the amount is what came.
    let warm = Int64(mean)
    simulation.run(through: warm)
    let before = simulation.handled
    stopwatch.measure { simulation.run(through: warm + Int64(meanGap * Double(events))) }
    return Work(
      parameters: "pending \(pending), increments exponential, mean gap 1 us",
      amount: simulation.handled - before, hash: simulation.world.hash.value)
  }
}
