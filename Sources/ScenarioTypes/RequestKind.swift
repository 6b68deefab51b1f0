/// What a request asks for.
public enum RequestKind: UInt8, CaseIterable, Hashable, Sendable, Codable {
  /// Creates a packet (包, 发).
  case send = 0
  /// Grabs a share of a packet: is anything left? (抢)
  case claim = 1
  /// Opens a grabbed share: the database transaction that decides (拆).
  case open = 2

  /// The word used in scenario files and results.
  public var name: String {
    switch self {
    case .send: "send"
    case .claim: "claim"
    case .open: "open"
    }
  }
}
