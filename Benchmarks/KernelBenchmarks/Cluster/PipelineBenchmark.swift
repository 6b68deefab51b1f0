/// The flagship's pipeline: the first part of the New Year peak, without reports. A unit is one
/// happening in the model; the claims are told beside it.
enum PipelineBenchmark {
  static let benchmark = Benchmark(name: "pipeline", unit: "events") {
    scale, options, stopwatch in
    let milliseconds: Int
    switch scale {
    case .full: milliseconds = options.work ?? 10_000
    case .small: milliseconds = options.work ?? 100
    case .count: milliseconds = 100
    }
    let loaded = try ClusterRun.load(
      "topologies/new-year-peak.yaml", options,
      overrides: ["duration=\(milliseconds)ms", "warmup=0s"])
    let output = try ClusterRun.run(loaded, &stopwatch)
    let claims = output.claims ?? 0
    return Work(
      parameters: "new-year-peak, the first \(milliseconds) ms, threads \(options.threads), "
        + "ranks \(options.ranks)",
      amount: output.result.events, hash: ClusterRun.hash(output),
      notes: ["claims \(claims)"])
  }
}
