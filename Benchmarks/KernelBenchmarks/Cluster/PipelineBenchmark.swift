import ClusterModel
import ResultTypes

/// The flagship's pipeline: the New Year peak, without reports, with the full rate of sends from
/// the start instead of the ramp. A unit is one happening in the model; the claims are told beside
/// it.
enum PipelineBenchmark {
  static let benchmark = Benchmark(name: "pipeline", unit: "events") {
    scale, options, stopwatch in
    let milliseconds: Int
    switch scale {
    case .full: milliseconds = options.work ?? 10_000
    case .small: milliseconds = options.work ?? 500
    case .count: milliseconds = 700
    }
    let loaded = try ClusterRun.load(
      "topologies/new-year-peak.yaml", options,
      overrides: [
        "duration=\(milliseconds)ms", "warmup=0s",
        "populations.nationwide.sends={curve: [0s 34.8k/s, 60s 34.8k/s]}",
      ])
    let output = try ClusterRun.run(loaded, &stopwatch, threads: options.threads)
    let claims = output.claims ?? 0
    return Work(
      parameters: "new-year-peak, \(milliseconds) ms at the full rate, threads \(options.threads)",
      amount: output.result.events, hash: ClusterRun.hash(output),
      notes: ["claims \(claims)"])
  }
}
