import SimulationKernel

/// M/M/1 and M/M/20 on the kernel; a unit is one customer, which is two events.
enum QueueBenchmark {
  /// The utilisation of all the queues here and of the peers in `peers/`.
  static let utilization = 0.8
  /// Mean service in nanoseconds: 1 ms.
  static let meanService = 1e6
  /// Where one or two events are pending, a wide bucket is best: sorting one event in costs less
  /// than opening the next bucket. 2^26 ns hold 107 events; measured against 2^16 to 2^28.
  static let fewPendingShift: Int64 = 26
  /// With 17 pending, 2^19 ns, which hold 17 events, were best.
  private static let manyPendingShift: Int64 = 19

  static func benchmark(servers: Int) -> Benchmark {
    Benchmark(name: "mm\(servers)", unit: "customers") { scale, options, stopwatch in
      run(servers: servers, customers: customers(scale, options), &stopwatch)
    }
  }

  /// How many customers a queue gets.
  static func customers(_ scale: Benchmark.Scale, _ options: BenchmarkOptions) -> Int {
    switch scale {
    case .full: options.work ?? 20_000_000
    case .small: options.work ?? 100_000
    case .count: 200_000
    }
  }

  private static func run(servers: Int, customers: Int, _ stopwatch: inout Stopwatch) -> Work {
    let meanGap = meanService / (Double(servers) * utilization)
    let world = QueueWorld(
      key: StreamKey(seed: 1), servers: servers, customers: customers, meanGap: meanGap,
      meanService: meanService)
    var queue = EventQueue(fineShift: servers == 1 ? fewPendingShift : manyPendingShift)
    queue.schedule(Event(time: 0, word: QueueWorld.arrival(of: 0)))
    var simulation = Simulation(world: world, queue: queue)
    stopwatch.measure { simulation.run(through: .max) }
    let theory = QueueTheory.meanWait(servers: servers, utilization: utilization)
    return Work(
      parameters: "servers \(servers), utilisation \(utilization), 2 events per customer",
      amount: simulation.handled / 2, hash: simulation.world.hash.value,
      notes: [simulation.world.waits.note(theory: theory, serviceNanoseconds: meanService)])
  }
}
