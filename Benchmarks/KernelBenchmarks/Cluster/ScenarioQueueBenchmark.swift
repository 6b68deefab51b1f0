import ClusterModel
import ResultTypes

/// The same M/M/1 as `mm1`, but as a scenario file through the whole model: histograms, series,
/// audit and all. A unit is one customer.
enum ScenarioQueueBenchmark {
  static let benchmark = Benchmark(name: "mm1-scenario", unit: "customers") {
    scale, options, stopwatch in
    // 0.8 customers come a second.
    let seconds: Int
    switch scale {
    case .full: seconds = (options.work ?? 4_000_000) * 5 / 4
    case .small: seconds = (options.work ?? 40_000) * 5 / 4
    case .count: seconds = 125_000
    }
    let loaded = try ClusterRun.load(
      "topologies/theory/mm1_lam0.8_mu1.yaml", options, overrides: ["duration=\(seconds)s"])
    let output = try ClusterRun.run(loaded, &stopwatch)
    let tier = output.result.tiers[0]
    // A service takes a second on average.
    let wait = ((tier.waitMilliseconds.mean ?? 0) * 10).rounded() / 10_000
    return Work(
      parameters: "mm1_lam0.8_mu1.yaml, \(seconds) simulated seconds",
      amount: tier.offered, hash: ClusterRun.hash(output),
      notes: ["events \(output.result.events)", "mean wait \(wait) services, theory 4.0"])
  }
}
