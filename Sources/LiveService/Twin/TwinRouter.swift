/// Reads method, path, query and body of a request: what it wants of the twin, or why it is none.
package enum TwinRouter {
  package enum Outcome: Equatable {
    case request(TwinRequest)
    case refused(TwinAnswer)
  }

  /// The largest share of a packet's amount and number is the model's; here only the form counts.
  package static func route(
    isPost: Bool, isGet: Bool, path: ArraySlice<UInt8>, query: String?, body: [UInt8]
  ) -> Outcome {
    let parts = path.split(separator: UInt8(ascii: "/"))
    switch parts.count {
    case 0: return isGet ? .request(.help) : .refused(wrongMethod("GET"))
    case 1:
      if equal(parts[0], "status") {
        return isGet ? .request(.status) : .refused(wrongMethod("GET"))
      }
      if equal(parts[0], "claims") {
        return isPost ? .request(.claimAny) : .refused(wrongMethod("POST"))
      }
      if equal(parts[0], "packets") {
        return isPost ? send(body) : .refused(wrongMethod("POST"))
      }
    case 3 where equal(parts[0], "packets"):
      guard let packet = number(parts[1]) else { return .refused(unknownPacket) }
      let isClaim = equal(parts[2], "claims")
      guard isClaim || equal(parts[2], "opens") else { break }
      guard isPost else { return .refused(wrongMethod("POST")) }
      return ask(isClaim, packet, query, body)
    default: break
    }
    return .refused(.error(404, "no such path; GET / says which there are"))
  }

  /// The answer about a packet that never was, or that has been forgotten.
  package static let unknownPacket = TwinAnswer.error(404, "unknown packet")

  private static func wrongMethod(_ right: String) -> TwinAnswer {
    .error(405, "this path takes \(right) only")
  }

  private static func send(_ body: [UInt8]) -> Outcome {
    guard let json = FlatJSON(body) else { return .refused(badBody) }
    guard case .number(let shares)? = json["shares"],
      case .number(let cents)? = json["amount_cents"]
    else {
      return .refused(.error(400, "`shares` and `amount_cents` must be whole numbers"))
    }
    return .request(.send(shares: Int(clamping: shares), cents: cents))
  }

  private static func ask(
    _ isClaim: Bool, _ packet: UInt64, _ query: String?, _ body: [UInt8]
  ) -> Outcome {
    var member: TwinRequest.TwinMember?
    if !body.isEmpty {
      guard let json = FlatJSON(body) else { return .refused(badBody) }
      switch json["member"] {
      case .number(let number)?:
        guard let small = UInt16(exactly: number) else { return .refused(unknownMember) }
        member = .number(small)
      case .text(let name)?:
        guard isName(name) else { return .refused(badName) }
        member = .name(name)
      case nil: break
      }
    }
    if let query, let word = value(of: "member", in: query) {
      guard let name = PercentCoding.decoded(word), isName(name) else { return .refused(badName) }
      let isNumber = name.utf8.allSatisfy { (48...57).contains($0) }
      member = (isNumber ? UInt16(name) : nil).map { .number($0) } ?? .name(name)
    }
    return .request(
      isClaim ? .claim(packet: packet, member: member) : .open(packet: packet, member: member))
  }

  package static let unknownMember = TwinAnswer.error(
    404, "unknown member; claim without one first")
  private static let badBody = TwinAnswer.error(400, "the body is no flat JSON object")
  private static let badName = TwinAnswer.error(
    400, "a member's name has 1 to \(longestName) bytes of UTF-8")
  /// Bytes of a member's name: names are kept as long as their packet.
  private static let longestName = 200

  private static func isName(_ name: String) -> Bool {
    (1...longestName).contains(name.utf8.count)
  }

  private static func value(of name: String, in query: String) -> String? {
    for pair in query.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      if sides.count == 2, sides[0] == name { return String(sides[1]) }
    }
    return nil
  }

  private static func equal(_ part: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    part.elementsEqual(
      UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  private static func number(_ part: ArraySlice<UInt8>) -> UInt64? {
    guard !part.isEmpty, part.count <= 19 else { return nil }
    var number: UInt64 = 0
    for byte in part {
      guard (48...57).contains(byte) else { return nil }
      number = number * 10 + UInt64(byte - 48)
    }
    return number
  }
}
