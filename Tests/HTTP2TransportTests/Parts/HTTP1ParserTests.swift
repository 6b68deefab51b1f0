import HTTP2Transport
import Testing

@Suite struct `HTTP/1.1 parser` {
  /// The requests of a text that comes in pieces, and the mistake that ended it.
  private static func read(
    _ text: String, pieces: Int = .max, headerBytes: Int = 2000, bodyBytes: Int = 100
  ) -> (requests: [HTTP1Request], mistake: HTTP1Mistake?) {
    var parser = HTTP1Parser(headerBytes: headerBytes, bodyBytes: bodyBytes)
    var found: [HTTP1Request] = []
    let bytes = Array(text.utf8)
    var cursor = 0
    while cursor < bytes.count {
      let end = bytes.count - cursor <= pieces ? bytes.count : cursor + pieces
      Array(bytes[cursor..<end]).withUnsafeBytes { parser.append($0) }
      cursor = end
      do {
        while let request = try parser.next() { found.append(request) }
      } catch {
        return (found, error)
      }
    }
    return (found, nil)
  }

  private static let two = """
    POST /packets?x=1 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello\
    \r\nPUT / HTTP/1.1\r\nhost:b\r\nTransfer-Encoding: Chunked\r\n\r\n\
    3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n\
    GET /last HTTP/1.0\r\n\r\n
    """

  @Test(arguments: [1, 2, 3, 5, 16, 1000])
  func `requests are read however the bytes are cut`(_ pieces: Int) throws {
    let (requests, mistake) = Self.read(Self.two, pieces: pieces)
    #expect(mistake == nil)
    try #require(requests.count == 3)
    #expect(requests[0].headers[":method"] == "POST")
    #expect(requests[0].headers[":path"] == "/packets?x=1")
    #expect(requests[0].headers["host"] == "a.example")
    #expect(String(decoding: requests[0].body, as: UTF8.self) == "hello")
    #expect(String(decoding: requests[1].body, as: UTF8.self) == "abc0123456789")
    #expect(requests[1].headers["x-trailer"] == nil)
    #expect(requests[2].isOld && !requests[2].keepsAlive)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\nhost: a\n\n", 400), ("GET / HTTP/1.1\r\nhost: a\n\r\n", 400),
    ("GET  / HTTP/1.1\r\nhost: a\r\n\r\n", 400), ("GET / HTTP/1.1 \r\nhost: a\r\n\r\n", 400),
    ("GET /\r\nhost: a\r\n\r\n", 400), ("GET a HTTP/1.1\r\nhost: a\r\n\r\n", 400),
    ("G@T / HTTP/1.1\r\nhost: a\r\n\r\n", 400), ("GET /ü HTTP/1.1\r\nhost: a\r\n\r\n", 400),
    ("GET / HTTP/2.0\r\nhost: a\r\n\r\n", 505), ("GET / JTTP/1.1\r\nhost: a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nhost : a\r\n\r\n", 400), ("GET / HTTP/1.1\r\n host: a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nhost: a\r\n b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nhost: a\rb\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nhost: a\u{0}\r\n\r\n", 400), ("GET / HTTP/1.1\r\n: a\r\n\r\n", 400),
  ])
  func `what could be read in two ways is refused`(_ text: String, _ status: Int) {
    let (requests, mistake) = Self.read(text)
    #expect(requests.isEmpty)
    #expect(mistake?.status == status)
  }

  @Test(arguments: [
    ("content-length: 1\r\ntransfer-encoding: chunked", 400),
    ("transfer-encoding: chunked\r\ntransfer-encoding: chunked", 400),
    ("transfer-encoding: gzip, chunked", 501), ("transfer-encoding: identity", 501),
    ("content-length: 1\r\ncontent-length: 1", 400), ("content-length: 1, 1", 400),
    ("content-length: +1", 400), ("content-length: -1", 400), ("content-length: 0x1", 400),
    ("content-length: 99999999999999999999", 400), ("content-length:", 400),
    ("content-length: 101", 413),
  ])
  func `a body has one length`(_ fields: String, _ status: Int) {
    let (requests, mistake) = Self.read("POST / HTTP/1.1\r\nhost: a\r\n\(fields)\r\n\r\nx")
    #expect(requests.isEmpty)
    #expect(mistake?.status == status)
  }

  @Test(arguments: [
    ("g\r\n", 400), ("\r\n", 400), ("-1\r\n", 400), ("123456789\r\n", 400), ("65\r\n", 413),
    ("1\r\nab\r\n", 400), ("1\r\na\n0\r\n\r\n", 400), ("1\n", 400),
    ("60\r\n" + String(repeating: "x", count: 0x60) + "\r\n5\r\n", 413),
    (String(repeating: "0", count: 300), 431), ("1;" + String(repeating: "x", count: 300), 431),
  ])
  func `a chunk that is wrong is refused`(_ chunks: String, _ status: Int) {
    let head = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
    let (requests, mistake) = Self.read(head + chunks)
    #expect(requests.isEmpty)
    #expect(mistake?.status == status)
  }

  @Test func `headers and trailers without end are refused at the limit`() {
    let endless = "x: " + String(repeating: "y", count: 3000)
    #expect(Self.read("GET / HTTP/1.1\r\n" + endless).mistake?.status == 431)
    #expect(Self.read(String(repeating: "G", count: 3000)).mistake?.status == 431)
    let many = String(repeating: "a:b\r\n", count: 200)
    #expect(Self.read("GET / HTTP/1.1\r\nhost: a\r\n\(many)\r\n").mistake?.status == 431)
    let trailers = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"
    let lines = String(repeating: "a: b\r\n", count: 500)
    #expect(Self.read(trailers + lines, pieces: 7).mistake?.status == 431)
  }

  @Test func `bytes that are not HTTP never crash it`() {
    var seed: UInt64 = 42
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    let parts = Array(Self.two.utf8)
    for _ in 0..<5000 {
      var bytes = Array(parts[random(parts.count)...])
      for _ in 0..<random(6) where !bytes.isEmpty {
        bytes[random(bytes.count)] = UInt8(random(256))
      }
      var parser = HTTP1Parser(headerBytes: 500, bodyBytes: 50)
      var cursor = 0
      while cursor < bytes.count {
        let end = min(bytes.count, cursor + 1 + random(40))
        Array(bytes[cursor..<end]).withUnsafeBytes { parser.append($0) }
        cursor = end
        do {
          while let request = try parser.next() { #expect(request.body.count <= 50) }
        } catch {
          break
        }
        #expect(parser.heldBytes <= 500 + 50 + 40)
      }
    }
  }
}
