import LiveService
import ScenarioTypes
import Testing

/// What the twin reads and answers, without a simulation.
@Suite struct `The parts of the twin` {
  private func post(_ target: String, _ body: String = "") -> TwinRouter.Outcome {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    return TwinRouter.route(
      isPost: true, isGet: false, path: Array(parts[0].utf8)[...],
      query: parts.count > 1 ? parts[1] : nil, body: Array(body.utf8))
  }

  private func status(_ outcome: TwinRouter.Outcome) -> Int? {
    guard case .refused(let answer) = outcome else { return nil }
    return answer.status
  }

  @Test func `a request is read from its path and body`() {
    #expect(
      post("/packets", #" { "shares" : 3, "amount_cents": 1000 } "#)
        == .request(.send(shares: 3, cents: 1000)))
    #expect(post("/packets/17/claims") == .request(.claim(packet: 17, member: nil)))
    #expect(post("/packets/17/claims", "{}") == .request(.claim(packet: 17, member: nil)))
    #expect(
      post("/packets/17/claims", #"{"member":"小红\u0041"}"#)
        == .request(.claim(packet: 17, member: .name("小红A"))))
    #expect(post("/packets/17/claims?member=9") == .request(.claim(packet: 17, member: .number(9))))
    #expect(
      post("/packets/17/opens", #"{"member":4}"#)
        == .request(.open(packet: 17, member: .number(4))))
    #expect(post("/claims") == .request(.claimAny))
    // A name in the path is the same as one in the body.
    #expect(
      post("/packets/17/claims?member=%E5%B0%8F%20+1")
        == .request(.claim(packet: 17, member: .name("小 +1"))))
    #expect(
      post("/packets/17/opens?member=+9") == .request(.open(packet: 17, member: .name("+9"))))
  }

  @Test(arguments: [
    ("/packets", "", 400), ("/packets", "[]", 400), ("/packets", #"{"shares":1}"#, 400),
    ("/packets", #"{"shares":1.5,"amount_cents":10}"#, 400),
    ("/packets", #"{"shares":1,"amount_cents":10"#, 400),
    ("/packets", #"{"shares":"1","amount_cents":10}"#, 400),
    ("/packets/x/claims", "", 404), ("/packets/99999999999999999999/claims", "", 404),
    ("/packets/1/steal", "", 404), ("/packets/1/claims/2", "", 404), ("/nothing", "", 404),
    ("/packets/1/claims", #"{"member":70000}"#, 404), ("/packets/1/claims", "claim", 400),
    ("/packets/1/claims", #"{"member":"\#(String(repeating: "x", count: 201))"}"#, 400),
    ("/packets/1/claims?member=\(String(repeating: "x", count: 201))", "", 400),
    ("/packets/1/claims", #"{"member":""}"#, 400), ("/packets/1/claims?member=%zz", "", 400),
    ("/packets", #"{"\u+123":1,"shares":1,"amount_cents":10}"#, 400),
    ("/status", "", 405), ("/", "", 405),
  ])
  func `what is no request is refused`(_ target: String, _ body: String, _ code: Int) {
    #expect(status(post(target, body)) == code)
  }

  @Test func `every verdict has a status that says whether to ask again`() {
    for reason in RejectionReason.allCases {
      let code = TwinAnswer.status(of: .rejected(reason))
      #expect(reason.isFinal == [409, 410].contains(code), "\(reason): \(code)")
    }
    #expect(TwinAnswer.status(of: .rejected(.limited)) == 429)
    #expect(TwinAnswer.status(of: .rejected(.queueFull)) == 503)
    #expect(TwinAnswer.status(of: .failed(.timedOut)) == 504)
    for reason in FailureReason.allCases {
      #expect((500...504).contains(TwinAnswer.status(of: .failed(reason))))
    }
  }

  @Test func `the lag of a second is told once, and that it is over`() {
    var meter = LagMeter()
    let second: Int64 = 1_000_000_000
    #expect(meter.note(1, at: 5 * second) == nil)
    #expect(meter.note(90, at: 5 * second + 1) == nil)
    #expect(meter.milliseconds == 90)
    #expect(meter.note(2, at: 6 * second)?.contains("90 ms behind") == true)
    #expect(meter.note(2, at: 6 * second + 1) == nil)
    #expect(meter.note(1, at: 7 * second)?.contains("keeps up") == true)
    #expect(meter.note(1, at: 8 * second) == nil)
    #expect(meter.milliseconds == 1)
    #expect(meter.worst == 90 && meter.badSeconds == 1)
  }

  @Test func `a clock at half speed takes two real seconds for one`() {
    let clock = TwinClock(start: 100, speed: 0.5)
    #expect(clock.simulated(at: 100) == 0)
    #expect(clock.simulated(at: 2_000_000_100) == 1_000_000_000)
    #expect(clock.realMilliseconds(1_000_000) == 2)
  }
}
