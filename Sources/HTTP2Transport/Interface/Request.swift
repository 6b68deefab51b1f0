/// A request that has arrived in full.
public struct Request: Sendable {
  /// Which protocol carried it.
  public enum ProtocolVersion: Sendable {
    case http1, http2
  }

  /// What it wants.
  public let method: RequestMethod
  /// All fields; `:method`, `:path`, `:scheme` and `:authority` are among them, whatever carried
  /// it.
  public let headers: HeaderList
  /// What follows the fields, as long as the limits allow.
  public let body: [UInt8]
  /// Which protocol carried it.
  public let version: ProtocolVersion
  /// Whether it came over TLS.
  public let isSecure: Bool

  /// Path and query as they were sent, without a copy.
  public var target: ArraySlice<UInt8> { headers.bytes(of: ":path") ?? [] }

  /// The path before `?`, without a copy and still percent-encoded.
  public var pathBytes: ArraySlice<UInt8> {
    let target = target
    return target.firstIndex(of: UInt8(ascii: "?")).map { target[..<$0] } ?? target
  }

  /// The path before `?`, still percent-encoded.
  public var path: String { String(decoding: pathBytes, as: UTF8.self) }

  /// What follows the first `?`, still percent-encoded; nil when there is none.
  public var query: String? {
    let target = target
    return target.firstIndex(of: UInt8(ascii: "?")).map {
      String(decoding: target[target.index(after: $0)...], as: UTF8.self)
    }
  }

  /// Host and port that the client thinks it talks to.
  public var authority: String? { headers[":authority"] ?? headers["host"] }
}
