import Foundation
import TestSupport
import Testing

/// `hongbao-live serve` as users and browsers meet it.
@Suite(.serialized) struct `The dashboard as a program` {
  private static let topologies = "\(ScenarioFixture.repository)/topologies"

  /// Starts it in a folder of its own, with the scenarios that come with the tool.
  private func serve(in folder: TemporaryFolder) throws -> LiveProgram {
    try LiveProgram(
      ["serve", "--port", "0", "--scenarios", Self.topologies, "--out", folder.path("results")],
      folder: folder.root)
  }

  @Test(.enabled(if: LiveProgram.path(of: "curl") != nil, "curl is not installed"))
  func `it shows to everybody here and changes for the token alone`() throws {
    let folder = try TemporaryFolder()
    let server = try serve(in: folder)
    #expect(try server.curl("/").body.contains("<title>Hongbao</title>"))
    #expect(try server.curl("/", ["--http2-prior-knowledge"]).status == 200)
    #expect(try server.curl("/api/scenarios").body.contains("first-steps.yaml"))
    #expect(try server.curl("/", ["-H", "host: evil.example"]).status == 403)
    #expect(try server.curl("/", ["-H", "origin: https://evil.example"]).status == 403)
    let run =
      #"{"path":"\#(Self.topologies)/first-steps.yaml","overrides":["duration=3s"]}"#
    #expect(try server.curl("/api/runs", ["-d", run]).status == 401)
    let token = ["-H", "x-hongbao-token: \(server.token)"]
    #expect(try server.curl("/api/runs", token + ["-d", run]).status == 201)
    var stored = ""
    for _ in 0..<200 where !stored.contains("report.html") {
      usleep(100_000)
      stored = try server.curl("/api/results").body
    }
    #expect(stored.contains("\"run\":\"live-seed-1-"))
    let events = try ProcessRunner(
      "/usr/bin/env",
      ["curl", "-s", "-m", "1", "-N", server.url + "/api/live?topics=rows&last=0"]
    ).run()
    #expect(events.output.contains("event: rows\ndata: {"))
    // Somebody who still listens does not hold it up.
    let listener = try ProcessRunner(
      "/usr/bin/env", ["curl", "-s", "-N", "-m", "50", server.url + "/api/live"]
    ).start()
    usleep(300_000)
    let end = try server.stop()
    #expect(end.status == 130)
    #expect(try listener.wait(timeoutSeconds: 20).signal == nil)
  }

  @Test(.enabled(if: LiveProgram.path(of: "chromium") != nil, "chromium is not installed"))
  func `a browser shows a run under way`() throws {
    let folder = try TemporaryFolder()
    let server = try serve(in: folder)
    let run = #"{"path":"\#(Self.topologies)/first-steps.yaml","speed":1}"#
    let started = try server.curl(
      "/api/runs", ["-H", "x-hongbao-token: \(server.token)", "-d", run])
    #expect(started.status == 201)
    usleep(2_500_000)
    let page = try ProcessRunner(
      "/usr/bin/env",
      [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
        "--user-data-dir=\(folder.path("browser"))", "--timeout=8000",
        "\(server.url)/#token=\(server.token)",
      ], environment: ["HOME": folder.root]
    ).run(timeoutSeconds: 90)
    #expect(page.output.contains("connected"))
    #expect(page.output.contains("<b id=\"title\">First steps</b>"))
    #expect(page.output.contains("✓ balances"))
    #expect(page.output.contains("claims: cache"))
    _ = try server.stop()
  }
}
