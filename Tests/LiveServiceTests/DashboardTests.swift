import Foundation
import LiveService
import ScenarioTypes
import Synchronization
import TestSupport
import Testing

/// The dashboard without sockets.
@Suite struct `The dashboard` {
  /// Notes what it hears.
  private final class Ear: LiveListener {
    private let heard = Mutex<[UInt8]>([])

    var isOpen: Bool { true }
    var text: String { heard.withLock { String(decoding: $0, as: UTF8.self) } }
    func send(_ bytes: [UInt8]) { heard.withLock { $0 += bytes } }
    func sendSnapshot(_ bytes: [UInt8]) { send(bytes) }
  }

  private static let good = """
    version: 1
    name: Small
    duration: 5s
    tiers:
      server: {operation: relay, nodes: 2, service: exponential(1ms)}
    flow: {claim: [server]}
    populations:
      users:
        requests: {kind: claim, rate: 500/s}

    """

  private func dashboard(
    _ folder: String, saved: @escaping @Sendable (FinishedRun) -> String? = { _ in "stored" }
  ) -> Dashboard {
    Dashboard(
      Dashboard.Configuration(
        scenarios: ScenarioShelf(folders: [folder]), results: ResultShelf(folder: folder),
        toolVersion: "test", commandLine: { $0.joined(separator: " ") }, save: saved))
  }

  private func ask(
    _ dashboard: Dashboard, _ method: String, _ target: String, _ body: String = ""
  ) -> (status: Int, json: Any?) {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let response = dashboard.respond(
      to: DashboardRequest(
        method: method, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
        authority: "localhost:1", body: Array(body.utf8)))
    guard case .answer(let status, _, let bytes) = response else { return (200, nil) }
    return (status, try? JSONSerialization.jsonObject(with: Data(bytes)))
  }

  private func member(_ json: Any?, _ keys: String...) -> Any? {
    keys.reduce(json) { ($0 as? [String: Any])?[$1] }
  }

  private func phase(_ dashboard: Dashboard) -> String? {
    member(ask(dashboard, "GET", "/api/run").json, "state", "phase") as? String
  }

  private func wait(_ dashboard: Dashboard, for phase: String) -> Bool {
    for _ in 0..<400 {
      if self.phase(dashboard) == phase { return true }
      usleep(50_000)
    }
    return false
  }

  @Test func `only its own pages and tools may ask, and only with the token change`() {
    let token = "0123456789abcdef"
    let rules = AccessRules(address: "127.0.0.1", port: 8080, token: token)
    func status(
      _ method: String, host: String?, origin: String? = nil, token: String? = nil
    ) -> Int? {
      rules.refusal(
        of: DashboardRequest(
          method: method, path: "/api/runs", authority: host, origin: origin, token: token))?
        .status
    }
    #expect(status("GET", host: "127.0.0.1:8080") == nil)
    #expect(status("GET", host: "LOCALHOST:8080") == nil)
    #expect(status("GET", host: "evil.example:8080") == 403)
    #expect(status("GET", host: "127.0.0.1:80") == 403)
    #expect(status("GET", host: nil) == 403)
    #expect(status("POST", host: "127.0.0.1:8080") == 401)
    #expect(status("DELETE", host: "127.0.0.1:8080", token: token + "x") == 401)
    #expect(status("POST", host: "[::1]:8080", token: token) == nil)
    #expect(
      status("POST", host: "127.0.0.1:8080", origin: "https://evil.example", token: token) == 403)
    #expect(status("POST", host: "127.0.0.1:8080", origin: "null", token: token) == 403)
    #expect(
      status("POST", host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080", token: token) == nil)
  }

  @Test func `a text has the same mistakes as its file would have`() throws {
    try ScenarioFixture.withFolder(["small.yaml": Self.good]) { folder in
      let dashboard = dashboard(folder)
      let list = ask(dashboard, "GET", "/api/scenarios").json as? [[String: Any]]
      #expect(list?.count == 1)
      #expect(list?.first?["title"] as? String == "Small")
      let path = "\(folder)/small.yaml"
      let text = Self.good.replacingOccurrences(of: "exponential", with: "exponentiall")
      let body = try JSONSerialization.data(withJSONObject: ["path": path, "text": text])
      let answer = ask(
        dashboard, "POST", "/api/validate", String(decoding: body, as: UTF8.self))
      #expect(answer.status == 200)
      #expect(member(answer.json, "valid") as? Bool == false)
      let first = (member(answer.json, "diagnostics") as? [[String: Any]])?.first
      #expect(first?["line"] as? Int == 5)
      #expect(first?["file"] as? String == path)
      #expect((first?["help"] as? String)?.contains("exponential") == true)
      #expect(ask(dashboard, "GET", "/api/scenario?path=/etc/passwd").status == 404)
      #expect(
        ask(dashboard, "GET", "/api/results/..%2F..%2Fetc/passwd/report.html").status == 404)
    }
  }

  @Test func `a run is started, stopped at a step, disturbed and brought to its end`() throws {
    try ScenarioFixture.withFolder(["small.yaml": Self.good]) { folder in
      let saved = Mutex(0)
      let dashboard = dashboard(folder) { _ in
        saved.withLock { $0 += 1 }
        return "stored"
      }
      let ear = Ear()
      #expect(dashboard.feed.add(ear, topics: [.state, .rows], after: nil))
      let body = #"{"path":"\#(folder)/small.yaml","overrides":["duration=20s"],"speed":0.001}"#
      #expect(ask(dashboard, "POST", "/api/run/pause").status == 409)
      #expect(ask(dashboard, "POST", "/api/runs", body).status == 201)
      #expect(ask(dashboard, "POST", "/api/runs", body).status == 409)
      #expect(ask(dashboard, "POST", "/api/run/step", #"{"seconds":2.5}"#).status == 202)
      #expect(ask(dashboard, "POST", "/api/run/speed", "{}").status == 202)
      #expect(wait(dashboard, for: "paused"))
      let page = ask(dashboard, "GET", "/api/run").json
      let seconds = member(page, "state", "simulated_seconds") as? Double
      #expect((seconds ?? 0) >= 2.5 && (seconds ?? 9) < 3)
      #expect((member(page, "rows") as? [Any])?.count == 2)
      let wrong = ask(dashboard, "POST", "/api/run/faults", #"{"fault":"crash: sever/0"}"#)
      #expect(wrong.status == 422)
      #expect(
        ask(dashboard, "POST", "/api/run/faults", #"{"fault":"crash: server/0, for: 1s"}"#).status
          == 202)
      #expect(ask(dashboard, "POST", "/api/run/resume").status == 202)
      #expect(wait(dashboard, for: "finished"))
      // What was disturbed by hand is not stored as the scenario's result.
      #expect(saved.withLock { $0 } == 0)
      #expect(ear.text.contains("event: rows"))
      #expect(ear.text.contains("\"text\":\"crash server/0\""))
      #expect(ask(dashboard, "POST", "/api/runs", body).status == 201)
      #expect(ask(dashboard, "POST", "/api/run/speed", "{}").status == 202)
      #expect(wait(dashboard, for: "finished"))
      for _ in 0..<100 where saved.withLock({ $0 }) == 0 { usleep(20_000) }
      #expect(saved.withLock { $0 } == 1)
    }
  }

  @Test func `a run whose own fault was lifted by hand is not stored`() throws {
    try ScenarioFixture.withFolder(["small.yaml": Self.good]) { folder in
      let saved = Mutex(0)
      let dashboard = dashboard(folder) { _ in
        saved.withLock { $0 += 1 }
        return "stored"
      }
      let faults = "faults=[{at: 1s, for: 3s, crash: server/0}]"
      let body =
        #"{"path":"\#(folder)/small.yaml","overrides":["\#(faults)"],"speed":0.001}"#
      #expect(ask(dashboard, "POST", "/api/runs", body).status == 201)
      #expect(ask(dashboard, "POST", "/api/run/step", #"{"seconds":2}"#).status == 202)
      #expect(ask(dashboard, "POST", "/api/run/speed").status == 202)
      #expect(wait(dashboard, for: "paused"))
      // Nothing that holds: no matter.
      #expect(ask(dashboard, "DELETE", "/api/run/faults/7").status == 202)
      #expect(ask(dashboard, "DELETE", "/api/run/faults/0").status == 202)
      #expect(ask(dashboard, "POST", "/api/run/resume").status == 202)
      #expect(wait(dashboard, for: "finished"))
      // The next run may begin once the last one is over, with all that belongs to its end.
      for _ in 0..<200 where ask(dashboard, "POST", "/api/run/pause").status != 409 {
        usleep(20_000)
      }
      #expect(saved.withLock { $0 } == 0)
    }
  }

  @Test func `the highest speed breaks nothing, however long a run stands still`() {
    var pace = RunPace(speed: 1e9)
    pace.note(5_000_000_000, 1, at: TwinClock.now() + 3600 * 1_000_000_000)
    #expect(pace.lagMilliseconds > 0 && pace.lagMilliseconds.isFinite)
  }

  @Test func `nonsense does not change the speed, and a stop is the last word`() throws {
    try ScenarioFixture.withFolder(["small.yaml": Self.good]) { folder in
      let dashboard = dashboard(folder)
      let body = #"{"path":"\#(folder)/small.yaml","speed":0.001}"#
      #expect(ask(dashboard, "POST", "/api/runs", body).status == 201)
      for nonsense in [#"{"speed":"fast"}"#, #"{"speed":1e999}"#, "fast", "[1]"] {
        #expect(ask(dashboard, "POST", "/api/run/speed", nonsense).status == 400, "\(nonsense)")
      }
      let state = ask(dashboard, "GET", "/api/run").json
      #expect(member(state, "state", "speed") as? Double == 0.001)
      // Who stops it has the last word.
      #expect(ask(dashboard, "POST", "/api/run/stop").status == 202)
      _ = ask(dashboard, "POST", "/api/run/pause")
      #expect(wait(dashboard, for: "stopped"))
    }
  }

  @Test func `what the machine cannot hold is refused before it is built`() throws {
    try ScenarioFixture.withFolder(["small.yaml": Self.good]) { folder in
      let dashboard = Dashboard(
        Dashboard.Configuration(
          scenarios: ScenarioShelf(folders: [folder]), results: ResultShelf(folder: folder),
          toolVersion: "test", refusal: { "\($0.scenario.name) is too large" },
          commandLine: { $0.joined(separator: " ") }, save: { _ in nil }))
      let answer = ask(dashboard, "POST", "/api/runs", #"{"path":"\#(folder)/small.yaml"}"#)
      #expect(answer.status == 422)
      #expect(member(answer.json, "error") as? String == "Small is too large")
    }
  }

  @Test func `links to elsewhere and pipes are no results`() throws {
    try ScenarioFixture.withFolder(["secret": "secret"]) { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/s/r", withIntermediateDirectories: true)
      try "{}".write(toFile: folder + "/s/r/result.json", atomically: true, encoding: .utf8)
      symlink(folder + "/secret", folder + "/s/r/report.html")
      mkfifo(folder + "/s/r/series.csv", 0o600)
      mkfifo(folder + "/pipe.yaml", 0o600)
      let dashboard = dashboard(folder)
      #expect(ask(dashboard, "GET", "/api/results/s/r/result.json").status == 200)
      #expect(ask(dashboard, "GET", "/api/results/s/r/report.html").status == 404)
      #expect(ask(dashboard, "GET", "/api/results/s/r/series.csv").status == 404)
      #expect((ask(dashboard, "GET", "/api/scenarios").json as? [Any])?.isEmpty == true)
    }
  }

  @Test func `those who come back get what they have missed`() throws {
    try ScenarioFixture.withFolder(["small.yaml": Self.good]) { folder in
      let dashboard = dashboard(folder)
      #expect(
        ask(dashboard, "POST", "/api/runs", #"{"path":"\#(folder)/small.yaml"}"#).status == 201)
      #expect(wait(dashboard, for: "finished"))
      let late = Ear()
      #expect(dashboard.feed.add(late, topics: [.rows], after: 0))
      #expect(late.text.hasPrefix("retry: 2000\n\nid: "))
      #expect(late.text.contains("event: rows") && !late.text.contains("event: state"))
    }
  }

  @Test func `the page asks nobody else, and says so`() {
    let page = DashboardPage.text
    for word in ["src=\"http", "href=\"http", "//cdn", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(DashboardPage.policy.hasPrefix("default-src 'none'"))
    #expect(page.contains("prefers-color-scheme: dark"))
  }

  @Test func `the description is the one in the documents, and names every path`() throws {
    let path = "\(ScenarioFixture.repository)/docs/openapi.json"
    #expect(try String(contentsOfFile: path, encoding: .utf8) == DashboardDescription.text)
    let json = try JSONSerialization.jsonObject(with: Data(DashboardDescription.text.utf8))
    let paths = (member(json, "paths") as? [String: Any])?.keys.sorted() ?? []
    #expect(paths.count == 19)
    try ScenarioFixture.withFolder([:]) { folder in
      let dashboard = dashboard(folder)
      for path in ["/api/scenarios", "/api/results", "/api/openapi.json", "/"] {
        #expect(ask(dashboard, "GET", path).status == 200, "\(path)")
      }
    }
  }
}
