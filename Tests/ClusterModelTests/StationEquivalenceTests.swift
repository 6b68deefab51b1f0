import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// A node may be computed (Lindley's recursion) or event-driven (lists and events): a single FIFO
/// node must not show which.
@Suite struct StationEquivalenceTests {
  /// The same station both ways; a balancer in front of one node makes it event-driven.
  func both(
    queue: Int? = 20, admission: Admission? = nil, policy: CrashPolicy = .fail,
    timeout: Double? = nil, fault: Fault.Kind? = nil
  ) -> (computed: RunResult, eventDriven: RunResult) {
    func result(_ route: Routing) -> RunResult {
      var builder = ScenarioBuilder(seconds: 5)
      let tier = builder.tier(
        "station", servers: 3, service: .lognormal(seconds: 0.005, cv: 1), queue: queue,
        route: route, onCrash: policy, admission: admission)
      builder.path(.claim, [tier])
      builder.requests(
        rate: .through([(0, 200), (2, 900), (5, 200)]), timeout: timeout,
        tries: RetryPolicy(total: 3, backoff: .seconds(0.02), fullJitter: true))
      if let fault { builder.fault(fault, at: 1.234_567, lasts: 0.7) }
      return run(builder.scenario)
    }
    return (result(.random), result(.leastOutstanding))
  }

  private func expectEqual(_ pair: (computed: RunResult, eventDriven: RunResult)) {
    let left = pair.computed.tiers[0]
    let right = pair.eventDriven.tiers[0]
    #expect(left.offered == right.offered)
    #expect(left.served == right.served)
    #expect(left.rejected == right.rejected)
    #expect(left.failed == right.failed)
    #expect(left.inFlightAtEnd == right.inFlightAtEnd)
    #expect(left.sojournMilliseconds == right.sojournMilliseconds)
    #expect(left.waitMilliseconds == right.waitMilliseconds)
    #expect(left.operations == right.operations)
    #expect(left.utilization == right.utilization)
    #expect(left.queueLength == right.queueLength)
    #expect(pair.computed.requests == pair.eventDriven.requests)
  }

  @Test func `whole nodes serve alike`() {
    expectEqual(both())
    expectEqual(both(queue: nil))
    expectEqual(both(queue: 0))
  }

  @Test func `impatient clients make no difference`() { expectEqual(both(timeout: 0.01)) }

  @Test func `admission is the same`() {
    expectEqual(both(admission: Admission(rate: Rate(perSecond: 400), burst: 7)))
  }

  @Test func `slow nodes are slow alike`() {
    expectEqual(both(fault: .slow(.init(tier: 0, nodes: [0]), factor: 3)))
  }

  @Test func `errors strike the same requests`() {
    expectEqual(both(fault: .errors(.init(tier: 0, nodes: [0]), probability: Ratio(fraction: 0.5))))
  }

  @Test(arguments: [CrashPolicy.fail, .silent])
  func `crashes catch the same requests`(policy: CrashPolicy) {
    expectEqual(
      both(policy: policy, timeout: 0.5, fault: .crash(.init(tier: 0, nodes: [0]))))
  }
}
