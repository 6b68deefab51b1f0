import ResultTypes

/// Runs as they are kept, made by formulas.
public enum KeptRunFixture {
  /// One run with a result of `ResultFixture` and figures for each replication.
  public static func run(
    _ result: RunResult = ResultFixture.flagship(seconds: 12), id: String = "new-year-peak-5f0c1c",
    replications: Int = 2, options: String = ""
  ) -> KeptRun {
    let summary = KeptRunSummary(
      id: id, storedSeconds: 1_485_533_100, scenario: result.scenario.name,
      file: result.scenario.file, topology: "wechat-2015.yaml", digest: result.scenario.digest,
      seed: result.seed, toolVersion: result.tool.version, options: options,
      replications: replications, verdict: KeptVerdict(result), wallSeconds: 24.1,
      fingerprint: result.fingerprint,
      command: "./hongbao run topologies/new-year-peak.yaml --seed \(result.seed)")
    return KeptRun(
      summary: summary, result: result, machine: ResultFixture.machine,
      replications: (0..<replications).map { figures($0) })
  }

  /// Ten figures or so, of every kind of name.
  public static func figures(_ number: Int) -> ReplicationFigures {
    let shift = Double(number)
    return ReplicationFigures(
      number: number, seed: number == 0 ? 42 : UInt64.max - UInt64(number),
      events: 1_000 + UInt64(number), wallSeconds: 0.25, violations: [],
      figures: [
        RunFigure(name: "tiers.cache.offered_per_second", unit: "1/s", value: 700_000 + shift),
        RunFigure(name: "tiers.cache.wait_ms.p99", unit: "ms", value: 0.5 + shift / 8),
        RunFigure(name: "tiers.gateway.claim.sojourn_ms.p99", unit: "ms", value: nil),
        RunFigure(name: "tiers.cache.states.3", unit: "1", value: 0.125),
        RunFigure(name: "requests.claim.latency_ms.p99", unit: "ms", value: 312.5),
        RunFigure(name: "peaks.tiers.cache.utilization", unit: "1", value: 0.75),
        RunFigure(name: "peaks.requests.claim.latency_p99_ms", unit: "ms", value: 400),
        RunFigure(name: "probes.0.5s.cache.in_tier", unit: "requests", value: 12),
        RunFigure(name: "objectives.p99(claim at cache) < 5ms.value", unit: "ms", value: 0.328),
        RunFigure(
          name: "objectives.p99(claim at cache) < 5ms.seconds_broken", unit: "s", value: 0),
      ])
  }
}
