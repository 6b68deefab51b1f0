import Quantities
import ResultTypes
import ScenarioTypes

/// Makes the output of a run out of a world that has ended.
struct OutputBuilder {
  let loaded: LoadedScenario
  let toolVersion: String

  /// - Parameter early: the objective that ended the run; such a run is as complete as it can be.
  func output(
    _ world: inout ClusterWorld, reached: Int64, isComplete: Bool, early: EarlyEnd?,
    batches: BatchSeries?
  ) -> RunOutput {
    RunOutput(
      result: result(&world, stoppedAt: isComplete ? nil : reached, early), claims: claims(world),
      isComplete: isComplete || early != nil,
      histograms: world.histogramSet(loaded.scenario), batches: batches)
  }

  /// - Parameter stop: where the run was stopped, in nanoseconds; nil when it was not.
  private func result(
    _ world: inout ClusterWorld, stoppedAt stop: Int64?, _ early: EarlyEnd?
  ) -> RunResult {
    let scenario = loaded.scenario
    let builder = ResultBuilder(scenario, world, isPartial: stop != nil)
    let end = stop == nil ? scenario.duration.seconds : Double(builder.clock.end) / 1e9
    let partial = (early == nil ? stop : nil).map {
      PartialResult(
        reachedSeconds: Double($0) / 1e9, plannedSeconds: scenario.duration.seconds)
    }
    let cut = [partial?.sentence, early?.sentence].compactMap(\.self)
    let audit = builder.audit(&world.books)
    return RunResult(
      tool: ToolIdentity(version: toolVersion),
      scenario: ScenarioIdentity(
        name: scenario.name, file: Self.lastComponent(loaded.file), digest: loaded.digest,
        description: scenario.description, start: scenario.start, text: loaded.effectiveText),
      seed: scenario.seed, simulatedSeconds: end,
      warmupSeconds: scenario.warmup.seconds, events: world.happenings,
      tiers: builder.tierResults(), requests: builder.requestResults(), funnel: builder.funnel(),
      audit: audit, objectives: builder.objectiveResults(),
      faults: faultBands(until: end),
      series: builder.series(), probes: builder.probeResults(),
      assumptions: loaded.parameters,
      warnings: cut + loaded.warnings, partial: partial, endedEarly: early)
  }

  private func faultBands(until end: Double) -> [FaultBand] {
    loaded.scenario.faults.filter { $0.at.seconds <= end }.map { fault in
      let stop = fault.lasts.map { fault.at.seconds + $0.seconds } ?? end
      return FaultBand(
        text: fault.text, fromSeconds: fault.at.seconds, toSeconds: min(end, stop))
    }
  }

  /// Claims offered to claim tiers.
  private func claims(_ world: borrowing ClusterWorld) -> UInt64? {
    var sum: UInt64?
    for (index, tier) in loaded.scenario.tiers.enumerated() {
      guard case .claim = tier.operation else { continue }
      let recorder = world.pools[index].recorder
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
