import ResultTypes
import ScenarioTypes

/// The door of the model: a scenario in, a result out.
public struct ClusterSimulation {
  /// Builds the cluster of a scenario.
  ///
  /// - Parameters:
  ///   - loaded: the effective scenario; its seed is used.
  ///   - toolVersion: written into the result.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public init(_ loaded: LoadedScenario, toolVersion: String) throws(ModelError) {
  }

  /// Runs to the end of the scenario, or until `progress` answers false.
  ///
  /// - Parameter progress: called every few thousand events with the state of the run; answers
  ///   whether to go on.
  public mutating func run(progress: (RunProgress) -> Bool = { _ in true }) -> RunOutput {
    fatalError("built in the next step")
  }
}

/// How far a run is.
public struct RunProgress: Sendable {
  public var simulatedSeconds: Double
  public var totalSeconds: Double
  public var events: UInt64
}

/// What a run gives back.
public struct RunOutput: Sendable {
  /// The result; its fingerprint is still empty (`Reports` computes it over the canonical JSON).
  public var result: RunResult
  /// Claims offered to the claim tiers, for `claims_per_wall_second`; nil without a claim tier.
  public var claims: UInt64?
  /// False when `progress` stopped the run.
  public var isComplete: Bool
}

/// Why a scenario cannot be simulated although it is valid.
public struct ModelError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, with the numbers.
  public var description: String

  public init(_ description: String) { self.description = description }
}
