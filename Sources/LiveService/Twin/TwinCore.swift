import ClusterModel
import ScenarioTypes

/// The twin without sockets and clocks: requests in at instants of simulated time, answers out at
/// theirs. `Token` is whatever the answer is given to.
///
/// One thread. `ask` takes a request, `advance` lets time go on, `deliver` gives out what is due.
package struct TwinCore<Token: Sendable>: ~Copyable {
  private var simulation: InteractiveSimulation
  private var packets: TwinPackets
  private var due = DueAnswers()
  private var completions: [ExternalCompletion] = []
  /// Requests under way, by ticket - 1; nil: the number is free.
  private var pending: [Pending?] = []
  private var freeTickets: [UInt64] = []
  /// Answers given, by status.
  package private(set) var answers: [Int: UInt64] = [:]

  private struct Pending {
    /// Nil: the twin itself asked.
    var token: Token?
    var packet: UInt64
    var member: UInt16
    /// A member without a name: its turn comes back when its open fails.
    var isNameless: Bool
    var completion: ExternalCompletion?
  }

  /// - Parameter packetLimit: the newest so many packets are kept.
  package init(_ simulation: consuming InteractiveSimulation, packetLimit: Int = 1 << 20) {
    self.simulation = simulation
    packets = TwinPackets(limit: packetLimit)
  }

  /// Simulated time reached, in nanoseconds.
  package var reached: Int64 { simulation.reached }
  /// The last instant of simulated time.
  package var end: Int64 { simulation.end }
  /// Nothing more can happen.
  package var isOver: Bool { simulation.isOver }
  /// Requests without an answer.
  package var underWay: Int { pending.count - freeTickets.count }
  /// Packets that can be asked for.
  package var packetCount: Int { packets.count }
  /// When the next answer known by now is due.
  package var nextDue: Int64? { due.earliest }

  package func snapshot() -> LiveSnapshot { simulation.snapshot() }
  package mutating func audit() -> LiveAudit { simulation.audit() }
  package func latencies() -> [LiveLatency] { simulation.latencies() }
  package mutating func finish() -> RunOutput { simulation.finish() }

  /// A fault begins now; see `InteractiveSimulation.inject`.
  package mutating func withSimulation<Result>(
    _ body: (inout InteractiveSimulation) -> Result
  ) -> Result { body(&simulation) }

  /// A request comes at `time`; what is no request of the cluster is answered at once.
  ///
  /// `status` and `help` are not for the core.
  package mutating func ask(_ request: TwinRequest, for token: Token?, at time: Int64)
    -> TwinAnswer?
  {
    let answer =
      switch request {
      case .send(let shares, let cents): send(shares, cents, token, time)
      case .claim(let packet, let member): claim(packet, member, token, time)
      case .claimAny: claimAny(token, time)
      case .open(let packet, let member): open(packet, member, token, time)
      case .status, .help: TwinAnswer.error(404, "no such path")
      }
    if let answer { answers[answer.status, default: 0] += 1 }
    return answer
  }

  /// Lets time go on; the answers known by then are remembered until they are due.
  package mutating func advance(to time: Int64) {
    simulation.advance(to: time)
    simulation.drainCompletions(into: &completions)
    for completion in completions {
      pending[Int(completion.ticket) - 1]?.completion = completion
      due.add(DueAnswers.Entry(time: completion.time, ticket: completion.ticket))
    }
  }

  /// Gives out what is due at `now`: the token, the answer, and when it was due.
  package mutating func deliver(through now: Int64, _ give: (Token, TwinAnswer, Int64) -> Void) {
    while let entry = due.take(through: now) {
      let place = Int(entry.ticket) - 1
      guard let done = pending[place], let completion = done.completion else { continue }
      pending[place] = nil
      freeTickets.append(entry.ticket)
      let answer = conclude(done, completion)
      guard let token = done.token else { continue }
      answers[answer.status, default: 0] += 1
      give(token, answer, entry.time)
    }
  }

  /// Gives up on everything under way: the run is over.
  package mutating func abandon(_ give: (Token, TwinAnswer) -> Void) {
    for place in pending.indices {
      guard let token = pending[place]?.token else { continue }
      give(token, .error(503, "the twin is shutting down"))
      pending[place] = nil
      freeTickets.append(UInt64(place + 1))
    }
  }

  /// Creates packets of `shares` shares and a yuan each before anybody asks, a thousand a simulated
  /// second, and lets time go on until all have been answered.
  package mutating func fill(packets count: Int, shares: Int) {
    for number in 0..<count {
      let cents = Int64(shares) * 100
      _ = ask(.send(shares: shares, cents: cents), for: nil, at: reached)
      if number % 10 == 9 { settle(10_000_000) }
    }
    while underWay > 0 && !isOver { settle(10_000_000) }
  }

  private mutating func settle(_ span: Int64) {
    advance(to: reached + span)
    deliver(through: reached) { _, _, _ in }
  }

  // MARK: Asking

  private mutating func send(
    _ shares: Int, _ cents: Int64, _ token: Token?, _ time: Int64
  ) -> TwinAnswer? {
    let ticket = takeTicket()
    do throws(RequestRefusal) {
      let handle = try simulation.createPacket(
        shares: shares, cents: cents, ticket: ticket, at: time)
      let (number, forgotten) = packets.add(handle, shares: shares, cents: cents)
      if let forgotten { simulation.forget(forgotten) }
      pending[Int(ticket) - 1] = Pending(
        token: token, packet: number, member: 0, isNameless: true)
      return nil
    } catch {
      freeTickets.append(ticket)
      return Self.answer(to: error)
    }
  }

  private mutating func claimAny(_ token: Token?, _ time: Int64) -> TwinAnswer? {
    guard let place = packets.next() else {
      return .error(404, "there is no packet; POST /packets first")
    }
    return claim(at: place, member: nil, name: nil, token, time)
  }

  private mutating func claim(
    _ number: UInt64, _ who: TwinRequest.TwinMember?, _ token: Token?, _ time: Int64
  ) -> TwinAnswer? {
    guard let place = packets.place(of: number), packets[place].isSent else {
      return TwinRouter.unknownPacket
    }
    switch who {
    case nil: return claim(at: place, member: nil, name: nil, token, time)
    case .number(let member)?:
      guard Int(member) < packets[place].members else { return TwinRouter.unknownMember }
      return claim(at: place, member: member, name: nil, token, time)
    case .name(let name)?:
      return claim(at: place, member: packets[place].names[name], name: name, token, time)
    }
  }

  private mutating func claim(
    at place: Int, member: UInt16?, name: String?, _ token: Token?, _ time: Int64
  ) -> TwinAnswer? {
    let ticket = takeTicket()
    do throws(RequestRefusal) {
      let number = try simulation.claim(
        packets[place].handle, member: member, ticket: ticket, at: time)
      if let name, member == nil { packets[place].names[name] = number }
      packets[place].members = max(packets[place].members, Int(number) + 1)
      pending[Int(ticket) - 1] = Pending(
        token: token, packet: packets[place].number, member: number,
        isNameless: name == nil && member == nil)
      return nil
    } catch {
      freeTickets.append(ticket)
      return Self.answer(to: error)
    }
  }

  private mutating func open(
    _ number: UInt64, _ who: TwinRequest.TwinMember?, _ token: Token?, _ time: Int64
  ) -> TwinAnswer? {
    guard let place = packets.place(of: number), packets[place].isSent else {
      return TwinRouter.unknownPacket
    }
    let member: UInt16?
    switch who {
    case nil: member = packets[place].nextToOpen()
    case .number(let number)?: member = number
    case .name(let name)?: member = packets[place].names[name]
    }
    guard let member, let hasOpened = packets[place].admitted[member] else {
      return .error(409, who == nil ? "no admitted member waits to open" : "not admitted")
    }
    let ticket = takeTicket()
    do throws(RequestRefusal) {
      try simulation.open(
        packets[place].handle, member: member, isRetry: hasOpened, ticket: ticket, at: time)
      packets[place].admitted[member] = true
      pending[Int(ticket) - 1] = Pending(
        token: token, packet: number, member: member, isNameless: who == nil)
      return nil
    } catch {
      freeTickets.append(ticket)
      return Self.answer(to: error)
    }
  }

  private mutating func takeTicket() -> UInt64 {
    if let ticket = freeTickets.popLast() { return ticket }
    pending.append(nil)
    return UInt64(pending.count)
  }

  private static func answer(to refusal: RequestRefusal) -> TwinAnswer {
    switch refusal {
    case .unknownPacket: TwinRouter.unknownPacket
    case .badAmount:
      .error(400, "shares are 1 to 60000, amount_cents one a share to 2000000000")
    case .noWay: .error(404, "the scenario has no way for this kind of request")
    case .afterTheEnd: .error(503, "the simulation is over")
    }
  }

  // MARK: Answering

  /// The answer to a request that has ended, after the twin has learned from it.
  private mutating func conclude(
    _ done: Pending, _ completion: ExternalCompletion
  ) -> TwinAnswer {
    let place = packets.place(of: done.packet)
    switch completion.kind {
    case .send:
      guard completion.verdict == .served else {
        // It may be there all the same, but nobody has heard of its number.
        if let place { simulation.forget(packets[place].handle) }
        return .refusal(completion.verdict)
      }
      guard let place else { return TwinRouter.unknownPacket }
      packets[place].isSent = true
      return TwinAnswer(
        201,
        "{\"packet\":\(done.packet),\"shares\":\(packets[place].shares),"
          + "\"amount_cents\":\(packets[place].cents)}")
    case .claim:
      guard completion.verdict == .served else { return .refusal(completion.verdict) }
      if let place, packets[place].admitted[done.member] == nil {
        packets[place].admitted[done.member] = false
        packets[place].waiting.append(done.member)
      }
      return TwinAnswer(
        200, "{\"packet\":\(done.packet),\"admitted\":true,\"member\":\(done.member)}")
    case .open:
      guard completion.verdict == .served else {
        if let place, done.isNameless, TwinAnswer.status(of: completion.verdict) != 410 {
          packets[place].admitted[done.member] = false
          packets[place].waiting.append(done.member)
        }
        return .refusal(completion.verdict)
      }
      return TwinAnswer(
        200,
        "{\"packet\":\(done.packet),\"member\":\(done.member),"
          + "\"amount_cents\":\(completion.cents)}")
    }
  }
}
