import Foundation

/// The program: which benchmarks there are, and what is printed.
enum BenchmarkProgram {
  /// All benchmarks in the order of the table.
  static let benchmarks: [Benchmark] =
    [64, 4096, 262_144, 1_048_576].map(HoldBenchmark.benchmark(pending:))
    + [
      QueueBenchmark.benchmark(servers: 1), QueueBenchmark.benchmark(servers: 20),
      ComputedQueueBenchmark.benchmark, ScenarioQueueBenchmark.benchmark,
      PipelineBenchmark.benchmark, DecodeBenchmark.benchmark, ReportBenchmark.benchmark,
    ]

  /// Runs the command line of this process; ends with 64 for wrong use, 1 for a failed benchmark.
  static func main() {
    let options: BenchmarkOptions
    let chosen: [Benchmark]
    do {
      options = try BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
      chosen = try options.chosen(of: benchmarks)
    } catch {
      fail(error, status: 64)
    }
    do {
      try run(chosen, options)
    } catch {
      fail(error, status: 1)
    }
  }

  private static func run(_ chosen: [Benchmark], _ options: BenchmarkOptions) throws {
    if options.listsNames || options.listsCounted {
      for benchmark in chosen where benchmark.hasBudget || options.listsNames {
        print(benchmark.name)
      }
      return
    }
    if options.scale == .count {
      for benchmark in chosen where benchmark.hasBudget {
        let measurement = try Measurement(benchmark, scale: .count, options: options)
        print("\(benchmark.name),\(measurement.work.amount)")
      }
      return
    }
    if options.printsJSON { print("[") }
    for (index, benchmark) in chosen.enumerated() {
      let measurement = try Measurement(benchmark, scale: options.scale, options: options)
      if options.printsJSON {
        print("  \(measurement.json)\(index + 1 < chosen.count ? "," : "")")
      } else {
        print(measurement.text, terminator: "")
      }
    }
    if options.printsJSON { print("]") }
  }

  private static func fail(_ error: any Error, status: Int32) -> Never {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(status)
  }
}
