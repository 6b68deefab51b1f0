import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Crediting follows the answer and keeps nobody waiting.
@Suite struct CreditTests {
  /// The cluster of the laws with a credit tier behind the opens; sends stop after 1 s.
  func result(fault: Fault.Kind? = nil) -> RunResult {
    var builder = RedPacketLawTests.cluster(seconds: 9)
    let credit = builder.tier(
      "credit", .credit, nodes: 2, servers: 50, service: .exponential(seconds: 0.05))
    builder.path(.open, [0, 3], afterwards: [credit])
    builder.scenario.populations = []
    builder.packets(sends: .through([(0, 200), (1, 200), (1, 0)]), group: .constant(5), awake: 1)
    if let fault { builder.fault(fault, at: 0.5, lasts: 1) }
    return run(builder.scenario)
  }

  @Test func `every open that was served is credited once`() {
    let result = result()
    #expect(result.audit.violations.isEmpty)
    let opens = result.tiers[3].kinds["open"]?.served ?? 0
    #expect(opens > 300)
    #expect(result.tiers[4].served == opens)
    #expect(result.tiers[4].offered == opens)
    // 50 ms of crediting are not in what the user sees.
    #expect((result.requests["open"]?.latencyMilliseconds.mean ?? 100) < 30)
  }

  @Test func `failed credits are handed in again until they are through`() {
    let healthy = result()
    let result = result(
      fault: .errors(.init(tier: 4, nodes: [0, 1]), probability: Ratio(fraction: 1)))
    #expect(result.audit.violations.isEmpty)
    let credit = result.tiers[4]
    let failed = credit.failed["error"] ?? 0
    #expect(failed > 50)
    #expect(credit.kinds["open"]?.retries == failed)
    #expect(credit.served == result.tiers[3].kinds["open"]?.served)
    #expect(credit.inFlightAtEnd == 0)
    // Users notice nothing.
    #expect(result.requests == healthy.requests)
  }
}
