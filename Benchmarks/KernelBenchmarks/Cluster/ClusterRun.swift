import ClusterModel
import ResultTypes
import ScenarioLanguage
import ScenarioTypes

/// A scenario file run through the door of the model, without reports.
enum ClusterRun {
  /// Loads a file of the repository.
  static func load(
    _ path: String, _ options: BenchmarkOptions, overrides: [String] = []
  ) throws -> LoadedScenario {
    switch ScenarioLoader.load(path: "\(options.root)/\(path)", overrides: overrides) {
    case .loaded(let loaded, _): return loaded
    case .unreadable(let mistake):
      throw BenchmarkError("\(path): \(mistake.message); --root names the repository")
    case .invalid(let mistakes):
      throw BenchmarkError("\(path): \(mistakes.first?.message ?? "invalid")")
    }
  }

  /// Runs to the end; only the run is measured, not the building of the world.
  static func run(
    _ loaded: LoadedScenario, _ stopwatch: inout Stopwatch, threads: Int = 1
  ) throws -> RunOutput {
    var simulation = try ClusterSimulation(loaded, toolVersion: "benchmark")
    var output: RunOutput?
    stopwatch.measure { output = simulation.run(threads: threads) }
    guard let output else { throw BenchmarkError("\(loaded.file): no output") }
    return output
  }

  /// A hash of what was simulated; the whole result is held by the fingerprints of the tests.
  static func hash(_ output: RunOutput) -> UInt64 {
    var hash = WorkHash()
    hash.add(output.result.events)
    hash.add(output.claims ?? 0)
    hash.add(output.result.seed)
    return hash.value
  }
}
