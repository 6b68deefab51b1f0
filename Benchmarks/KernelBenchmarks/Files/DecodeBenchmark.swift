import ScenarioTypes

/// Reading and checking the flagship's file with all it includes; a unit is one load.
enum DecodeBenchmark {
  static let benchmark = Benchmark(name: "decode", unit: "files") { scale, options, stopwatch in
    let times: Int
    switch scale {
    case .full: times = options.work ?? 200
    case .small: times = options.work ?? 3
    case .count: times = 2
    }
    let path = "topologies/new-year-peak.yaml"
    // Once before, so that tables that a process makes once are there.
    let digest = try ClusterRun.load(path, options).digest
    var loads = 0
    stopwatch.measure {
      for _ in 0..<times {
        let same = (try? ClusterRun.load(path, options))?.digest == digest
        loads += same ? 1 : 0
      }
    }
    guard loads == times else { throw BenchmarkError("\(path): two loads differ") }
    return Work(
      parameters: "new-year-peak.yaml", amount: UInt64(loads),
      hash: WorkHash.prefix(ofDigest: digest))
  }
}
