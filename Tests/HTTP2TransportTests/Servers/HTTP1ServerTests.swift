import Glibc
import HTTP2Transport
import Testing

@Suite(.serialized) struct `A server spoken to in HTTP/1.1` {
  /// Starts a server, lets `body` use it, and shuts it down.
  private func withServer(
    _ change: (inout TransportConfiguration) -> Void = { _ in },
    _ body: (TransportServer, ScriptedHandler) throws -> Void
  ) throws {
    var configuration = TransportConfiguration()
    change(&configuration)
    let handler = ScriptedHandler()
    let server = try TransportServer(configuration, handler: handler)
    defer { server.shutDown() }
    try body(server, handler)
  }

  /// Asks again and again until something holds, or ten seconds are over.
  private func eventually(_ holds: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
      if holds() { return true }
      usleep(5000)
    }
    return false
  }

  @Test func `requests on one connection are answered in order`() throws {
    try withServer { server, handler in
      let client = try PlainClient(port: server.port)
      client.send(
        "GET /later?a=b HTTP/1.1\r\nhost: me\r\n\r\n"
          + "POST /x HTTP/1.1\r\nhost: me\r\ncontent-length: 2\r\n\r\nhi"
          + "HEAD /x HTTP/1.1\r\nhost: me\r\n\r\n"
          + "GET /none HTTP/1.1\r\nhost: me\r\nconnection: close\r\n\r\n")
      let answers = client.readToEnd()
      let lines = answers.split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.filter { $0.hasPrefix("HTTP/1.1 200 OK") || $0.hasPrefix("hello") }.count == 2)
      #expect(answers.contains("later"))
      #expect(!answers.contains("twice"))
      #expect(answers.contains("helloHTTP/1.1 200 OK\r\n"))
      #expect(answers.hasSuffix("\r\nconnection: close\r\n\r\n"))
      #expect(answers.contains("HTTP/1.1 204 No Content\r\n"))
      #expect(
        handler.seen == [
          .init(method: .get, path: "/later", query: "a=b", authority: "me", body: ""),
          .init(method: .post, path: "/x", query: nil, authority: "me", body: "hi"),
          .init(method: .head, path: "/x", query: nil, authority: "me", body: ""),
          .init(method: .get, path: "/none", query: nil, authority: "me", body: ""),
        ])
    }
  }

  @Test func `a stream comes in chunks, from any thread, until it is finished`() throws {
    try withServer { server, handler in
      let client = try PlainClient(port: server.port)
      client.send("GET /stream HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(client.read(until: "4\r\none \r\n").contains("transfer-encoding: chunked"))
      let stream = try #require(handler.stream)
      stream.send(Array("two".utf8))
      #expect(client.read(until: "3\r\ntwo\r\n") == "3\r\ntwo\r\n")
      stream.sendSnapshot(Array("three".utf8))
      #expect(client.read(until: "three\r\n") == "5\r\nthree\r\n")
      stream.finish()
      #expect(client.read(until: "0\r\n\r\n") == "0\r\n\r\n")
      #expect(eventually { handler.closed == 1 && !stream.isOpen })
      // The connection goes on.
      client.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(client.read(until: "hello").hasSuffix("hello"))
    }
  }

  @Test func `a client that leaves closes its stream`() throws {
    try withServer { server, handler in
      do {
        let client = try PlainClient(port: server.port)
        client.send("GET /stream HTTP/1.0\r\n\r\n")
        #expect(client.read(until: "one ").hasSuffix("\r\n\r\none "))
      }
      #expect(eventually { handler.closed == 1 })
      #expect(handler.stream?.isOpen == false)
    }
  }

  @Test func `a client that waits for leave to send its body gets it`() throws {
    try withServer { server, handler in
      let client = try PlainClient(port: server.port)
      client.send(
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\nexpect: 100-continue\r\n\r\n")
      #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      client.send("abc")
      #expect(client.read(until: "hello").hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(handler.seen.map(\.body) == ["abc"])
    }
  }

  @Test(arguments: [
    ("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 101\r\n\r\n", "413", Refusal.bodyTooLarge),
    ("GET /\(String(repeating: "x", count: 400)) HTTP/1.1\r\n", "431", .headersTooLarge),
    ("BREW COFFEE\r\n\r\n", "400", .protocolError),
  ])
  func `what is refused is answered, counted, and ends the connection`(
    _ text: String, _ status: String, _ refusal: Refusal
  ) throws {
    try withServer {
      $0.limits.bodyBytes = 100
      $0.limits.headerListBytes = 300
    } _: { server, handler in
      let client = try PlainClient(port: server.port)
      client.send(text)
      #expect(client.readToEnd().hasPrefix("HTTP/1.1 \(status) "))
      #expect(server.refusals == [refusal: 1])
      #expect(handler.seen.isEmpty)
    }
  }

  @Test func `bodies of all clients together have a limit`() throws {
    try withServer {
      $0.limits.allBodiesBytes = 1000
    } _: { server, _ in
      let head = "POST /silent HTTP/1.1\r\nhost: a\r\ncontent-length: 600\r\n\r\n"
      let body = String(repeating: "x", count: 600)
      let first = try PlainClient(port: server.port, timeoutSeconds: 3)
      first.send(head + body)
      let second = try PlainClient(port: server.port, timeoutSeconds: 3)
      second.send(head + body)
      // Which of them comes too late is for the loops to say.
      let answers = [first.readToEnd(), second.readToEnd()]
      #expect(answers.filter { $0.hasPrefix("HTTP/1.1 503 ") }.count == 1, "\(answers)")
      #expect(server.refusals == [.bodiesTooLarge: 1])
    }
  }

  @Test func `answers that nobody takes have a limit together`() throws {
    try withServer {
      $0.limits.allAnswersBytes = 20 << 20
      $0.eventLoops = 1
    } _: { server, _ in
      let request = "GET /large HTTP/1.1\r\nhost: a\r\n\r\n"
      do {
        let first = try PlainClient(port: server.port)
        let second = try PlainClient(port: server.port)
        first.send(request)
        second.send(request)
        let heads = [first.readSome(), second.readSome()]
        #expect(heads.filter { $0.hasPrefix("HTTP/1.1 200 ") }.count == 1)
        #expect(heads.filter { $0.hasPrefix("HTTP/1.1 503 ") }.count == 1)
        #expect(server.refusals == [.answersTooLarge: 1])
      }
      // Those who are gone hold nothing any longer.
      var head = ""
      for _ in 0..<100 where !head.hasPrefix("HTTP/1.1 200 ") {
        usleep(20_000)
        let next = try PlainClient(port: server.port)
        next.send(request)
        head = next.readSome()
      }
      #expect(head.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test(arguments: ["connections", "connectionsPerAddress"])
  func `a newcomer takes the place of the client that was idle for longest`(limit: String) throws {
    try withServer {
      _ = $0.limits.set(limit, to: 2)
    } _: { server, _ in
      let busy = try PlainClient(port: server.port)
      busy.send("GET /silent HTTP/1.1\r\nhost: a\r\n\r\n")
      usleep(50_000)
      let idle = try PlainClient(port: server.port)
      usleep(50_000)
      let newcomer = try PlainClient(port: server.port)
      newcomer.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(newcomer.read(until: "hello").hasSuffix("hello"))
      #expect(idle.readToEnd().isEmpty)
      #expect(server.refusals == [.evictedForANewcomer: 1])
    }
  }

  @Test func `without an idle client a newcomer is refused`() throws {
    try withServer {
      $0.limits.connectionsPerAddress = 1
    } _: { server, _ in
      let busy = try PlainClient(port: server.port)
      busy.send("GET /silent HTTP/1.1\r\nhost: a\r\n\r\n")
      usleep(50_000)
      let newcomer = try PlainClient(port: server.port)
      #expect(newcomer.readToEnd().isEmpty)
      #expect(server.refusals == [.tooManyFromOneAddress: 1])
    }
  }

  @Test func `a port that is taken is an error with its place`() throws {
    try withServer { server, handler in
      var configuration = TransportConfiguration()
      configuration.port = server.port
      let error = #expect(throws: TransportError.self) {
        _ = try TransportServer(configuration, handler: handler)
      }
      #expect(error?.operation == .listen)
      #expect(error?.subject == "127.0.0.1:\(server.port)")
    }
  }

  @Test func `shutting down ends streams, answers what runs, and returns`() throws {
    let handler = ScriptedHandler()
    let server = try TransportServer(TransportConfiguration(), handler: handler)
    let listener = try PlainClient(port: server.port)
    listener.send("GET /stream HTTP/1.1\r\nhost: a\r\n\r\n")
    _ = listener.read(until: "one \r\n")
    let idle = try PlainClient(port: server.port)
    let waiting = try PlainClient(port: server.port)
    waiting.send("GET /later HTTP/1.1\r\nhost: a\r\n\r\n")
    #expect(eventually { handler.seen.count == 2 })
    server.shutDown()
    #expect(listener.readToEnd() == "0\r\n\r\n")
    #expect(idle.readToEnd().isEmpty)
    let answer = waiting.readToEnd()
    #expect(answer.hasSuffix("later") && answer.contains("connection: close"))
    #expect(handler.closed == 1)
    #expect(throws: PlainClientError.self) { _ = try PlainClient(port: server.port) }
  }

  @Test func `a request that is never answered does not keep the server`() throws {
    var configuration = TransportConfiguration()
    configuration.limits.drainMilliseconds = 100
    let server = try TransportServer(configuration, handler: ScriptedHandler())
    let client = try PlainClient(port: server.port)
    client.send("GET /silent HTTP/1.1\r\nhost: a\r\n\r\n")
    usleep(50_000)
    server.shutDown()
    #expect(client.readToEnd().isEmpty)
  }
}
