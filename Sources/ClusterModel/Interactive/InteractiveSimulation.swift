import Quantities
import ResultTypes
import ScenarioTypes
import SimulationKernel

/// The second door of the model: a cluster that is stepped, asked and disturbed from outside.
///
/// Time goes on only by `advance`. Requests that are put in from outside pass the tiers, queues,
/// faults and books like those of the populations; what becomes of them is fetched with
/// `drainCompletions`. Without any, and without faults from outside, a run to the end has the same
/// result as `ClusterSimulation`. One thread, no checkpoints.
public struct InteractiveSimulation: ~Copyable {
  /// The effective scenario with what was changed for this run.
  public internal(set) var loaded: LoadedScenario
  let toolVersion: String
  let builder: ClusterBuilder
  var simulation: Simulation<ClusterWorld>
  /// Nanoseconds of simulated time: everything up to here has happened.
  public private(set) var reached: Int64 = 0

  /// What differs from a plain run.
  public struct Options: Sendable {
    /// Whether requests come from outside.
    public var acceptsRequests = false
    /// The share of the scenario's own populations that comes too, 0 to 1.
    public var background = 1.0
    /// How long the run is; nil: as the scenario says.
    public var duration: TimeSpan?
    /// When statistics begin; nil: as the scenario says.
    public var warmup: TimeSpan?
    /// The length of an interval of the time series; nil: as in a plain run.
    public var interval: TimeSpan?

    /// A plain run that can be stepped.
    public init() {}
  }

  /// Builds the cluster of a scenario, at time 0.
  ///
  /// - Throws: `ModelError` when the scenario needs more than the model can hold, or has no way for
  ///   the requests that it shall accept.
  public init(
    _ loaded: LoadedScenario, options: Options = Options(), toolVersion: String
  ) throws(ModelError) {
    self.loaded = loaded
    self.toolVersion = toolVersion
    self.loaded.scenario = try InteractiveScenario(loaded.scenario, options).scenario
    let duration = self.loaded.scenario.duration.nanoseconds
    builder = try ClusterBuilder(
      self.loaded.scenario,
      intervalLength: options.interval?.nanoseconds ?? ClusterBuilder.intervalLength(duration))
    simulation = builder.build()
    guard options.acceptsRequests else { return }
    simulation.world.external.isUsed = true
    simulation.world.external.population = self.loaded.scenario.populations.count - 1
  }

  /// Lets everything happen up to and including `time`, in nanoseconds, at most to the end.
  public mutating func advance(to time: Int64) {
    let target = min(time, end)
    guard target > reached else { return }
    simulation.run(through: target)
    reached = target
    simulation.withWorld { world, _ in world.noteTime(target) }
  }

  /// The end of the run in nanoseconds.
  public var end: Int64 { builder.clock.end }

  /// True when the run has reached its end.
  public var isOver: Bool { reached >= end }

  /// Events so far.
  public var events: UInt64 { simulation.world.happenings }

  /// How far the run is.
  public var progress: RunProgress {
    RunProgress(
      simulatedSeconds: Double(reached) / 1e9, totalSeconds: Double(end) / 1e9, events: events)
  }

  /// Closes the books and answers the result; nothing may be done afterwards. Before the end of the
  /// run it is the result of the time that was simulated.
  public mutating func finish() -> RunOutput {
    simulation.withWorld { $0.endRun($1, at: reached) }
    return OutputBuilder(loaded: loaded, toolVersion: toolVersion).output(
      &simulation.world, reached: reached, isComplete: isOver, early: nil, batches: nil)
  }
}
