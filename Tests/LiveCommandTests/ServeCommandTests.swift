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

  @Test(.enabled(if: LiveProgram.path(of: "curl") != nil, "curl is not installed"))
  func `a comparison is made by the simulator, and its report is given out`() throws {
    let folder = try TemporaryFolder()
    let server = try serve(in: folder)
    let wish =
      #"{"verb":"compare","paths":["\#(Self.topologies)/first-steps.yaml"],"replications":3,"#
      + #""variants":["more:tiers.cache.nodes=3"],"overrides":["duration=4s","warmup=1s"]}"#
    let begun = try server.curl(
      "/api/studies", ["-H", "x-hongbao-token: \(server.token)", "-d", wish])
    #expect(begun.status == 201, "\(begun.body)")
    var state = ""
    for _ in 0..<300 where !state.contains("\"phase\":\"f") {
      usleep(100_000)
      state = try server.curl("/api/study").body
    }
    #expect(state.contains("\"phase\":\"finished\""), "\(state)")
    let path = state.split(separator: "\"report\":\"").last?.prefix { $0 != "\"" } ?? ""
    #expect(path.hasPrefix("/api/results/comparisons/first-steps-"), "\(state)")
    #expect(try server.curl(String(path)).body.contains("First steps"))
    _ = try server.stop()
  }

  @Test(.enabled(if: LiveProgram.path(of: "curl") != nil, "curl is not installed"))
  func `a study does not outlive a dashboard that was killed`() throws {
    let folder = try TemporaryFolder()
    let server = try serve(in: folder)
    let wish =
      #"{"verb":"compare","paths":["\#(Self.topologies)/first-steps.yaml"],"replications":100,"#
      + #""variants":["more:tiers.cache.nodes=3"],"overrides":["duration=10min"]}"#
    let begun = try server.curl(
      "/api/studies", ["-H", "x-hongbao-token: \(server.token)", "-d", wish])
    #expect(begun.status == 201, "\(begun.body)")
    let study = try #require(Self.child(of: server.running.process))
    server.running.send(SIGKILL)
    _ = try server.running.wait(timeoutSeconds: 20)
    var isGone = false
    for _ in 0..<200 where !isGone {
      usleep(50_000)
      isGone = Self.parent(of: study) == nil
    }
    #expect(isGone)
    if !isGone { kill(study, SIGKILL) }
  }

  /// A process that `parent` has started.
  private static func child(of parent: Int32) -> Int32? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.first { self.parent(of: $0) == parent }
  }

  /// The parent of a process; nil once it is gone, though nobody may have asked how it ended.
  private static func parent(of process: Int32) -> Int32? {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    let words = text.split(separator: ")").last?.split(separator: " ") ?? []
    return words.count > 1 && words[0] != "Z" ? Int32(words[1]) : nil
  }

  @Test(.enabled(if: LiveProgram.path(of: "chromium") != nil, "chromium is not installed"))
  func `a browser shows a run under way`() throws {
    let folder = try TemporaryFolder()
    let server = try serve(in: folder)
    let run = #"{"path":"\#(Self.topologies)/first-steps.yaml","speed":1}"#
    let started = try server.curl(
      "/api/runs", ["-H", "x-hongbao-token: \(server.token)", "-d", run])
    #expect(started.status == 201)
    let page = try ProcessRunner(
      "/usr/bin/env",
      [
        "python3", "\(ScenarioFixture.repository)/Tests/LiveCommandTests/Browser/browse.py",
        try #require(LiveProgram.path(of: "chromium")), folder.path("browser"),
        "\(server.url)/#token=\(server.token)", "size:1200x900",
        // The page finds the run by itself, and what it draws is what the model has told.
        "wait:document.getElementById('title').textContent == 'First steps'",
        "wait:document.getElementById('link').textContent == 'connected'",
        "wait:document.getElementById('funnel').textContent.includes('claims: cache')",
        "wait:document.getElementById('tiles').textContent.includes('✓ balances')",
        "wait:rows.length >= 3 && document.querySelectorAll('#c-served path').length > 0",
        // By keyboard alone: pause, step, go on; then along the tabs.
        "key:p", "wait:document.getElementById('pause').textContent == 'Resume'",
        "key:s", "wait:state.phase == 'running'", "wait:state.phase == 'paused'",
        "key:p", "wait:state.phase == 'running'",
        "wait:(document.getElementById('tab-live').focus(), true)", "key:ArrowRight",
        "wait:!document.getElementById('studies').hidden", "key:ArrowRight",
        "wait:!document.getElementById('results').hidden",
        // On a small screen nothing sticks out, however long the paths are.
        "size:400x900", "key:ArrowRight", "wait:!document.getElementById('scenarios').hidden",
        "wait:document.getElementById('files').options.length > 0",
        "wait:document.documentElement.scrollWidth <= 400",
      ], environment: ["HOME": folder.root, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin"]
    ).run(timeoutSeconds: 120)
    #expect(page.status == 0, "\(page.error)")
    _ = try server.stop()
  }
}
