import Quantities
import ResultTypes
import ScenarioTypes
import SimulationKernel

/// The door of the model: a scenario in, a result out.
public struct ClusterSimulation: ~Copyable {
  let loaded: LoadedScenario
  private let toolVersion: String
  var simulation: Simulation<ClusterWorld>
  var course = RunCourse()

  /// Builds the cluster of a scenario.
  ///
  /// - Parameters:
  ///   - loaded: the effective scenario; its seed is used.
  ///   - toolVersion: written into the result.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public init(_ loaded: LoadedScenario, toolVersion: String) throws(ModelError) {
    self.loaded = loaded
    self.toolVersion = toolVersion
    let builder = try ClusterBuilder(loaded.scenario)
    simulation = builder.build()
  }

  /// Runs to the end of the scenario, or until `progress` answers false; from where it is after
  /// `restore(from:parts:)`.
  ///
  /// - Parameters:
  ///   - parts: into how many equal parts of the statistics window the run is cut for batch means;
  ///     0 for none.
  ///   - progress: called between slices of some thousand events, the first ones 20 ms of simulated
  ///     time long at most, with the state of the run; answers whether to go on.
  ///   - atBorder: offered the simulation between slices, after `progress`, also when that stops
  ///     the run; may take a `checkpoint()`.
  public mutating func run(
    parts: Int = 0, progress: (RunProgress) -> Bool = { _ in true },
    atBorder: (inout ClusterSimulation) -> Void = { _ in }
  ) -> RunOutput {
    let end = loaded.scenario.duration.nanoseconds
    begin(parts: parts)
    var isComplete = true
    while course.reached < end {
      runSlice(through: end)
      let goesOn = progress(self.progress)
      if course.reached < end {
        atBorder(&self)
        if !goesOn {
          isComplete = false
          break
        }
      }
    }
    simulation.world.endRun(simulation.queue)
    return RunOutput(
      result: result(), claims: claims(), isComplete: isComplete,
      histograms: simulation.world.histogramSet(loaded.scenario), batches: course.batches?.series)
  }

  /// How far the run is.
  public var progress: RunProgress {
    RunProgress(
      simulatedSeconds: Double(course.reached) / 1e9,
      totalSeconds: loaded.scenario.duration.seconds, events: simulation.world.happenings)
  }

  /// Gets ready for the first slice; nothing to do for a run that is under way.
  mutating func begin(parts: Int) {
    if course.hasBegun {
      precondition(parts == course.parts, "begun in \(course.parts) parts, not \(parts)")
      return
    }
    course.hasBegun = true
    course.parts = parts
    let scenario = loaded.scenario
    course.step = max(min(scenario.duration.nanoseconds / 512, 20_000_000), 1)
    course.batches = parts > 0 ? BatchRecorder(scenario, count: parts) : nil
    if scenario.warmup.nanoseconds == 0 { course.batches?.note(simulation.world, at: 0) }
  }

  /// Handles the events of the next slice. Where slices end changes nothing but the moments at
  /// which the caller is asked, except that one always ends at the border of a batch.
  private mutating func runSlice(through end: Int64) {
    let step = course.step
    var border = step < end - course.reached ? course.reached + step : end
    if let batch = course.batches?.border(after: course.reached) { border = min(border, batch) }
    let before = simulation.handled
    simulation.run(through: border)
    course.reached = border
    course.batches?.note(simulation.world, at: border)
    // Long slices where little happens: a year with one event a day must not ask a billion times.
    let handled = simulation.handled - before
    if handled < 1000 { course.step = min(step * 2, 1 << 58) }
    if handled > 200_000 { course.step = max(step / 2, 1) }
  }

  private mutating func result() -> RunResult {
    let scenario = loaded.scenario
    let builder = ResultBuilder(scenario, simulation.world)
    let audit = builder.audit(&simulation.world.books)
    return RunResult(
      tool: ToolIdentity(version: toolVersion),
      scenario: ScenarioIdentity(
        name: scenario.name, file: Self.lastComponent(loaded.file), digest: loaded.digest,
        description: scenario.description, start: scenario.start, text: loaded.effectiveText),
      seed: scenario.seed, simulatedSeconds: scenario.duration.seconds,
      warmupSeconds: scenario.warmup.seconds, events: simulation.world.happenings,
      tiers: builder.tierResults(), requests: builder.requestResults(), funnel: builder.funnel(),
      audit: audit, objectives: builder.objectiveResults(), faults: faultBands(),
      series: builder.series(), probes: builder.probeResults(),
      assumptions: loaded.parameters, warnings: loaded.warnings)
  }

  private func faultBands() -> [FaultBand] {
    let end = loaded.scenario.duration.seconds
    return loaded.scenario.faults.map { fault in
      let stop = fault.lasts.map { fault.at.seconds + $0.seconds } ?? end
      return FaultBand(
        text: fault.text, fromSeconds: fault.at.seconds, toSeconds: min(end, stop))
    }
  }

  /// Claims offered to claim tiers.
  private func claims() -> UInt64? {
    var sum: UInt64?
    for (index, tier) in loaded.scenario.tiers.enumerated() {
      guard case .claim = tier.operation else { continue }
      let recorder = simulation.world.pools[index].recorder
      for interval in 0..<recorder.intervals {
        let row = recorder.row(interval, RequestKind.claim.rawValue)
        sum = (sum ?? 0) + UInt64(row[TierRecorder.Column.offered])
      }
    }
    return sum
  }

  private static func lastComponent(_ path: String) -> String {
    String(path.split(separator: "/", omittingEmptySubsequences: true).last ?? "scenario")
  }
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
