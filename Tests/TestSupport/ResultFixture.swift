import ResultTypes
import ScenarioTypes

/// Results made by formulas, for tests of reports: plausible, balanced, the same on each machine.
public enum ResultFixture {
  /// Like the flagship: four tiers of 388 nodes, a fault from second 20 to 30 and another one from
  /// 40 to 44, more opens than settlement can do.
  public static func flagship(seconds: Int = 60) -> RunResult {
    let claims = curve(seconds, seed: 1) { t in 760_000 * min(1, 0.3 + t / 10) }
    let fault = min(20, seconds)..<min(30, seconds)
    let lost = claims.enumerated().map { index, count in
      fault.contains(index) ? count / (index == 20 ? 20 : 128) : 0
    }
    let arrived = zip(claims, lost).map { $0 - $1 }
    let won = arrived.map { $0 / 9 }
    let sends = curve(seconds, seed: 2) { t in 35_800 * min(1, 0.3 + t / 10) }
    let gatewayOffered = zip(zip(claims, won), sends).map { $0.0 + $0.1 + $1 }
    let late = won.enumerated().map { index, count in index < 12 ? 0 : count / 12 }
    let full = won.enumerated().map { index, count in
      (40..<44).contains(index) ? count / 4 : 0
    }
    let tiers = [
      TierShape(
        name: "gateway", operation: "relay", nodes: 64, servers: 8, busy: 0.42, scale: 0.32,
        kinds: [("send", sends), ("claim", claims), ("open", won)], offered: gatewayOffered,
        rejected: [:], failed: [:]),
      TierShape(
        name: "cache", operation: "claim", nodes: 128, servers: 1, busy: 0.61, scale: 0.041,
        kinds: [("claim", claims)], offered: claims,
        rejected: ["sold out": zip(arrived, won).map { $0 - $1 }],
        failed: ["node down": lost], deadNode: (node: 3, window: fault)),
      TierShape(
        name: "ckv", operation: "store", nodes: 96, servers: 4, busy: 0.18, scale: 0.55,
        kinds: [("send", sends)], offered: sends, rejected: [:], failed: [:]),
      TierShape(
        name: "settlement", operation: "settle", nodes: 100, servers: 20, busy: 0.985, scale: 46,
        kinds: [("open", won)], offered: won, rejected: ["queue full": full],
        failed: ["timed out": late], queue: 4_200),
    ]
    return result(
      name: "New Year peak", seconds: seconds, warmup: 10, shapes: tiers,
      requests: [
        "send": RequestShape(first: sends, yes: sends, no: [:], gaveUp: nil, scale: 28),
        "claim": RequestShape(
          first: claims, yes: won, no: ["sold out": zip(arrived, won).map { $0 - $1 }],
          gaveUp: lost, scale: 1_150),
        "open": RequestShape(
          first: won, yes: zip(won, zip(late, full)).map { $0 - $1.0 - $1.1 - $0 / 20 }, no: [:],
          gaveUp: zip(won, zip(late, full)).map { $1.0 + $1.1 + $0 / 20 }, scale: 95),
      ],
      faults: [
        FaultBand(text: "crash cache/3", fromSeconds: 20, toSeconds: 30),
        FaultBand(text: "slow settlement/0..24 x3", fromSeconds: 40, toSeconds: 44),
      ],
      objectives: [
        ObjectiveResult(
          expression: "p99(claim at cache) < 5ms", value: 0.328, limit: 5, unit: "ms",
          passed: true, line: 61),
        ObjectiveResult(
          expression: "rejected(settlement) < 0.1%", value: 0.0163, limit: 0.001, unit: "1",
          passed: false, line: 62),
        ObjectiveResult(
          expression: "peak-throughput(cache) >= 752k/s", value: 764_214, limit: 752_000,
          unit: "1/s", passed: true, line: 63),
      ])
  }

  /// One second, one tier, no objective, no fault.
  public static func tiny() -> RunResult {
    let counts: [UInt64] = [1_000]
    return result(
      name: "one second", seconds: 1, warmup: 0,
      shapes: [
        TierShape(
          name: "station", operation: "relay", nodes: 1, servers: 1, busy: 0.5, scale: 2,
          kinds: [("claim", counts)], offered: counts, rejected: [:], failed: [:])
      ],
      requests: ["claim": RequestShape(first: counts, yes: counts, no: [:], gaveUp: nil, scale: 4)],
      faults: [], objectives: [])
  }

  /// Nothing was offered at all.
  public static func nothingOffered() -> RunResult {
    let zeros = [UInt64](repeating: 0, count: 5)
    var empty = result(
      name: "silence", seconds: 5, warmup: 1,
      shapes: [
        TierShape(
          name: "cache", operation: "claim", nodes: 2, servers: 1, busy: 0, scale: 0,
          kinds: [], offered: zeros, rejected: [:], failed: [:])
      ],
      requests: [:], faults: [],
      objectives: [
        ObjectiveResult(
          expression: "p99(claim) < 400ms", value: nil, limit: 400, unit: "ms", passed: false,
          line: 9)
      ])
    empty.audit = AuditResult(
      packets: 0, issuedCents: 0, settledCents: 0, refundedCents: 0, openCents: 0, settlements: 0,
      overAdmitted: 0, refusedEmpty: 0, violations: [])
    return empty
  }

  /// Every text that a user can choose tries to break out, and the books do not balance.
  public static func hostile() -> RunResult {
    let evil = "</script><b onclick=\"x('&')\">红包]]>\u{1B}[31m|`*"
    var result = flagship(seconds: 12)
    result.scenario.name = evil
    result.scenario.file = evil
    result.scenario.description = evil
    result.scenario.text = "name: \(evil)\n<!-- --><script>alert(1)</script>\n"
    result.tiers[0].name = evil
    result.series.tiers[0].tier = evil
    result.tiers[1].rejected = [evil: result.tiers[1].rejected.values.reduce(0, +)]
    result.funnel[0].layer = evil
    result.funnel[0].lost = [evil: 7]
    result.faults = [FaultBand(text: evil, fromSeconds: 2, toSeconds: 99)]
    result.objectives[0].expression = evil
    result.warnings = [evil]
    result.assumptions = [
      ParameterNote(path: evil, value: evil, provenance: .assumed, source: evil)
    ]
    result.audit.violations = [evil]
    return result
  }

  /// A machine like the one of a developer.
  public static let machine = MachineResult(
    wallSeconds: 24.1, loopSeconds: 23.6, claimsPerWallSecond: 1_932_203,
    eventsPerWallSecond: 11_800_000, threads: 1, ranks: 1, peakMemoryBytes: 851_443_712)

  /// Counts per second after a formula of the time, with a wobble of a few per mille.
  static func curve(
    _ seconds: Int, seed: UInt64, _ rate: (Double) -> Double
  ) -> [UInt64] {
    (0..<seconds).map { second in
      UInt64(rate(Double(second)) * (1 + 0.006 * wobble(UInt64(second), seed)))
    }
  }

  /// A number from -1 to 1 that depends on its arguments alone (SplitMix64's finalizer).
  static func wobble(_ index: UInt64, _ seed: UInt64) -> Double {
    var z = index &* 0x9E37_79B9_7F4A_7C15 &+ seed &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / Double(1 << 52) - 1
  }
}
