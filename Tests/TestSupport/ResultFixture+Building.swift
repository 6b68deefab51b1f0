import ResultTypes
import ScenarioTypes

extension ResultFixture {
  /// One tier by its counts per second.
  struct TierShape {
    var name: String
    var operation: String
    var nodes: Int
    var servers: Int
    /// Mean utilisation at full load.
    var busy: Double
    /// Median sojourn in milliseconds.
    var scale: Double
    var kinds: [(kind: String, offered: [UInt64])]
    var offered: [UInt64]
    var rejected: [String: [UInt64]]
    var failed: [String: [UInt64]]
    /// Mean queue length at full load.
    var queue: Double = 3
    var deadNode: (node: Int, window: Range<Int>)?

    var served: [UInt64] {
      offered.indices.map { second in
        (Array(rejected.values) + Array(failed.values)).reduce(offered[second]) { $0 - $1[second] }
      }
    }
  }

  /// One kind of request by its counts per second.
  struct RequestShape {
    var first: [UInt64]
    var yes: [UInt64]
    var no: [String: [UInt64]]
    var gaveUp: [UInt64]?
    /// Median latency in milliseconds.
    var scale: Double
  }

  static func result(
    name: String, seconds: Int, warmup: Double, shapes: [TierShape],
    requests: [String: RequestShape], faults: [FaultBand], objectives: [ObjectiveResult]
  ) -> RunResult {
    RunResult(
      tool: ToolIdentity(version: "0.1.0"),
      scenario: ScenarioIdentity(
        name: name, file: "new-year-peak.yaml",
        digest: "5f0c1c7e2b1f4a0c8d3e9b7a6f5e4d3c2b1a09f8e7d6c5b4a392817f6e5d4c3b",
        description: "The minute after midnight, every claim simulated.",
        start: "2017-01-28T00:04:30+08:00",
        text: "version: 1\nname: \(name)\nobjectives:\n- p99(claim) < 400ms\n"),
      seed: 42, simulatedSeconds: Double(seconds), warmupSeconds: warmup,
      events: 281_734_920,
      fingerprint: "c0ffee5f0c1c7e2b1f4a0c8d3e9b7a6f5e4d3c2b1a09f8e7d6c5b4a392817f6e",
      tiers: shapes.map { tier($0, seconds) },
      requests: requests.mapValues { request($0) },
      funnel: funnel(shapes),
      audit: AuditResult(
        packets: 2_104_233, issuedCents: 2_310_442_917, settledCents: 1_702_338_102,
        refundedCents: 0, openCents: 608_104_815, settlements: 4_561_023, overAdmitted: 1_204,
        refusedEmpty: 1_187, violations: []),
      objectives: objectives, faults: faults,
      series: SeriesResult(
        intervalSeconds: 1, intervals: seconds, tiers: shapes.map { series($0) },
        requests: requests.mapValues { requestSeries($0) }),
      assumptions: assumptions,
      warnings: faults.isEmpty
        ? []
        : [
          "settlement: offered load is 1.02 times what its servers can do"
        ])
  }

  static func sum(_ counts: [String: [UInt64]]) -> [String: UInt64] {
    counts.mapValues { $0.reduce(0, +) }.filter { $0.value > 0 }
  }

  static func latency(_ count: UInt64, median: Double) -> LatencySummary {
    guard count > 0 else { return LatencySummary(count: 0) }
    return LatencySummary(
      count: count, mean: median * 1.17, p50: median, p90: median * 2.25, p95: median * 3,
      p99: median * 8, p999: median * 14.5, max: median * 22.75)
  }

  static func rates(_ counts: [UInt64]) -> RateSummary {
    RateSummary(
      mean: Double(counts.reduce(0, +)) / Double(max(counts.count, 1)),
      peak: Double(counts.max() ?? 0))
  }

  static func tier(_ shape: TierShape, _ seconds: Int) -> TierResult {
    let offered = shape.offered.reduce(0, +)
    var kinds: [String: TierKindResult] = [:]
    for (kind, counts) in shape.kinds {
      let all = counts.reduce(0, +)
      let alone = shape.kinds.count == 1
      let rejected = alone ? sum(shape.rejected) : [:]
      let failed = alone ? sum(shape.failed) : [:]
      kinds[kind] = TierKindResult(
        offered: all,
        served: (Array(rejected.values) + Array(failed.values)).reduce(all, -),
        rejected: rejected, failed: failed, inFlightAtEnd: 0, retries: all / 400,
        offeredPerSecond: rates(counts), sojournMilliseconds: latency(all, median: shape.scale))
    }
    return TierResult(
      name: shape.name, operation: shape.operation, nodes: shape.nodes, servers: shape.servers,
      offered: offered, served: shape.served.reduce(0, +), rejected: sum(shape.rejected),
      failed: sum(shape.failed), inFlightAtEnd: 0, operations: offered + offered / 50,
      offeredPerSecond: rates(shape.offered),
      answeredPerSecond: rates(shape.offered.map { $0 - $0 / 100 }),
      utilization: UtilizationSummary(mean: shape.busy, maxNode: min(1, shape.busy * 1.09)),
      waitMilliseconds: latency(offered, median: shape.scale / 3),
      sojournMilliseconds: latency(offered, median: shape.scale),
      queueLength: QueueSummary(
        mean: offered == 0 ? 0 : shape.queue, max: offered == 0 ? 0 : shape.queue * 1.19),
      kinds: kinds)
  }

  static func request(_ shape: RequestShape) -> RequestResult {
    let first = shape.first.reduce(0, +)
    let yes = shape.yes.reduce(0, +)
    let noes = sum(shape.no)
    let gaveUp = (shape.gaveUp ?? []).reduce(0, +)
    let no = noes.values.reduce(0, +)
    return RequestResult(
      firstTries: first, retries: first / 400, toldYes: yes, toldNo: no, gaveUp: gaveUp,
      stillTryingAtEnd: first - yes - no - gaveUp, usersWhoSawAnError: gaveUp + gaveUp / 3,
      noes: noes, latencyMilliseconds: latency(first, median: shape.scale))
  }

  static func series(_ shape: TierShape) -> TierSeries {
    let top = Double(max(shape.offered.max() ?? 1, 1))
    let load = shape.offered.map { Double($0) / top }
    func times(_ factor: Double, _ seed: UInt64) -> [Double?] {
      load.enumerated().map { second, share in
        share == 0
          ? nil : shape.scale * factor * share * (1 + 0.05 * wobble(UInt64(second), seed))
      }
    }
    let permille = (0..<shape.nodes).map { node in
      load.enumerated().map { second, share -> UInt16 in
        if let dead = shape.deadNode, dead.node == node, dead.window.contains(second) { return 0 }
        let spread = 1 + 0.09 * wobble(UInt64(node * 1_000 + second / 4), 7)
        return UInt16(min(1_000, max(0, 1_000 * shape.busy * share * spread)))
      }
    }
    return TierSeries(
      tier: shape.name, offered: shape.offered, served: shape.served,
      rejected: shape.rejected.filter { $0.value.contains { $0 > 0 } },
      failed: shape.failed.filter { $0.value.contains { $0 > 0 } },
      queueLength: load.map { shape.queue * $0 * $0 },
      utilization: load.map { min(1, shape.busy * $0) },
      sojournP50: times(1, 3), sojournP99: times(8, 4), nodeUtilization: permille,
      nodeUtilizationSeconds: 1)
  }

  static func requestSeries(_ shape: RequestShape) -> RequestSeries {
    let zeros = [UInt64](repeating: 0, count: shape.first.count)
    let gaveUp = shape.gaveUp ?? zeros
    return RequestSeries(
      firstTries: shape.first, retries: shape.first.map { $0 / 400 }, toldYes: shape.yes,
      toldNo: shape.no.values.first ?? zeros, gaveUp: gaveUp,
      latencyP50: shape.first.enumerated().map { second, count in
        count == 0 ? nil : shape.scale * (1 + 0.04 * wobble(UInt64(second), 5))
      },
      latencyP99: zip(shape.first, gaveUp).enumerated().map { second, counts in
        let strain = counts.1 > 0 ? 14.0 : 8.0
        return counts.0 == 0
          ? nil : shape.scale * strain * (1 + 0.04 * wobble(UInt64(second), 6))
      })
  }

  static func funnel(_ shapes: [TierShape]) -> [FunnelLayer] {
    shapes.flatMap { shape in
      shape.kinds.map { kind, counts in
        let all = counts.reduce(0, +)
        let lost =
          shape.kinds.count == 1
          ? sum(shape.rejected).merging(sum(shape.failed)) { $0 + $1 } : [:]
        return FunnelLayer(
          layer: "\(kind)s: \(shape.name)", in: all, out: all - lost.values.reduce(0, +),
          lost: lost)
      }
    }.sorted { $0.layer < $1.layer }
  }

  static let assumptions = [
    ParameterNote(
      path: "tiers.cache.service", value: "constant(10us)", provenance: .assumed, source: ""),
    ParameterNote(
      path: "tiers.settlement.nodes", value: "100", provenance: .calibrated,
      source: "100 x 20 / 10 ms = 200k/s, the designed capacity"),
    ParameterNote(
      path: "populations.nationwide.sends", value: "[0s 12k/s, 10s 35.8k/s]",
      provenance: .calibrated, source: "so that 760k claims/s reach the cache"),
    ParameterNote(
      path: "populations.nationwide.timeout", value: "5s", provenance: .assumed, source: ""),
    ParameterNote(
      path: "tiers.ckv.expiry", value: "24h", provenance: .measured,
      source: "WeChat help centre: an unopened packet is refunded after 24 hours"),
  ]
}
