import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Random breakdowns, expired work and probes. The time unit is a millisecond.
@Suite struct BreakdownTests {
  let base = ManagedStationTests()

  func breakdowns(_ up: Double, _ down: Double, onlyWhileServing: Bool = false, crews: Int? = nil)
    -> Breakdowns
  {
    Breakdowns(
      up: .exponential(seconds: up / 1000), down: .exponential(seconds: down / 1000),
      onlyWhileServing: onlyWhileServing, crews: crews)
  }

  /// M/M/1 whose server breaks while it serves: a service takes its completion time, of mean
  /// E[C] = (1 + xi/eta)/mu and E[C^2] = 2 (1 + xi/eta)^2/mu^2 + 2 xi/(mu eta^2), and M/G/1 follows
  /// (Avi-Itzhak and Naor, Operations Research 11, 1963, model A).
  @Test func `a server that breaks at work is M/G/1`() {
    let (load, xi, eta) = (0.5, 0.1, 0.4)
    let results = base.results(
      base.station(load: load) {
        $0.breakdowns = breakdowns(1 / xi, 1 / eta, onlyWhileServing: true)
      })
    let mean = 1 + xi / eta
    let square = 2 * mean * mean + 2 * xi / (eta * eta)
    expect(
      "sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean },
      is: mean + load * square / (2 * (1 - load * mean)))
    expect("busy", results.estimate { $0.tiers[0].meanBusyServers }, is: load)
  }

  /// M/M/1 whose server breaks at any time (H. White, L. S. Christie, Operations Research 6, 1958):
  /// L = (lam + lam mu xi / (xi + eta)^2) / (mu eta / (xi + eta) - lam).
  @Test func `a server that breaks at any time is White and Christie's`() {
    let (load, xi, eta) = (0.5, 0.1, 0.4)
    let results = base.results(
      base.station(load: load) { $0.breakdowns = breakdowns(1 / xi, 1 / eta) })
    let number = (load + load * xi / ((xi + eta) * (xi + eta))) / (eta / (xi + eta) - load)
    expect("number", results.estimate { $0.tiers[0].meanInTier }, is: number)
    expect("up", results.estimate { $0.tiers[0].breakdowns?.availability }, is: 0.8)
    expect("busy", results.estimate { $0.tiers[0].meanBusyServers }, is: load)
  }

  /// Machine repair: M machines, one crew: p(n down) proportional to M!/(M-n)! (xi/eta)^n.
  @Test func `one crew repairs five machines`() {
    let (machines, xi, eta) = (5, 0.1, 0.25)
    let results = base.results(
      base.station(load: 0.001, nodes: machines) {
        $0.breakdowns = breakdowns(1 / xi, 1 / eta, crews: 1)
      })
    var weights = [1.0]
    for down in 1...machines {
      weights.append(weights[down - 1] * Double(machines - down + 1) * xi / eta)
    }
    let sum = weights.reduce(0, +)
    for down in 0...machines {
      expect(
        "\(down) down", results.estimate { $0.tiers[0].breakdowns?.upShares[machines - down] },
        is: weights[down] / sum, width: 0.2)
    }
    #expect(results.allSatisfy { $0.tiers[0].breakdowns?.firstAllDownSeconds != nil })
  }

  @Test(arguments: [Discipline.preemptiveLifo, .processorSharing, .preemptivePriority([.claim])])
  func `interrupted orders stand still as well`(discipline: Discipline) {
    // Exponential service: the number does not depend on the order.
    let (load, xi, eta) = (0.5, 0.1, 0.4)
    let results = base.results(
      base.station(load: load, discipline: discipline) {
        $0.breakdowns = breakdowns(1 / xi, 1 / eta)
      })
    let number = (load + load * xi / ((xi + eta) * (xi + eta))) / (eta / (xi + eta) - load)
    expect("number", results.estimate { $0.tiers[0].meanInTier }, is: number)
  }

  // MARK: Expired work

  @Test(arguments: [ExpiredWork.skip, .cancel])
  func `work that nobody waits for is not done`(expired: ExpiredWork) {
    let timeout = 0.004
    let served = base.results(base.station(load: 1.5, seconds: 20, timeout: timeout))
    let results = base.results(
      base.station(load: 1.5, seconds: 20, timeout: timeout) { $0.expiredWork = expired })
    for (plain, result) in zip(served, results) {
      #expect(result.tiers[0].failed["timed out"] ?? 0 > 0)
      // Serving all, an overloaded station ends up serving nobody in time.
      #expect((plain.requests["claim"]?.toldYes ?? 0) * 10 < result.requests["claim"]?.toldYes ?? 0)
    }
    if expired == .cancel {
      let longest = results.compactMap(\.tiers[0].sojournMilliseconds.max).max() ?? 0
      #expect(longest <= 4)
      #expect(
        results.allSatisfy {
          // Nothing is on its way: what the tier dropped, the clients gave up.
          $0.tiers[0].failed["timed out"] == $0.requests["claim"]?.gaveUp
        })
    }
  }

  // MARK: Probes

  @Test func `probes see the number at an instant`() {
    var builder = base.station(load: 0.5, seconds: 8) { $0.states = 3 }
    builder.scenario.warmup = .zero
    builder.scenario.probes = (1...4000).map { .seconds(Double($0) * 0.002) }
    let result = run(builder.scenario)
    let computed = ManagedStationTests().station(load: 0.5, seconds: 8)
    var plain = computed
    plain.scenario.warmup = .zero
    plain.scenario.probes = builder.scenario.probes
    #expect(run(plain.scenario).probes == result.probes)
    #expect(result.probes.count == 4000)
    #expect(result.probes.last?.inTier == [result.tiers[0].inFlightAtEnd])
    let mean = result.probes.reduce(0) { $0 + Double($1.inTier[0]) } / 4000
    #expect(abs(mean - result.tiers[0].meanInTier) < 0.15)
    #expect(result.probes.allSatisfy { $0.nodesUp == [1] })
  }

  @Test func `probes count nodes that have crashed or are broken`() {
    var builder = base.station(load: 0.5, nodes: 3, seconds: 10)
    builder.fault(.crash(Fault.NodeSelection(tier: 0, nodes: [1])), at: 2, lasts: 2)
    builder.scenario.probes = [1, 2, 3, 4, 5].map { .seconds($0) }
    let result = run(builder.scenario)
    #expect(result.probes.map(\.nodesUp) == [[3], [2], [2], [3], [3]])
  }
}
