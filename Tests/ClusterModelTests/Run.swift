import ClusterModel
import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Runs a scenario to its end.
func run(_ scenario: Scenario, sourceLocation: SourceLocation = #_sourceLocation) -> RunResult {
  let loaded = LoadedScenario(
    scenario: scenario, file: "test.yaml", digest: "", effectiveText: "", parameters: [],
    warnings: [])
  do {
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    return simulation.run().result
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
    fatalError("\(error)")
  }
}

/// Runs a scenario with each of several seeds.
func runs(_ builder: ScenarioBuilder, seeds: ClosedRange<UInt64>) -> [RunResult] {
  seeds.map { seed in
    var scenario = builder.scenario
    scenario.seed = seed
    return run(scenario)
  }
}

extension [RunResult] {
  /// A figure of each run, as an estimate.
  func estimate(_ figure: (RunResult) -> Double?) -> Estimate { Estimate(compactMap(figure)) }
}

/// Holds a measured mean against theory and says both when they differ.
func expect(
  _ name: String, _ estimate: Estimate, is theory: Double, allowance: Double = 0,
  width: Double = 0.1, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    estimate.agrees(with: theory, allowance: allowance, width: width),
    "\(name): theory \(theory), measured \(estimate)", sourceLocation: sourceLocation)
}
