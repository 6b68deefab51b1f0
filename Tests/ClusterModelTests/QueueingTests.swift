import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// Single stations against closed forms. The time unit is a millisecond: a service rate of 1 is
/// 1,000 a second.
@Suite struct QueueingTests {
  /// One tier under requests of one kind.
  func station(
    load: Double, service: Distribution = .exponential(seconds: 0.001), servers: Int = 1,
    nodes: Int = 1, queue: Int? = nil, discipline: Discipline = .fifo, route: Routing = .random,
    seconds: Double = 300, process: ArrivalProcess = .poisson
  ) -> ScenarioBuilder {
    var builder = ScenarioBuilder(seconds: seconds, warmup: 10)
    let tier = builder.tier(
      "station", nodes: nodes, servers: servers, service: service, discipline: discipline,
      queue: queue, route: route)
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(load * 1000), process: process)
    return builder
  }

  func expectBalance(_ results: [RunResult]) {
    #expect(results.allSatisfy { $0.audit.violations.isEmpty })
  }

  @Test(arguments: [0.5, 0.8])
  func `M/M/1 waits, stays and works as Erlang says`(load: Double) {
    let results = runs(station(load: load, seconds: load == 0.5 ? 200 : 400), seeds: 1...8)
    expectBalance(results)
    let wait = load / (1 - load)
    expect("mean wait", results.estimate { $0.tiers[0].waitMilliseconds.mean }, is: wait)
    expect(
      "mean sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean },
      is: 1 / (1 - load))
    expect(
      "p99 of the sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.p99 },
      is: QueueingTheory.sojournQuantile(0.99, arrivals: load, service: 1), allowance: 0.008,
      width: 0.15)
    expect(
      "p99 of the wait", results.estimate { $0.tiers[0].waitMilliseconds.p99 },
      is: QueueingTheory.waitQuantile(0.99, arrivals: load, service: 1, servers: 1),
      allowance: 0.008, width: 0.15)
    expect("utilization", results.estimate { $0.tiers[0].utilization.mean }, is: load)
    expect("mean queue", results.estimate { $0.tiers[0].queueLength.mean }, is: load * wait)
    expect(
      "what the user sees", results.estimate { $0.requests["claim"]?.latencyMilliseconds.mean },
      is: 1 / (1 - load))
  }

  @Test func `the time unit does not matter`() {
    // The same draws in a world a thousand times slower: the same figures times a thousand.
    let fast = run(station(load: 0.8, seconds: 20).scenario)
    var builder = ScenarioBuilder(seconds: 20_000, warmup: 10_000)
    builder.path(.claim, [builder.tier("station", service: .exponential(seconds: 1))])
    builder.requests(rate: .steady(0.8))
    let slow = run(builder.scenario)
    #expect(fast.tiers[0].offered == slow.tiers[0].offered)
    let fastMean = fast.tiers[0].waitMilliseconds.mean ?? 0
    let slowMean = slow.tiers[0].waitMilliseconds.mean ?? 1
    #expect(abs(slowMean / fastMean / 1000 - 1) < 1e-4, "\(fastMean) ms, \(slowMean) ms")
  }

  @Test(arguments: [0.5, 0.8])
  func `M/D/1 waits half as long as M/M/1`(load: Double) {
    let results = runs(
      station(load: load, service: .fixed(seconds: 0.001)), seeds: 11...18)
    expect(
      "mean wait", results.estimate { $0.tiers[0].waitMilliseconds.mean },
      is: QueueingTheory.meanWait(arrivals: load, meanService: 1, squaredVariation: 0))
    let quantiles = [0.5: 3.336255957, 0.8: 10.35588679]
    expect(
      "p99 of the wait", results.estimate { $0.tiers[0].waitMilliseconds.p99 },
      is: quantiles[load] ?? 0, allowance: 0.008, width: 0.15)
  }

  @Test func `M/G/1 with lognormal service obeys Pollaczek and Khinchine`() {
    let results = runs(
      station(load: 0.7, service: .lognormal(seconds: 0.001, cv: 1), seconds: 500), seeds: 21...28)
    expect(
      "mean wait", results.estimate { $0.tiers[0].waitMilliseconds.mean },
      is: QueueingTheory.meanWait(arrivals: 0.7, meanService: 1, squaredVariation: 1))
  }

  @Test(arguments: [Routing.random, .leastOutstanding])
  func `M/M/10 waits as Erlang's C says, computed and event-driven`(route: Routing) {
    let results = runs(station(load: 8, servers: 10, route: route, seconds: 80), seeds: 31...38)
    expectBalance(results)
    expect("mean wait", results.estimate { $0.tiers[0].waitMilliseconds.mean }, is: 0.2045900754)
    expect(
      "mean sojourn", results.estimate { $0.tiers[0].sojournMilliseconds.mean }, is: 1.204590075)
    expect("mean queue", results.estimate { $0.tiers[0].queueLength.mean }, is: 1.636720603)
    expect(
      "p99 of the wait", results.estimate { $0.tiers[0].waitMilliseconds.p99 }, is: 1.855785216,
      allowance: 0.008, width: 0.15)
    expect("utilization", results.estimate { $0.tiers[0].utilization.mean }, is: 0.8)
  }

  @Test(arguments: [(0.8, 1, 5), (3.5, 4, 10)], [Routing.random, .leastOutstanding])
  func `M/M/c/K rejects what does not fit`(point: (Double, Int, Int), route: Routing) {
    let (load, servers, capacity) = point
    let results = runs(
      station(
        load: load, servers: servers, queue: capacity - servers, route: route, seconds: 150),
      seeds: 41...48)
    expectBalance(results)
    let states = QueueingTheory.finiteStates(
      arrivals: load, service: 1, servers: servers, capacity: capacity)
    let blocked = states[capacity]
    let inSystem = states.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    expect(
      "blocked",
      results.estimate {
        Double($0.tiers[0].rejected["queue full"] ?? 0) / Double($0.tiers[0].offered)
      }, is: blocked)
    expect(
      "sojourn of those accepted",
      results.estimate { $0.tiers[0].sojournMilliseconds.mean },
      is: inSystem / (load * (1 - blocked)))
    expect(
      "utilization", results.estimate { $0.tiers[0].utilization.mean },
      is: load * (1 - blocked) / Double(servers))
    #expect(results.allSatisfy { $0.tiers[0].queueLength.max == Double(capacity - servers) })
  }

  static let lossServices: [Distribution] = [
    .exponential(seconds: 0.001), .fixed(seconds: 0.001), .lognormal(seconds: 0.001, cv: 2),
  ]

  @Test(arguments: lossServices, [(3.0, 3), (5.0, 10)])
  func `a loss system does not care for the law of its service`(
    service: Distribution, point: (Double, Int)
  ) {
    let (load, servers) = point
    let results = runs(
      station(load: load, service: service, servers: servers, queue: 0, seconds: 100),
      seeds: 51...58)
    expect(
      "blocked",
      results.estimate {
        Double($0.tiers[0].rejected["queue full"] ?? 0) / Double($0.tiers[0].offered)
      }, is: QueueingTheory.erlangB(load: load, servers: servers), width: 0.15)
    #expect(results.allSatisfy { $0.tiers[0].waitMilliseconds.max == 0 })
  }

  @Test func `a tandem of M/M/1 is a sum of independent stays`() {
    var builder = ScenarioBuilder(seconds: 300, warmup: 10)
    let first = builder.tier("first", service: .exponential(seconds: 0.001))
    let second = builder.tier("second", service: .exponential(seconds: 0.001 / 1.5))
    builder.path(.claim, [first, second])
    builder.requests(rate: .steady(700))
    let results = runs(builder, seeds: 61...68)
    expectBalance(results)
    expect(
      "first station", results.estimate { $0.tiers[0].sojournMilliseconds.mean }, is: 1 / 0.3)
    expect(
      "second station", results.estimate { $0.tiers[1].sojournMilliseconds.mean }, is: 1 / 0.8)
    expect(
      "both", results.estimate { $0.requests["claim"]?.latencyMilliseconds.mean },
      is: 4.583333333)
    expect(
      "p99 of both", results.estimate { $0.requests["claim"]?.latencyMilliseconds.p99 },
      is: 16.91698093, allowance: 0.008, width: 0.15)
  }

  @Test(arguments: [Discipline.lifo, .random])
  func `the order of service moves the variance, not the mean`(discipline: Discipline) {
    let fifo = runs(station(load: 0.8, seconds: 200), seeds: 71...78)
    let other = runs(station(load: 0.8, discipline: discipline, seconds: 200), seeds: 71...78)
    expectBalance(other)
    let wait = other.estimate { $0.tiers[0].waitMilliseconds.mean }
    expect("mean wait", wait, is: 4)
    // The same arrivals and the same work: the same mean wait, run by run (but for the edges).
    for (left, right) in zip(fifo, other) {
      let difference =
        (right.tiers[0].waitMilliseconds.mean ?? 0) / (left.tiers[0].waitMilliseconds.mean ?? 1)
      // Service times belong to requests, so a different order gives a different pairing.
      #expect(abs(difference - 1) < 0.2)
      #expect(left.tiers[0].offered == right.tiers[0].offered)
    }
    let fifoTail = fifo.estimate { $0.tiers[0].waitMilliseconds.p999 }
    let tail = other.estimate { $0.tiers[0].waitMilliseconds.p999 }
    #expect(tail.mean > 1.2 * fifoTail.mean, "p999 \(tail), first in first out \(fifoTail)")
  }

  @Test func `looking at queues beats chance`() {
    func wait(_ route: Routing) -> Double {
      runs(
        station(load: 7.2, nodes: 8, route: route, seconds: 60), seeds: 81...84
      ).estimate { $0.tiers[0].waitMilliseconds.mean }.mean
    }
    let random = wait(.random)
    let inTurn = wait(.roundRobin)
    let two = wait(.powerOfD(2))
    let shortest = wait(.leastOutstanding)
    // Random: M/M/1 at 0.9, 9 ms. In turn: E8/M/1, 4.78 ms. The best of all nodes is best.
    #expect(abs(random - 9) < 1.5, "\(random)")
    #expect(abs(inTurn - 4.780712906) < 0.8, "\(inTurn)")
    #expect(shortest < two && two < inTurn, "\(shortest) \(two) \(inTurn) \(random)")
  }

  @Test func `round robin is an Erlang arrival stream at each node`() {
    let results = runs(station(load: 1.6, nodes: 2, route: .roundRobin), seeds: 91...98)
    expect(
      "mean wait", results.estimate { $0.tiers[0].waitMilliseconds.mean }, is: 2.843979767)
  }

  @Test func `the shortest of two queues is as good as the numbers say`() {
    // M/M/2 bounds the shorter queue from below, two separate M/M/1 from above.
    let results = runs(station(load: 1.6, nodes: 2, route: .leastOutstanding), seeds: 101...104)
    let sojourn = results.estimate { $0.tiers[0].sojournMilliseconds.mean }.mean
    #expect(sojourn > 2.777777778 && sojourn < 5, "\(sojourn)")
  }
}
