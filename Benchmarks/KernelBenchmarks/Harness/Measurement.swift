/// What the runs of one benchmark gave: the work, and the median of the times.
struct Measurement {
  var name: String
  var unit: String
  var work: Work
  /// Sorted processor seconds of each run.
  var cpuSeconds: [Double]
  /// Sorted wall seconds of each run.
  var wallSeconds: [Double]

  /// Runs a benchmark `options.repeats` times.
  ///
  /// - Throws: `BenchmarkError` when two runs did different work, and what the benchmark throws.
  init(_ benchmark: Benchmark, scale: Benchmark.Scale, options: BenchmarkOptions) throws {
    name = benchmark.name
    unit = benchmark.unit
    threads = options.threads
    cpuSeconds = []
    wallSeconds = []
    var first: Work?
    for _ in 0..<options.repeats {
      var stopwatch = Stopwatch()
      let work = try benchmark.run(scale, options, &stopwatch)
      if let first, first != work {
        throw BenchmarkError("\(benchmark.name): two runs did different work: \(first), \(work)")
      }
      first = work
      cpuSeconds.append(stopwatch.cpuSeconds)
      wallSeconds.append(stopwatch.wallSeconds)
    }
    guard let first else { throw BenchmarkError("\(benchmark.name): no run") }
    work = first
    cpuSeconds.sort()
    wallSeconds.sort()
  }

  /// Median processor seconds.
  var medianCPUSeconds: Double { Self.median(cpuSeconds) }
  /// Median wall seconds.
  var medianWallSeconds: Double { Self.median(wallSeconds) }
  /// Units of work per second of processor time, or of wall time where there are several threads.
  var rate: Double {
    Double(work.amount) / max(threads > 1 ? medianWallSeconds : medianCPUSeconds, 1e-9)
  }
  /// Threads that the work may have used.
  let threads: Int

  private static func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
