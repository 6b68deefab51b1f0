/// Tells from the first bytes of a connection what is spoken.
package enum ProtocolSniffer {
  /// What it is.
  package enum Verdict: Equatable {
    /// The bytes so far may still become the preface of HTTP/2.
    case undecided
    case tls, http2, http1
  }

  /// The first byte of a TLS record that carries a handshake (RFC 8446, 5.1).
  private static let handshakeRecord: UInt8 = 0x16
  /// The first line of HTTP/2's connection preface (RFC 9113, 3.4).
  private static let preface = Array("PRI * HTTP/2.0\r\n".utf8)

  package static func verdict(on bytes: some Collection<UInt8>) -> Verdict {
    guard let first = bytes.first else { return .undecided }
    if first == handshakeRecord { return .tls }
    guard bytes.starts(with: preface.prefix(bytes.count)) else { return .http1 }
    return bytes.count < preface.count ? .undecided : .http2
  }
}
