import Foundation
import TestSupport
import Testing

/// `hongbao-live twin` as users and load generators meet it.
@Suite(.serialized) struct `The twin as a program` {
  private static let scenario = "\(ScenarioFixture.repository)/topologies/first-steps.yaml"

  @Test(.enabled(if: LiveProgram.path(of: "curl") != nil, "curl is not installed"))
  func `a packet lives over HTTP/2, and the books balance at the end`() throws {
    let twin = try LiveProgram(["twin", Self.scenario, "--port", "0"])
    let http2 = ["--http2-prior-knowledge"]
    let sent = try twin.curl("/packets", http2 + ["-d", #"{"shares":2,"amount_cents":888}"#])
    #expect(sent.status == 201)
    #expect(sent.body.hasPrefix(#"{"packet":1,"shares":2,"amount_cents":888}"#))
    let claims = try (0..<3).map { _ in try twin.curl("/packets/1/claims", http2 + ["-X", "POST"]) }
    #expect(claims.map(\.status) == [200, 200, 410])
    #expect(claims[2].body.contains("sold out"))
    let opens = try (0..<2).map { _ in try twin.curl("/packets/1/opens", ["-X", "POST"]) }
    #expect(opens.map(\.status) == [200, 200])
    let cents = opens.compactMap {
      $0.body.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) }
    }
    #expect(cents.reduce(0, +) == 888)
    #expect(try twin.curl("/packets/9/claims", ["-X", "POST"]).status == 404)
    let status = try twin.curl("/status", ["-i"])
    #expect(status.body.contains("x-hongbao-lag-ms:"))
    #expect(status.body.contains("\"violations\":[]"))
    let end = try twin.stop()
    #expect(end.status == 130)
    #expect(end.output.contains("3 claims, 2 served, 1 sold out, 0 in flight"))
    #expect(end.output.contains("888 issued = 888 settled + 0 refunded + 0 open"))
    #expect(end.output.contains("audit: everything balances"))
  }

  @Test(.enabled(if: LiveProgram.path(of: "h2load") != nil, "h2load is not installed"))
  func `every request of a load generator is answered by the model`() throws {
    let twin = try LiveProgram(["twin", Self.scenario, "--port", "0", "--packets", "50"])
    let folder = try TemporaryFolder()
    let body = folder.path("body")
    try "{}".write(toFile: body, atomically: true, encoding: .utf8)
    let load = try ProcessRunner(
      "/usr/bin/env",
      ["h2load", "-n", "2000", "-c", "4", "-m", "20", "-d", body, twin.url + "/claims"]
    ).run()
    #expect(load.output.contains("2000 total, 2000 started, 2000 done"))
    #expect(load.output.contains("0 errored, 0 timeout"))
    let end = try twin.stop()
    let line = end.output.split(separator: "\n").first { $0.contains("claims") } ?? ""
    let served = line.split(separator: ", ").dropFirst().first.flatMap {
      Int($0.prefix { $0.isNumber })
    }
    // 50 packets of 10 shares; a few more may be let through after conflicts.
    #expect(line.hasPrefix("2000 claims, ") && (500...520).contains(served ?? 0), "\(line)")
    #expect(end.output.contains("audit: everything balances"))
  }

  @Test(.enabled(if: LiveProgram.path(of: "bash") != nil, "bash is not installed"))
  func `a second Ctrl-C ends it at once`() throws {
    let twin = try LiveProgram(["twin", Self.scenario, "--port", "0"])
    let port = twin.url.split(separator: ":").last.map(String.init) ?? ""
    // A client that does not hang up: after the first Ctrl-C the twin waits for it, a second long.
    let client = try ProcessRunner(
      "/usr/bin/env",
      [
        "bash", "-c",
        "exec 3<>/dev/tcp/127.0.0.1/\(port); echo open >&2; "
          + "printf 'POST /packets HTTP/1.1\\r\\nhost: a\\r\\ncontent-length: 9\\r\\n\\r\\n1' >&3; "
          + "exec sleep 60",
      ]
    ).start()
    for _ in 0..<500 where !client.errorSoFar.contains("open") { usleep(10_000) }
    usleep(200_000)
    twin.running.send(SIGINT)
    // It was heard when one of the threads lets the next one through.
    for _ in 0..<1000 where !letsThrough(SIGINT, twin.running.process) { usleep(2_000) }
    twin.running.send(SIGINT)
    let end = try twin.running.wait(timeoutSeconds: 20)
    #expect(end.signal == SIGINT, "\(end)")
    client.send(SIGKILL)
    _ = try client.wait(timeoutSeconds: 20)
  }

  /// Whether any thread of a process does not block a signal.
  private func letsThrough(_ signal: Int32, _ process: pid_t) -> Bool {
    let tasks = "/proc/\(process)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return threads.contains { thread in
      let status = FileManager.default.contents(atPath: "\(tasks)/\(thread)/status") ?? Data()
      let blocked = String(decoding: status, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("SigBlk:") }?.split(separator: "\t").last
        .flatMap { UInt64($0, radix: 16) }
      return blocked.map { $0 & 1 << UInt64(signal - 1) == 0 } ?? false
    }
  }

  @Test func `mistakes have their exit statuses`() throws {
    func status(_ arguments: [String]) throws -> Int32? {
      try ProcessRunner(try LiveProgram.path(), arguments).run(timeoutSeconds: 60).status
    }
    #expect(try status(["twin", "missing.yaml", "--port", "0"]) == 66)
    #expect(try status(["twin", Self.scenario, "--port", "70000"]) == 64)
    #expect(try status(["twin", Self.scenario, "--port", "0", "--speed", "fast"]) == 64)
    #expect(try status(["twin", Self.scenario, "--port", "0", "--background", "2"]) == 64)
    #expect(
      try status(["twin", Self.scenario, "--port", "0", "--set", "tiers.cache.nodes=x"]) == 65)
    let theory = "\(ScenarioFixture.repository)/topologies/theory/mm1_lam0.8_mu1.yaml"
    #expect(try status(["twin", theory, "--port", "0"]) == 65)
    let twin = try LiveProgram(["twin", Self.scenario, "--port", "0"])
    let port = twin.url.split(separator: ":").last.map(String.init) ?? ""
    #expect(try status(["twin", Self.scenario, "--port", port]) == 69)
    #expect(try status(["serve", "--port", port]) == 69)
    _ = try twin.stop()
  }
}
