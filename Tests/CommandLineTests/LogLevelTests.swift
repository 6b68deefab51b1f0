import TestSupport
import Testing

/// How much is told on standard error.
@Suite struct `The level of messages` {
  private func messages(
    _ words: [String], _ environment: [String: String] = [:],
    _ text: String = TinyScenario.text()
  ) throws -> String {
    let bench = try RunWorkbench(text)
    let end = try ProcessRunner.hongbao(
      ["run", "tiny.yaml"] + words, folder: bench.folder.root, environment: environment
    ).run()
    #expect([0, 99].contains(end.status), "\(end.error)")
    #expect(!end.output.isEmpty)
    return end.error
  }

  /// A tier that no request passes is a warning.
  private static let idle = TinyScenario.text(objective: "p99(claim) < 10us").replacing(
    "flow:\n", with: "  idle:\n    operation: relay\n    nodes: 1\n    service: 1ms\nflow:\n")

  @Test func `each level has what the ones before have`() throws {
    let error = try messages(["--log-level", "error"], [:], Self.idle)
    #expect(error == "error: objective failed: p99(claim) < 10us\n")
    let warning = try messages(["--log-level", "warning"], [:], Self.idle)
    #expect(warning.hasPrefix("warning[") && warning.hasSuffix(error))
    #expect(!warning.contains("\nnote: "))
    let info = try messages(["--log-level", "info"], [:], Self.idle)
    #expect(info.contains("warning[") && info.contains("note: wrote results/"))
    #expect(info.contains("note: kept as ") && !info.contains("note: read tiny.yaml"))
    #expect(try messages([], [:], Self.idle).contains("note: wrote results/"))
    let debug = try messages(["--log-level", "debug"], [:], Self.idle)
    #expect(debug.contains("note: read tiny.yaml") && debug.contains("note: wrote results/"))
  }

  @Test func `the short forms say the same`() throws {
    #expect(try messages(["-q"], [:], Self.idle).hasPrefix("warning["))
    #expect(try messages(["-q"]).isEmpty)
    #expect(try messages(["-v"]).contains("note: read tiny.yaml"))
    #expect(try messages(["-v", "--log-level", "debug"]).contains("note: read tiny.yaml"))
  }

  @Test func `the command line wins over the variable, and the variable over nothing`() throws {
    let silent = ["HONGBAO_LOG_LEVEL": "error"]
    #expect(try messages([], silent, Self.idle).hasPrefix("error: objective failed"))
    #expect(try messages(["-v"], silent).contains("note: read tiny.yaml"))
    #expect(try messages(["--log-level", "info"], silent).contains("note: wrote "))
    #expect(try messages(["-v"], ["HONGBAO_QUIET": "true"]).contains("note: read tiny.yaml"))
  }

  @Test(arguments: [
    (["-q", "-v"], "contradict"),
    (["-q", "--log-level", "info"], "--quiet is --log-level warning"),
    (["-v", "--log-level", "error"], "--verbose is --log-level debug"),
    (["--log-level", "loud"], "loud"),
  ])
  func `a contradiction is a wrong use`(_ words: [String], _ message: String) throws {
    for verb in ["run", "compare", "capacity", "sweep"] {
      let more = verb == "sweep" ? ["--vary", "load=1,2"] : []
      let end = try ProcessRunner.hongbao([verb, "tiny.yaml"] + more + words).run()
      #expect(end.status == 64 && end.error.contains(message), "\(verb): \(end.error)")
    }
    let merge = try ProcessRunner.hongbao(["merge", "folder"] + words).run()
    #expect(merge.status == 64 && merge.error.contains(message), "\(merge.error)")
  }

  @Test func `two variables that contradict each other are named`() throws {
    let end = try ProcessRunner.hongbao(
      ["run", "tiny.yaml"],
      environment: ["HONGBAO_QUIET": "true", "HONGBAO_LOG_LEVEL": "debug"]
    ).run()
    #expect(end.status == 64)
    #expect(
      end.error == """
        error: `quiet` is `log-level: warning`, and contradicts `log-level: debug`
          --> HONGBAO_QUIET

        """)
  }
}
