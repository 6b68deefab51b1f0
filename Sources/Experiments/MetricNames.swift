import ClusterModel
import Quantities
import ScenarioTypes

/// The names of all figures that runs of a scenario will have.
public enum MetricNames {
  /// The names, in the order of the result. Found by a run of no length: the same code that will
  /// name the figures names them here.
  ///
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public static func all(
    of loaded: LoadedScenario, toolVersion: String
  ) throws(ModelError) -> [String] {
    var short = loaded
    short.scenario.duration = TimeSpan(nanoseconds: 1)
    short.scenario.warmup = .zero
    var simulation = try ClusterSimulation(short, toolVersion: toolVersion)
    return MetricList(simulation.run().result).entries.map(\.name)
  }
}
