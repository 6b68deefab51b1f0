import Foundation
import TestSupport
import Testing

/// One port, three ways to speak to it, with curl as the client.
@Suite(.enabled(if: PeerProcess.path(of: "curl") != nil, "there is no curl"))
struct `One port` {
  private func ask(_ arguments: [String]) throws -> String {
    let curl = PeerProcess.path(of: "curl") ?? "curl"
    let options = ["-sS", "-k", "-m", "20", "-w", "%{http_version} %{http_code}"]
    return try ProcessRunner(curl, options + arguments).run().output
  }

  @Test func `HTTP/2 in clear and HTTP/1.1 are told apart`() throws {
    let server = try LiveServer()
    let address = "http://127.0.0.1:\(server.port)"
    #expect(try ask(["--http2-prior-knowledge", address + "/"]) == "2 200")
    #expect(try ask(["--http1.1", address + "/"]) == "1.1 200")
    #expect(try ask(["--http2-prior-knowledge", address + "/later"]) == "later\n2 200")
    #expect(try ask(["--http1.1", address + "/later"]) == "later\n1.1 200")
    #expect(try ask(["--http2-prior-knowledge", "-d", "hello", address]) == "5\n2 200")
    #expect(try server.stop().status == 143)
  }

  @Test(.enabled(if: PeerProcess.path(of: "openssl") != nil, "there is no openssl"))
  func `over TLS the client chooses by ALPN, and clear text is still heard`() throws {
    let folder = try TemporaryFolder()
    let files = try #require(try PeerProcess.certificate(in: folder))
    let server = try LiveServer(arguments: ["--tls", files.certificate, files.key])
    let address = "127.0.0.1:\(server.port)"
    #expect(try ask(["--http2", "https://\(address)/"]) == "2 200")
    #expect(try ask(["--http1.1", "https://\(address)/"]) == "1.1 200")
    #expect(try ask(["--no-alpn", "https://\(address)/"]) == "1.1 200")
    #expect(try ask(["--tls-max", "1.1", "https://\(address)/"]).hasSuffix(" 000"))
    #expect(try ask(["--http1.1", "http://\(address)/"]) == "1.1 200")
    let big = try ask(["--http2", "-o", folder.path("big"), "https://\(address)/bytes/3000000"])
    #expect(big == "2 200")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("big"))).count == 3_000_000)
    #expect(try server.stop().status == 143)
  }

  @Test func `a certificate that cannot be read is an error before it listens`() throws {
    let end = try LiveServer.runner(["--port", "0", "--tls", "absent.pem", "absent.pem"]).run()
    #expect(end.status == 69)
    #expect(end.error.hasPrefix("error: cannot read the certificate (absent.pem, absent.pem)"))
  }
}
