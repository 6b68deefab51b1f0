import ClusterModel
import Quantities
import Reports
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// The second door of the model: requests and faults from outside.
@Suite struct `An interactive simulation` {
  private func loaded(_ scenario: Scenario) -> LoadedScenario {
    LoadedScenario(
      scenario: scenario, file: "test.yaml", digest: "", effectiveText: "", parameters: [],
      warnings: [])
  }

  private func service() -> InteractiveSimulation.Options {
    var options = InteractiveSimulation.Options()
    options.acceptsRequests = true
    options.background = 0
    return options
  }

  private func cluster(seconds: Double = 30) -> Scenario {
    var builder = ScenarioBuilder.redPackets(seconds: seconds)
    builder.packets(sends: .steady(20), timeout: 2)
    return builder.scenario
  }

  /// Advances in steps to `seconds` and collects what is answered.
  private func collect(
    _ simulation: inout InteractiveSimulation, to seconds: Double
  ) -> [ExternalCompletion] {
    var all: [ExternalCompletion] = []
    var some: [ExternalCompletion] = []
    let target = Int64(seconds * 1e9)
    while simulation.reached < target {
      simulation.advance(to: min(simulation.reached + 1_000_000, target))
      simulation.drainCompletions(into: &some)
      all += some
    }
    return all
  }

  private func expectBalance(
    _ simulation: inout InteractiveSimulation, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let violations = simulation.audit().violations
    #expect(violations == [], sourceLocation: sourceLocation)
  }

  /// Why something was refused; nil when it was not.
  private func refusal<Result>(
    _ body: () throws(RequestRefusal) -> Result
  ) -> RequestRefusal? {
    do throws(RequestRefusal) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a run that is only stepped has the result of a plain run`() throws {
    var builder = ScenarioBuilder.redPackets(seconds: 4, seed: 5)
    builder.packets(
      sends: .steady(300), timeout: 1, tries: RetryPolicy(total: 2, backoff: .seconds(0.05)))
    builder.fault(.crash(.init(tier: 1, nodes: [2])), at: 1, lasts: 0.5)
    builder.fault(.crash(.init(tier: 3, nodes: [0])), at: 2, lasts: 0.5)
    let plain = run(builder.scenario)
    var simulation = try InteractiveSimulation(loaded(builder.scenario), toolVersion: "0")
    while !simulation.isOver { simulation.advance(to: simulation.reached + 7_654_321) }
    let stepped = simulation.finish().result
    #expect(plain.events > 10_000)
    #expect(ResultDocument.json(stepped) == ResultDocument.json(plain))
  }

  @Test func `every share is paid to the cent, and nobody gets what is gone`() throws {
    var simulation = try InteractiveSimulation(
      loaded(cluster()), options: service(), toolVersion: "0")
    let packet = try simulation.createPacket(shares: 3, cents: 1000, ticket: 1, at: 0)
    let sent = collect(&simulation, to: 1)
    #expect(sent.map(\.ticket) == [1])
    #expect(sent.first?.verdict == .served)

    var members: [UInt64: UInt16] = [:]
    for ticket in UInt64(10)..<20 {
      members[ticket] = try simulation.claim(
        packet, ticket: ticket, at: 1_000_000_000 + Int64(ticket) * 100_000_000)
    }
    let claims = collect(&simulation, to: 5)
    #expect(Set(members.values).count == 10)
    #expect(Set(claims.map(\.ticket)) == Set(10..<20))
    let winners = claims.filter { $0.verdict == .served }
    #expect(winners.count == 3)
    #expect(claims.filter { $0.verdict == .rejected(.soldOut) }.count == 7)

    for (number, winner) in winners.enumerated() {
      let member = try #require(members[winner.ticket])
      try simulation.open(
        packet, member: member, ticket: UInt64(100 + number), at: 5_000_000_000)
    }
    let opens = collect(&simulation, to: 6)
    #expect(opens.allSatisfy { $0.verdict == .served && $0.cents > 0 })
    #expect(opens.reduce(0) { $0 + $1.cents } == 1000)

    // The same member again: the same answer, and no second share.
    let again = try #require(winners.first)
    let member = try #require(members[again.ticket])
    try simulation.open(packet, member: member, isRetry: true, ticket: 200, at: 6_000_000_000)
    let repeated = collect(&simulation, to: 7)
    #expect(repeated.first?.cents == opens.first { $0.ticket == 100 }?.cents)

    let audit = simulation.audit()
    #expect(audit.violations == [])
    #expect(audit.money.settledCents == 1000)
    #expect(audit.requests.map(\.asked) == [1, 10, 4])
    #expect(audit.requests.map(\.inFlight) == [0, 0, 0])
  }

  @Test func `requests from outside balance at every instant, faults or not`() throws {
    var scenario = cluster()
    scenario.tiers[0].queueBound = 3
    scenario.tiers[3].admission = Admission(rate: Rate(perSecond: 200), burst: 10)
    var simulation = try InteractiveSimulation(
      loaded(scenario), options: service(), toolVersion: "0")
    var packets: [PacketHandle] = []
    for ticket in 1...UInt64(50) {
      packets.append(
        try simulation.createPacket(shares: 40, cents: 4000, ticket: ticket, at: 0))
    }
    var answered = collect(&simulation, to: 1).count
    simulation.inject(
      .loss(
        PlacePattern(city: "shenzhen"), PlacePattern(city: "shenzhen"),
        probability: Ratio(fraction: 0.2)), lasts: .seconds(1), text: "loss")
    simulation.inject(
      .errors(.init(tier: 1, nodes: [0, 1]), probability: Ratio(fraction: 0.5)),
      lasts: .seconds(2), text: "errors")
    var ticket: UInt64 = 1000
    var winners: [(PacketHandle, UInt16)] = []
    var members: [UInt64: (PacketHandle, UInt16)] = [:]
    var some: [ExternalCompletion] = []
    var mostInFlight: UInt64 = 0
    for step in 0..<4000 {
      let now = simulation.reached
      for packet in packets.prefix(10 + step % 7) {
        let member = try simulation.claim(packet, ticket: ticket, at: now + 1)
        members[ticket] = (packet, member)
        ticket += 1
      }
      if let (packet, member) = winners.popLast() {
        try simulation.open(packet, member: member, ticket: ticket, at: now + 2)
        ticket += 1
      }
      if step == 1500 {
        simulation.inject(.crash(.init(tier: 3, nodes: [1])), lasts: nil, text: "c")
      }
      simulation.advance(to: now + 1_000_000)
      simulation.drainCompletions(into: &some)
      answered += some.count
      for item in some where item.kind == .claim && item.verdict == .served {
        if let winner = members[item.ticket] { winners.append(winner) }
      }
      if step % 500 == 0 {
        expectBalance(&simulation)
        mostInFlight = max(
          mostInFlight, simulation.audit().requests.reduce(0) { $0 + $1.inFlight })
      }
    }
    let audit = simulation.audit()
    let asked = audit.requests.reduce(0) { $0 + $1.asked }
    let inFlight = audit.requests.reduce(0) { $0 + $1.inFlight }
    #expect(asked == UInt64(answered) + inFlight)
    #expect(mostInFlight > 0)
    let claims = audit.requests[1]
    #expect(claims.failed.keys.contains("error") && claims.failed.keys.contains("timed out"))
    #expect(audit.violations == [])
    for packet in packets { simulation.forget(packet) }
    let held = simulation.heldPackets
    #expect(held == 0)
    let unknownPacket = refusal { () throws(RequestRefusal) in
      _ = try simulation.claim(packets[0], ticket: 1, at: simulation.reached)
    }
    #expect(unknownPacket == .unknownPacket)
    let late = collect(&simulation, to: 10)
    #expect(late.count == Int(inFlight))
    let result = simulation.finish().result
    #expect(result.audit.violations == [])
  }

  @Test func `a crash from outside is felt, and lifting it heals`() throws {
    var simulation = try InteractiveSimulation(
      loaded(cluster()), options: service(), toolVersion: "0")
    let packet = try simulation.createPacket(shares: 30_000, cents: 60_000, ticket: 1, at: 0)
    _ = collect(&simulation, to: 1)
    let nodes = Array(0..<4)
    var ticket: UInt64 = 2
    var verdicts: [[ScenarioTypes.Verdict]] = []
    var fault = -1
    for phase in 0..<3 {
      if phase == 1 {
        fault = simulation.inject(.crash(.init(tier: 1, nodes: nodes)), lasts: nil, text: "c")
        let up = simulation.snapshot().tiers[1].nodesUp
        #expect(up == 0)
      }
      if phase == 2 {
        let isLifted = simulation.lift(fault)
        let up = simulation.snapshot().tiers[1].nodesUp
        #expect(isLifted && up == 4)
      }
      let now = simulation.reached
      for number in 0..<200 {
        try simulation.claim(packet, ticket: ticket, at: now + Int64(number) * 5_000_000)
        ticket += 1
      }
      verdicts.append(collect(&simulation, to: Double(now) / 1e9 + 3).map(\.verdict))
    }
    #expect(verdicts[0].allSatisfy { $0 == .served })
    #expect(verdicts[1].allSatisfy { $0 == .failed(.nodeDown) })
    #expect(verdicts[2].allSatisfy { $0 == .served })
    let isLiftedTwice = simulation.lift(fault)
    #expect(!isLiftedTwice)
    expectBalance(&simulation)
    let result = simulation.finish().result
    #expect(result.faults.map(\.text) == ["c"])
  }

  @Test func `a crash from outside takes what an event-driven station holds`() throws {
    var scenario = cluster()
    scenario.tiers[3].service = .constant(2e9)
    var options = service()
    options.duration = .seconds(60)
    var simulation = try InteractiveSimulation(
      loaded(scenario), options: options, toolVersion: "0")
    let packet = try simulation.createPacket(shares: 5, cents: 500, ticket: 1, at: 0)
    _ = collect(&simulation, to: 1)
    for ticket in UInt64(2)..<7 { try simulation.claim(packet, ticket: ticket, at: 1_000_000_000) }
    let claims = collect(&simulation, to: 1.5)
    #expect(claims.filter { $0.verdict == .served }.count == 5)
    for member in UInt16(0)..<5 {
      try simulation.open(packet, member: member, ticket: UInt64(10 + member), at: 1_500_000_000)
    }
    let early = collect(&simulation, to: 1.8)
    #expect(early.isEmpty)
    simulation.inject(.crash(.init(tier: 3, nodes: [0, 1, 2, 3])), lasts: nil, text: "c")
    let opens = collect(&simulation, to: 2)
    #expect(opens.count == 5)
    #expect(opens.allSatisfy { $0.verdict == .failed(.nodeDown) && $0.cents == 0 })
    expectBalance(&simulation)
  }

  @Test func `slowness and latency from outside change what users wait`() throws {
    var simulation = try InteractiveSimulation(
      loaded(cluster()), options: service(), toolVersion: "0")
    let packet = try simulation.createPacket(shares: 1000, cents: 60_000, ticket: 1, at: 0)
    _ = collect(&simulation, to: 1)
    var waits: [Int64] = []
    for phase in 0..<3 {
      if phase == 1 {
        simulation.inject(
          .slow(.init(tier: 0, nodes: [0, 1, 2, 3]), factor: 100), lasts: .seconds(1), text: "s")
      }
      if phase == 2 {
        let everywhere = PlacePattern(city: "shenzhen")
        simulation.inject(
          .latency(everywhere, everywhere, added: .seconds(0.1), jitter: .zero), lasts: nil,
          text: "l")
      }
      let now = simulation.reached
      try simulation.claim(packet, ticket: UInt64(phase + 2), at: now)
      let answers = collect(&simulation, to: Double(now) / 1e9 + 2)
      let answer = try #require(answers.first)
      waits.append(answer.time - now)
    }
    #expect(waits[1] > waits[0] + 3_000_000)
    // Out, back, and the round trip of the compare-and-swap: four messages.
    #expect(waits[2] > 400_000_000 && waits[2] < 420_000_000)
  }

  @Test func `a share of the background comes, and beside it the outside`() throws {
    var builder = ScenarioBuilder.redPackets(seconds: 10)
    builder.packets(sends: .steady(1000), timeout: 2)
    var options = service()
    options.background = 0.25
    options.interval = .seconds(1)
    var simulation = try InteractiveSimulation(
      loaded(builder.scenario), options: options, toolVersion: "0")
    let packet = try simulation.createPacket(shares: 1, cents: 1, ticket: 1, at: 0)
    simulation.advance(to: 5_000_000_000)
    try simulation.claim(packet, ticket: 2, at: 5_000_000_000)
    simulation.advance(to: 9_000_000_000)
    let snapshot = simulation.snapshot()
    #expect(snapshot.interval == 8)
    #expect(abs(snapshot.requests[0].firstTries - 250) < 80)
    #expect(snapshot.tiers[0].utilization > 0)
    #expect(snapshot.requests[1].p99Milliseconds ?? 0 > 0)
    let served = simulation.audit().requests[1].served
    #expect(served == 1)
    expectBalance(&simulation)
    simulation.advance(to: 10_000_000_000)
    let result = simulation.finish().result
    #expect(result.audit.violations == [])
    // The live view and the report have the same figures.
    let second = result.series.tiers[0].offered[8]
    #expect(Double(second) == snapshot.tiers[0].offered)
  }

  @Test func `what cannot be is refused`() throws {
    var simulation = try InteractiveSimulation(
      loaded(cluster(seconds: 1)), options: service(), toolVersion: "0")
    for (shares, cents) in [(0, 10), (60_001, 100_000), (10, 9), (1, 2_000_000_001)] {
      let badAmount = refusal { () throws(RequestRefusal) in
        _ = try simulation.createPacket(shares: shares, cents: Int64(cents), ticket: 1, at: 0)
      }
      #expect(badAmount == .badAmount)
    }
    let unknownPacket = refusal { () throws(RequestRefusal) in
      _ = try simulation.claim(PacketHandle(rawValue: 5), ticket: 1, at: 0)
    }
    #expect(unknownPacket == .unknownPacket)
    simulation.advance(to: 2_000_000_000)
    let isOver = simulation.isOver
    #expect(isOver)
    let afterTheEnd = refusal { () throws(RequestRefusal) in
      _ = try simulation.createPacket(shares: 1, cents: 1, ticket: 1, at: 0)
    }
    #expect(afterTheEnd == .afterTheEnd)
    var builder = ScenarioBuilder(seconds: 1)
    builder.path(.claim, [builder.tier("server", service: .constant(1e6))])
    #expect(throws: ModelError.self) {
      _ = try InteractiveSimulation(
        loaded(builder.scenario), options: service(), toolVersion: "0")
    }
  }
}
