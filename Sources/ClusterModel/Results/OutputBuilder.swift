import Quantities
import ResultTypes
import ScenarioTypes

/// Makes the output of a run out of a world that has ended.
struct OutputBuilder {
  let loaded: LoadedScenario
  let toolVersion: String

  func output(
    _ world: inout ClusterWorld, isComplete: Bool, batches: BatchSeries?
  ) -> RunOutput {
    RunOutput(
      result: result(&world), claims: claims(world), isComplete: isComplete,
      histograms: world.histogramSet(loaded.scenario), batches: batches)
  }

  private func result(_ world: inout ClusterWorld) -> RunResult {
    let scenario = loaded.scenario
    let builder = ResultBuilder(scenario, world)
    let audit = builder.audit(&world.books)
    return RunResult(
      tool: ToolIdentity(version: toolVersion),
      scenario: ScenarioIdentity(
        name: scenario.name, file: Self.lastComponent(loaded.file), digest: loaded.digest,
        description: scenario.description, start: scenario.start, text: loaded.effectiveText),
      seed: scenario.seed, simulatedSeconds: scenario.duration.seconds,
      warmupSeconds: scenario.warmup.seconds, events: world.happenings,
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
