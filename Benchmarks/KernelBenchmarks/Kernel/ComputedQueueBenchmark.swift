import SimulationKernel

/// M/M/1 with one event per customer; the waits are those of `mm1`, to the nanosecond, and so is
/// the hash.
enum ComputedQueueBenchmark {
  static let benchmark = Benchmark(name: "mm1-computed", unit: "customers") {
    scale, options, stopwatch in
    let customers = QueueBenchmark.customers(scale, options)
    let utilization = QueueBenchmark.utilization
    let meanService = QueueBenchmark.meanService
    let meanGap = meanService / utilization
    let world = ComputedQueueWorld(
      key: StreamKey(seed: 1), customers: customers, meanGap: meanGap, meanService: meanService)
    var queue = EventQueue(fineShift: QueueBenchmark.fewPendingShift)
    queue.schedule(Event(time: 0, word: 0))
    var simulation = Simulation(world: world, queue: queue)
    stopwatch.measure { simulation.run(through: .max) }
    let theory = QueueTheory.meanWait(servers: 1, utilization: utilization)
    return Work(
      parameters: "servers 1, utilisation \(utilization), 1 event per customer",
      amount: simulation.handled, hash: simulation.world.hash.value,
      notes: [simulation.world.waits.note(theory: theory, serviceNanoseconds: meanService)])
  }
}
