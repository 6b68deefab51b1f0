import Glibc
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Random clusters under random faults: whatever happens, the books balance and the run repeats.
@Suite struct SwarmTests {
  /// 40 seeds; 1,000 with `HONGBAO_FULL=1`.
  static var seeds: [UInt64] {
    let isFull = getenv("HONGBAO_FULL").map { String(cString: $0) == "1" } ?? false
    return Array(1...(isFull ? 1000 : 40))
  }

  @Test(arguments: seeds)
  func `a random scenario balances and repeats`(seed: UInt64) {
    let scenario = ScenarioGenerator.scenario(seed: seed)
    let result = run(scenario)
    #expect(result.audit.violations.isEmpty, "scenario \(seed): \(result.audit.violations)")
    for problem in Laws.broken(by: result) {
      Issue.record("scenario \(seed): \(problem)")
    }
    #expect(run(scenario) == result, "scenario \(seed) does not repeat")
  }

  @Test(arguments: seeds)
  func `random stations and ways balance and repeat`(seed: UInt64) {
    let scenario = ScenarioGenerator.stations(seed: seed)
    let result = run(scenario)
    #expect(result.audit.violations.isEmpty, "stations \(seed): \(result.audit.violations)")
    for tier in result.tiers { #expect(tier.little.relativeError <= 1e-9, "stations \(seed)") }
    for problem in Laws.broken(by: result) {
      Issue.record("stations \(seed): \(problem)")
    }
    #expect(run(scenario) == result, "stations \(seed) does not repeat")
  }
}
