import Quantities
import ResultTypes
import ScenarioTypes
import SimulationKernel

/// The door of the model: a scenario in, a result out.
public struct ClusterSimulation: ~Copyable {
  let loaded: LoadedScenario
  private let toolVersion: String
  let builder: ClusterBuilder
  private var simulation: Simulation<ClusterWorld>

  /// Builds the cluster of a scenario.
  ///
  /// - Parameters:
  ///   - loaded: the effective scenario; its seed is used.
  ///   - toolVersion: written into the result.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public init(_ loaded: LoadedScenario, toolVersion: String) throws(ModelError) {
    self.loaded = loaded
    self.toolVersion = toolVersion
    builder = try ClusterBuilder(loaded.scenario)
    simulation = builder.build()
  }

  /// Runs to the end of the scenario, or until `progress` answers false.
  ///
  /// - Parameters:
  ///   - parts: into how many equal parts of the statistics window the run is cut for batch means;
  ///     0 for none.
  ///   - threads: how many may be used; the result does not depend on it.
  ///   - progress: called between slices of some thousand events, the first ones 20 ms of simulated
  ///     time long at most, with the state of the run; answers whether to go on.
  public mutating func run(
    parts: Int = 0, threads: Int = 1, progress: (RunProgress) -> Bool = { _ in true }
  ) -> RunOutput {
    if threads > 1, parts == 0,
      let run = PartitionedRun(builder, cutting: simulation.world, threads: threads)
    {
      return output(of: run, progress)
    }
    let end = loaded.scenario.duration.nanoseconds
    var batches = parts > 0 ? BatchRecorder(loaded.scenario, count: parts) : nil
    if loaded.scenario.warmup.nanoseconds == 0 { batches?.note(simulation.world, at: 0) }
    var step = max(min(end / 512, 20_000_000), 1)
    var reached: Int64 = 0
    var isComplete = true
    while reached < end {
      reached = step < end - reached ? reached + step : end
      if let border = batches?.border(after: reached) { reached = min(reached, border) }
      let before = simulation.handled
      simulation.run(through: reached)
      batches?.note(simulation.world, at: reached)
      // Long slices where little happens: a year with one event a day must not ask a billion times.
      if simulation.handled - before < 1000 { step = min(step * 2, 1 << 58) }
      if simulation.handled - before > 200_000 { step = max(step / 2, 1) }
      let state = RunProgress(
        simulatedSeconds: Double(reached) / 1e9, totalSeconds: Double(end) / 1e9,
        events: simulation.world.happenings)
      if !progress(state) && reached < end {
        isComplete = false
        break
      }
    }
    simulation.withWorld { $0.endRun($1) }
    let outputs = outputs
    return outputs.output(&simulation.world, isComplete: isComplete, batches: batches?.series)
  }

  private func output(
    of run: consuming PartitionedRun, _ progress: (RunProgress) -> Bool
  ) -> RunOutput {
    var run = run
    let outputs = outputs
    let isComplete = run.run(progress)
    return run.withWorld { outputs.output(&$0, isComplete: isComplete, batches: nil) }
  }

  private var outputs: OutputBuilder { OutputBuilder(loaded: loaded, toolVersion: toolVersion) }
}

/// How far a run is.
public struct RunProgress: Sendable {
  /// Simulated seconds reached.
  public var simulatedSeconds: Double
  /// Simulated seconds in all.
  public var totalSeconds: Double
  /// Events so far.
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
  /// The latency histograms behind the result's quantiles.
  public var histograms: HistogramSet
  /// Cumulative figures by part of the window, if parts were asked for.
  public var batches: BatchSeries?
}

/// Why a scenario cannot be simulated although it is valid.
public struct ModelError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, with the numbers.
  public var description: String

  /// An error that says `description`.
  public init(_ description: String) { self.description = description }
}
