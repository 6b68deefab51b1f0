import HTTP2Transport
import Testing

@Suite struct `Protocol sniffer` {
  @Test(arguments: [
    ("", ProtocolSniffer.Verdict.undecided), ("P", .undecided), ("PRI * HTTP/2.0\r", .undecided),
    ("PRI * HTTP/2.0\r\n", .http2), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .http2),
    ("\u{16}", .tls), ("GET", .http1), ("PUT", .http1), ("POST /", .http1),
    ("PRI * HTTP/1.1\r\n", .http1), ("\0", .http1),
  ])
  func `the first bytes tell what is spoken`(
    _ text: String, _ verdict: ProtocolSniffer.Verdict
  ) {
    #expect(ProtocolSniffer.verdict(on: Array(text.utf8)) == verdict)
  }
}
