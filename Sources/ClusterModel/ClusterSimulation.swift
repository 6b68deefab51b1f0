import Quantities
import ResultTypes
import ScenarioTypes
import SimulationKernel

/// The door of the model: a scenario in, a result out.
public struct ClusterSimulation: ~Copyable {
  private let loaded: LoadedScenario
  private let toolVersion: String
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
    let builder = try ClusterBuilder(loaded.scenario)
    simulation = builder.build()
  }

  /// Runs to the end of the scenario, or until `progress` answers false.
  ///
  /// - Parameters:
  ///   - parts: into how many equal parts of the statistics window the run is cut for batch means;
  ///     0 for none.
  ///   - progress: called between slices of some thousand events, the first ones 20 ms of simulated
  ///     time long at most, with the state of the run; answers whether to go on.
  public mutating func run(
    parts: Int = 0, progress: (RunProgress) -> Bool = { _ in true }
  ) -> RunOutput {
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
    simulation.world.endRun(simulation.queue)
    return RunOutput(
      result: result(), claims: claims(), isComplete: isComplete,
      histograms: simulation.world.histogramSet(loaded.scenario), batches: batches?.series)
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

  /// The records that this run has needed so far.
  package var memory: MemoryUse {
    MemoryUse(
      requests: simulation.world.requests.peak, packets: simulation.world.packets.peak,
      entries: simulation.world.entries.peak)
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
