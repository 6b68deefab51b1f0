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

  /// `serve` and `twin` hand their words on, to a program that has the options, too.
  @Test(arguments: [
    "run", "compare", "capacity", "sweep", "watch", "inspect", "merge", "launch slurm",
    "launch kubernetes", "report", "runs list", "runs show", "runs rm", "runs export", "export",
    "import", "init", "validate", "migrate", "schema", "explain", "doctor", "completions", "man",
    "licenses",
  ])
  func `every verb has one`(_ verb: String) throws {
    let words = verb.split(separator: " ").map(String.init)
    let help = try ProcessRunner.hongbao(words + ["--help"]).run()
    #expect(help.status == 0, "\(help.error)")
    for option in ["--log-level <level>", "-q, --quiet", "-v, --verbose"] {
      #expect(help.output.contains("  \(option)"), "\(verb) \(option)")
    }
    let both = try ProcessRunner.hongbao(words + ["-q", "-v"]).run()
    #expect(both.status == 64)
  }

  @Test func `it holds for verbs that run nothing`() throws {
    let bench = try RunWorkbench(Self.idle)
    func error(_ words: String...) throws -> String {
      let end = try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
      #expect(end.status == 0, "\(end.error)")
      return end.error
    }
    #expect(try error("init", "one.yaml").hasPrefix("note: wrote one.yaml\n"))
    #expect(try error("init", "two.yaml", "-q").isEmpty)
    #expect(try error("validate", "tiny.yaml", "-q").hasPrefix("warning["))
    #expect(try error("validate", "tiny.yaml", "--log-level", "error").isEmpty)
    #expect(try bench.run("-q").status == 99)
    #expect(try error("runs", "list", "--scenario", "none").hasPrefix("note: no such run"))
    #expect(try error("runs", "list", "--scenario", "none", "--quiet").isEmpty)
    let result = try bench.text("\(try bench.onlyRun())/result.json")
    try bench.folder.write(result, to: "alone.json")
    #expect(try error("report", "alone.json").hasPrefix("note: there is no run.json"))
    #expect(try error("report", "alone.json", "-q").isEmpty)
    let job = ["launch", "slurm", "tiny.yaml", "--replications", "4", "--shards", "2"]
    let quiet = try ProcessRunner.hongbao(
      job + ["--job-file", "b"], folder: bench.folder.root,
      environment: ["HONGBAO_LOG_LEVEL": "error"]
    ).run()
    #expect(quiet.status == 0 && quiet.error.isEmpty, "\(quiet.error)")
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
