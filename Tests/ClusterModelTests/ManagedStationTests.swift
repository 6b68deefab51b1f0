import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Managed stations against closed forms. The time unit is a millisecond.
@Suite struct ManagedStationTests {
  /// One tier under Poisson requests, changed by `edit`.
  func station(
    load: Double, service: Distribution = .exponential(seconds: 0.001), servers: Int = 1,
    nodes: Int = 1, queue: Int? = nil, discipline: Discipline = .fifo, seconds: Double = 100,
    timeout: Double? = nil, _ edit: (inout Tier) -> Void = { _ in }
  ) -> ScenarioBuilder {
    var builder = ScenarioBuilder(seconds: seconds, warmup: 5)
    let tier = builder.tier(
      "station", nodes: nodes, servers: servers, service: service, discipline: discipline,
      queue: queue)
    edit(&builder.scenario.tiers[tier])
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(load * 1000), timeout: timeout)
    return builder
  }

  func results(_ builder: ScenarioBuilder) -> [RunResult] {
    let results = runs(builder, seeds: 1...6)
    for result in results {
      #expect(result.audit.violations == [])
      #expect(Laws.broken(by: result) == [])
      #expect(result.tiers.allSatisfy { $0.little.relativeError == 0 })
    }
    return results
  }

  @Test(arguments: [1, 3], [nil, 4])
  func `a managed station gives the figures of a computed one`(servers: Int, queue: Int?) {
    let load = 0.8 * Double(servers)
    let computed = run(
      station(load: load, servers: servers, queue: queue, seconds: 20).scenario)
    let managed = run(
      station(load: load, servers: servers, queue: queue, seconds: 20) { $0.states = 5 }.scenario)
    var tier = managed.tiers[0]
    #expect(tier.states != nil)
    tier.states = nil
    #expect(tier == computed.tiers[0])
    #expect(managed.requests == computed.requests)
    #expect(managed.series == computed.series)
  }

  @Test(arguments: [Discipline.preemptiveLifo, .processorSharing])
  func `interrupting or sharing leaves the mean of M/M/1`(discipline: Discipline) {
    let results = results(station(load: 0.8, discipline: discipline))
    expect("sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean }, is: 5)
    expect("number", results.estimate { $0.tiers[0].meanInTier }, is: 4)
    expect("busy", results.estimate { $0.tiers[0].meanBusyServers }, is: 0.8)
  }

  @Test(arguments: [Discipline.preemptiveLifo, .processorSharing])
  func `they do not care for the law of the service`(discipline: Discipline) {
    let results = results(
      station(load: 0.7, service: .lognormal(seconds: 0.001, cv: 2), discipline: discipline))
    expect("sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean }, is: 1 / 0.3)
  }

  @Test func `three servers shared are M/M/3`() {
    let results = results(station(load: 2.4, servers: 3, discipline: .processorSharing))
    let wait = QueueingTheory.meanWait(arrivals: 2.4, service: 1, servers: 3)
    expect("sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean }, is: wait + 1)
    expect("busy", results.estimate { $0.tiers[0].meanBusyServers }, is: 2.4)
  }

  @Test func `the last come first served of three servers keeps the number`() {
    let results = results(station(load: 2.4, servers: 3, discipline: .preemptiveLifo))
    let wait = QueueingTheory.meanWait(arrivals: 2.4, service: 1, servers: 3)
    expect("sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean }, is: wait + 1)
  }

  /// Preemptive resume, exponential service of one rate: class k stays
  /// (1/mu) / ((1 - s[k-1]) (1 - s[k])), s[k] the load of the classes up to k (Gross and Harris,
  /// "Fundamentals of Queueing Theory", section 3.4).
  @Test func `a preemptive priority is blind to the class below`() {
    var builder = station(load: 0.3, discipline: .preemptivePriority([.claim, .open]))
    builder.path(.open, [0])
    builder.requests("others", .open, rate: .steady(500))
    let results = results(builder)
    expect(
      "first", results.estimate { $0.tiers[0].kinds["claim"]?.sojournMilliseconds.mean },
      is: 1 / 0.7)
    expect(
      "second", results.estimate { $0.tiers[0].kinds["open"]?.sojournMilliseconds.mean },
      is: 1 / (0.7 * 0.2))
  }

  @Test func `each kind has its own service`() {
    var builder = station(load: 0.3) { $0.serviceByKind[.open] = .fixed(seconds: 0.0002) }
    builder.path(.open, [0])
    builder.requests("others", .open, rate: .steady(500))
    let results = results(builder)
    expect("busy", results.estimate { $0.tiers[0].meanBusyServers }, is: 0.3 + 0.1)
    // Pollaczek and Khinchine: lambda E[S^2] / 2 (1 - rho).
    expect(
      "wait", results.estimate { $0.tiers[0].waitMilliseconds.mean },
      is: (0.3 * 2 + 0.5 * 0.04) / (2 * 0.6))
  }

  /// Erlang-A: birth and death rates n mu for n <= c, then c mu + (n - c) theta (Palm 1957;
  /// Garnett, Mandelbaum, Reiman 2002).
  @Test func `who waits too long abandons`() {
    let (load, servers, theta) = (4.5, 4, 0.5)
    let results = results(
      station(load: load, servers: servers) { $0.patience = .exponential(seconds: 0.001 / theta) })
    var weights = [1.0]
    for count in 1...200 {
      let death = Double(min(count, servers)) + theta * Double(max(count - servers, 0))
      weights.append(weights[count - 1] * load / death)
    }
    let sum = weights.reduce(0, +)
    let queue = weights.enumerated().reduce(0) {
      $0 + Double(max($1.offset - servers, 0)) * $1.element / sum
    }
    let waits = weights[servers...].reduce(0, +) / sum
    expect(
      "abandoned",
      results.estimate {
        Double($0.tiers[0].failed["abandoned"] ?? 0) / Double($0.tiers[0].offered)
      }, is: theta * queue / load)
    expect("queue", results.estimate { $0.tiers[0].queueLength.mean }, is: queue)
    expect("waited", results.estimate { $0.tiers[0].waitedShare }, is: waits)
  }

  @Test func `without a bound nobody waits`() {
    let results = results(
      station(load: 20, service: .lognormal(seconds: 0.001, cv: 1), seconds: 30) {
        $0.hasUnboundedServers = true
        $0.states = 60
      })
    expect("number", results.estimate { $0.tiers[0].meanInTier }, is: 20)
    expect("variance", results.estimate { $0.tiers[0].states?.variance }, is: 20, width: 0.2)
    #expect(results.allSatisfy { $0.tiers[0].waitMilliseconds.max == 0 })
  }

  @Test func `the states of M/M/1 are geometric`() {
    let results = results(station(load: 0.6) { $0.states = 8 })
    for count in 0..<8 {
      var share = 0.4
      for _ in 0..<count { share *= 0.6 }
      expect(
        "state \(count)", results.estimate { $0.tiers[0].states?.shares[count] }, is: share,
        width: 0.2)
    }
    #expect(
      results.allSatisfy {
        abs(($0.tiers[0].states?.shares.reduce(0, +) ?? 0) - 1) < 1e-12
          && $0.tiers[0].states?.shares == $0.tiers[0].states?.nodeShares
      })
    expect(
      "variance", results.estimate { $0.tiers[0].states?.variance }, is: 0.6 / 0.16, width: 0.2)
    expect(
      "busy period", results.estimate { $0.tiers[0].states?.busyPeriodMilliseconds }, is: 2.5)
    expect("served in it", results.estimate { $0.tiers[0].states?.busyPeriodRequests }, is: 2.5)
  }

  @Test func `all disciplines do the same work`() {
    let disciplines: [Discipline] = [
      .fifo, .lifo, .random, .preemptiveLifo, .processorSharing, .preemptivePriority([.claim]),
    ]
    let periods = disciplines.map {
      run(
        station(load: 0.7, service: .fixed(seconds: 0.001), discipline: $0, seconds: 20) {
          $0.states = 3
        }.scenario
      ).tiers[0].states
    }
    // Busy periods do not depend on the order, but for the rounding of sharing.
    for other in periods.dropFirst() {
      #expect(other?.busyPeriods == periods[0]?.busyPeriods)
      let ratio =
        (other?.busyPeriodMilliseconds ?? 0) / (periods[0]?.busyPeriodMilliseconds ?? 1)
      #expect(abs(ratio - 1) < 1e-6)
    }
  }
}
