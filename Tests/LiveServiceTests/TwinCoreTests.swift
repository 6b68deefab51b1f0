import ClusterModel
import LiveService
import Quantities
import ScenarioTypes
import TestSupport
import Testing

/// The twin in simulated time: whole lives of packets.
@Suite struct `The twin without sockets` {
  /// A twin of a small cluster, and what it has answered.
  private final class Bench {
    var core: TwinCore<Int>
    var answers: [Int: (answer: TwinAnswer, time: Int64)] = [:]
    private var next = 0

    init(packetLimit: Int = 1000, change: (inout Scenario) -> Void = { _ in }) throws {
      var builder = ScenarioBuilder.redPackets(seconds: 600)
      builder.packets(sends: .steady(10), timeout: 1)
      change(&builder.scenario)
      var options = InteractiveSimulation.Options()
      options.acceptsRequests = true
      options.background = 0
      core = TwinCore(
        try InteractiveSimulation(
          LoadedScenario(
            scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
            parameters: [], warnings: []), options: options, toolVersion: "0"),
        packetLimit: packetLimit)
    }

    /// Asks, and lets two seconds go by.
    func ask(_ request: TwinRequest) -> TwinAnswer? {
      let token = put(request)
      wait(2)
      return answers[token]?.answer
    }

    /// Asks, and does not wait.
    func put(_ request: TwinRequest) -> Int {
      next += 1
      if let answer = core.ask(request, for: next, at: core.reached) {
        answers[next] = (answer, core.reached)
      }
      return next
    }

    func wait(_ seconds: Double) {
      let end = core.reached + Int64(seconds * 1e9)
      while core.reached < end {
        core.advance(to: min(core.reached + 500_000, end))
        let now = core.reached
        var given: [(Int, TwinAnswer, Int64)] = []
        core.deliver(through: now) { given.append(($0, $1, $2)) }
        for (token, answer, time) in given {
          #expect(time <= now && answers[token] == nil)
          answers[token] = (answer, time)
        }
      }
    }

    var violations: [String] { core.audit().violations }
  }

  private func text(_ answer: TwinAnswer?) -> String {
    answer.map { "\($0.status) " + String(decoding: $0.body.dropLast(), as: UTF8.self) } ?? "none"
  }

  @Test func `a packet is sent, claimed and opened to the cent`() throws {
    let bench = try Bench()
    #expect(
      text(bench.ask(.send(shares: 2, cents: 500)))
        == #"201 {"packet":1,"shares":2,"amount_cents":500}"#)
    #expect(
      text(bench.ask(.claim(packet: 1, member: nil)))
        == #"200 {"packet":1,"admitted":true,"member":0}"#)
    #expect(
      text(bench.ask(.claim(packet: 1, member: nil)))
        == #"200 {"packet":1,"admitted":true,"member":1}"#)
    #expect(text(bench.ask(.claim(packet: 1, member: nil))) == #"410 {"rejected":"sold out"}"#)
    let first = text(bench.ask(.open(packet: 1, member: .number(1))))
    let second = text(bench.ask(.open(packet: 1, member: nil)))
    #expect(first.hasPrefix(#"200 {"packet":1,"member":1,"amount_cents":"#))
    #expect(second.hasPrefix(#"200 {"packet":1,"member":0,"amount_cents":"#))
    let cents = [first, second].compactMap {
      $0.split(separator: ":").last.flatMap { Int($0.dropLast()) }
    }
    #expect(cents.count == 2 && cents.reduce(0, +) == 500)
    #expect(bench.ask(.open(packet: 1, member: nil))?.status == 409)
    #expect(text(bench.ask(.open(packet: 1, member: .number(1)))) == first)
    #expect(bench.violations == [])
    #expect(bench.core.audit().money.settledCents == 500)
    #expect(bench.core.underWay == 0)
  }

  @Test func `a member with a name has one share, however often it asks`() throws {
    let bench = try Bench()
    _ = bench.ask(.send(shares: 3, cents: 300))
    let claim = TwinRequest.claim(packet: 1, member: .name("ann"))
    let answer = text(bench.ask(claim))
    #expect(answer == #"200 {"packet":1,"admitted":true,"member":0}"#)
    #expect(text(bench.ask(claim)) == answer)
    let open = TwinRequest.open(packet: 1, member: .name("ann"))
    let paid = text(bench.ask(open))
    #expect(paid.hasPrefix("200 "))
    #expect(text(bench.ask(open)) == paid)
    #expect(bench.ask(.open(packet: 1, member: .name("bob")))?.status == 409)
    #expect(bench.core.audit().money.settlements == 1)
    #expect(bench.violations == [])
  }

  @Test func `what is not there is 404, and what cannot be 400`() throws {
    let bench = try Bench()
    #expect(bench.ask(.claim(packet: 1, member: nil))?.status == 404)
    #expect(bench.ask(.claimAny)?.status == 404)
    #expect(bench.ask(.send(shares: 5, cents: 4))?.status == 400)
    #expect(bench.ask(.send(shares: 0, cents: 4))?.status == 400)
    _ = bench.ask(.send(shares: 5, cents: 500))
    #expect(bench.ask(.claim(packet: 1, member: .number(0)))?.status == 404)
    #expect(bench.ask(.open(packet: 2, member: nil))?.status == 404)
    // A packet that is on its way cannot be claimed yet.
    let sent = bench.put(.send(shares: 5, cents: 500))
    let early = bench.put(.claim(packet: 2, member: nil))
    bench.wait(2)
    #expect(bench.answers[sent]?.answer.status == 201)
    #expect(bench.answers[early]?.answer.status == 404)
    #expect(bench.violations == [])
  }

  @Test func `the model's limits, queues and patience come as statuses`() throws {
    let limited = try Bench {
      $0.tiers[0].admission = Admission(rate: Rate(perSecond: 1), burst: 1)
    }
    let full = try Bench {
      $0.tiers[0].service = .constant(0.4e9)
      $0.tiers[0].queueBound = 0
      $0.tiers[0].nodes = 1
      $0.tiers[0].servers = 1
    }
    let slow = try Bench { $0.tiers[1].service = .constant(3e9) }
    for (bench, code) in [(limited, 429), (full, 503), (slow, 504)] {
      var codes: Set<Int> = []
      for _ in 0..<8 { _ = bench.put(.send(shares: 5, cents: 500)) }
      bench.wait(4)
      for (answer, _) in bench.answers.values { codes.insert(answer.status) }
      #expect(codes.contains(code) && codes.isSubset(of: [201, code]), "\(codes)")
      #expect(bench.violations == [])
    }
  }

  @Test func `answers come in the order of their times, each once`() throws {
    let bench = try Bench()
    for _ in 0..<20 { _ = bench.put(.send(shares: 10, cents: 1000)) }
    bench.wait(1)
    for _ in 0..<2000 {
      _ = bench.put(.claimAny)
      bench.wait(0.0005)
    }
    bench.wait(2)
    #expect(bench.answers.count == 2020)
    let codes = Dictionary(grouping: bench.answers.values, by: \.answer.status).mapValues(\.count)
    #expect(codes[201] == 20)
    #expect((codes[200] ?? 0) >= 200 && (codes[410] ?? 0) > 1000)
    #expect(bench.core.underWay == 0)
    let claims = bench.core.audit().requests[1]
    #expect(claims.asked == 2000 && claims.served == UInt64(codes[200] ?? 0))
  }

  @Test func `the oldest packet is forgotten when there are too many`() throws {
    let bench = try Bench(packetLimit: 3)
    for _ in 0..<10 { _ = bench.ask(.send(shares: 1, cents: 100)) }
    #expect(bench.core.packetCount == 3)
    #expect(bench.ask(.claim(packet: 7, member: nil))?.status == 404)
    #expect(bench.ask(.claim(packet: 8, member: nil))?.status == 200)
    #expect(bench.ask(.claimAny)?.status == 200)
    #expect(bench.violations == [])
    #expect(bench.core.audit().money.issuedCents == 1000)
  }

  /// Nobody.
  private struct Silence: TwinReply {
    func give(_ answer: TwinAnswer, lag: Int) {}
  }

  @Test func `a twin that is late at the end of its time does not say that it catches up`() throws {
    var builder = ScenarioBuilder.redPackets(seconds: 4)
    builder.packets(sends: .steady(10), timeout: 1)
    var options = InteractiveSimulation.Options()
    options.acceptsRequests = true
    let core = TwinCore<Silence>(
      try InteractiveSimulation(
        LoadedScenario(
          scenario: builder.scenario, file: "test.yaml", digest: "", effectiveText: "",
          parameters: [], warnings: []), options: options, toolVersion: "0"))
    // The wall is at the end after 4 us of real time; the simulation takes two thousand slices.
    let driver = TwinDriver<Silence>(speed: 1e6) { _ in }
    let summary = driver.run(core) { false }
    #expect(summary.status.simulatedSeconds == 4)
    #expect(summary.status.worstLagMilliseconds > 0.02)
    #expect(summary.violations.isEmpty)
  }
}
