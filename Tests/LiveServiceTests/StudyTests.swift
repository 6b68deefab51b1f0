import Foundation
import LiveService
import TestSupport
import Testing

/// Comparisons and capacity studies of the dashboard, with a program in the simulator's place.
@Suite struct `Studies of the dashboard` {
  private static let scenario = "version: 1\nname: Small\nduration: 5s\n"

  /// Tells its words, then does as it is told by `rest`.
  private static func program(_ rest: String) -> String {
    "#!/bin/sh\nfor word in \"$@\"; do echo \"word <$word>\" >&2; done\n\(rest)\n"
  }

  private func withDashboard(
    _ program: String, _ body: (Dashboard, String) throws -> Void
  ) throws {
    try ScenarioFixture.withFolder([
      "small.yaml": Self.scenario, "other.yaml": Self.scenario, "program": program,
      "topology.yaml": "tiers: {}\n",
    ]) { folder in
      chmod(folder + "/program", 0o755)
      let dashboard = Dashboard(
        Dashboard.Configuration(
          scenarios: ScenarioShelf(folders: [folder]), results: ResultShelf(folder: folder),
          toolVersion: "test", simulator: folder + "/program",
          commandLine: { $0.map { "<\($0)>" }.joined() }, save: { _ in nil }))
      try body(dashboard, folder)
    }
  }

  private func ask(
    _ dashboard: Dashboard, _ method: String, _ path: String, _ body: String = ""
  ) -> (status: Int, json: [String: Any]) {
    let response = dashboard.respond(
      to: DashboardRequest(
        method: method, path: path, query: nil, authority: "localhost:1", body: Array(body.utf8)))
    guard case .answer(let status, _, let bytes) = response else { return (200, [:]) }
    return (status, (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:])
  }

  private func end(_ dashboard: Dashboard) -> [String: Any] {
    for _ in 0..<400 {
      let state = ask(dashboard, "GET", "/api/study").json
      if state["phase"] as? String != "running" { return state }
      usleep(25_000)
    }
    return [:]
  }

  @Test func `a study is the line that a user would type, and its report is found`() throws {
    let wrote = #"echo "note: wrote ${0%/program}/comparisons/small-1/report.html" >&2; exit 98"#
    try withDashboard(Self.program(wrote)) { dashboard, folder in
      #expect(ask(dashboard, "GET", "/api/study").status == 404)
      let body =
        #"{"verb":"compare","paths":["\#(folder)/small.yaml","\#(folder)/other.yaml"],"#
        + #""variants":["six:tiers.a b.nodes=6"],"overrides":["duration=2s"],"replications":5}"#
      #expect(ask(dashboard, "POST", "/api/studies", body).status == 201)
      let state = end(dashboard)
      // A regression is an answer, no failure.
      #expect(state["phase"] as? String == "finished")
      #expect(state["status"] as? Int == 98)
      #expect(state["report"] as? String == "/api/results/comparisons/small-1/report.html")
      let command = state["command"] as? String ?? ""
      #expect(command.hasPrefix("<./hongbao><compare><\(folder)/small.yaml><\(folder)/other.yaml>"))
      #expect(command.contains("<--variant><six:tiers.a b.nodes=6><--set><duration=2s>"))
      let messages = state["messages"] as? [String] ?? []
      #expect(messages.contains("word <six:tiers.a b.nodes=6>"))
      #expect(messages.contains("word <\(folder)>"))
    }
  }

  @Test func `a study that is stopped or fails says so, and the next one may begin`() throws {
    try withDashboard(Self.program("exec sleep 60")) { dashboard, folder in
      let body = #"{"verb":"capacity","paths":["\#(folder)/small.yaml"]}"#
      #expect(ask(dashboard, "POST", "/api/studies", body).status == 201)
      #expect(ask(dashboard, "POST", "/api/studies", body).status == 409)
      #expect(ask(dashboard, "POST", "/api/study/stop").status == 202)
      #expect(end(dashboard)["phase"] as? String == "stopped")
      #expect(ask(dashboard, "POST", "/api/study/stop").status == 409)
      #expect(ask(dashboard, "POST", "/api/studies", body).status == 201)
      dashboard.shutDown()
      #expect(end(dashboard)["phase"] as? String == "stopped")
    }
    try withDashboard(Self.program("exit 65")) { dashboard, folder in
      let body = #"{"verb":"capacity","paths":["\#(folder)/small.yaml"]}"#
      #expect(ask(dashboard, "POST", "/api/studies", body).status == 201)
      #expect(end(dashboard)["phase"] as? String == "failed")
    }
  }

  @Test func `the program has none of the dashboard's files, and is told when it ends`() throws {
    // As sockets of servers are: nothing says that it must not be handed on.
    let descriptor = open("/dev/null", O_RDONLY)
    defer { close(descriptor) }
    let rest =
      "[ -e /proc/self/fd/\(descriptor) ] && echo inherited >&2\n"
      + "echo \"ends $HONGBAO_ENDS_WITH_INPUT\" >&2; exit 0"
    try withDashboard(Self.program(rest)) { dashboard, folder in
      let body = #"{"verb":"capacity","paths":["\#(folder)/small.yaml"]}"#
      #expect(ask(dashboard, "POST", "/api/studies", body).status == 201)
      let messages = end(dashboard)["messages"] as? [String] ?? []
      #expect(!messages.contains("inherited"))
      #expect(messages.contains("ends 1"))
    }
  }

  @Test(arguments: [
    (#"{"verb":"run","paths":["F/small.yaml"]}"#, "compare or capacity"),
    (#"{"verb":"compare","paths":["F/small.yaml"]}"#, "two scenarios"),
    (#"{"verb":"compare","paths":[],"variants":["a:b=1","b:b=1"]}"#, "two scenarios"),
    (#"{"verb":"capacity","paths":["F/small.yaml","F/other.yaml"]}"#, "one scenario"),
    (#"{"verb":"capacity","paths":["/etc/passwd"]}"#, "no scenario"),
    (#"{"verb":"capacity","paths":["F/topology.yaml"]}"#, "no scenario"),
    (#"{"verb":"capacity","paths":["--version"]}"#, "no scenario"),
    (#"{"verb":"capacity","paths":["F/small.yaml"],"overrides":["--out=x"]}"#, "what is set"),
    (#"{"verb":"capacity","paths":["F/small.yaml"],"replications":2}"#, "replications"),
    (#"{"verb":"compare","paths":["F/small.yaml"],"variants":["x:topology=/a"]}"#, "a variant is"),
    (#"{"verb":"compare","paths":["F/small.yaml"],"variants":["--help"]}"#, "a variant is"),
  ])
  func `what is no study is refused before anything starts`(body: String, reason: String) throws {
    try withDashboard(Self.program("exit 0")) { dashboard, folder in
      let text = body.replacingOccurrences(of: "F/", with: folder + "/")
      let answer = ask(dashboard, "POST", "/api/studies", text)
      #expect(answer.status == 422, "\(text)")
      #expect((answer.json["error"] as? String)?.contains(reason) == true, "\(answer.json)")
      #expect(ask(dashboard, "GET", "/api/study").status == 404)
    }
  }
}
