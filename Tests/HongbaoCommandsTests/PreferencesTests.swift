import HongbaoCommands
import Testing

@Suite struct `Preferences of users and projects` {
  private static let options = [
    "--out", "-o", "--threads", "--format", "--json", "--log-level", "--quiet", "-q",
  ]

  private func completed(
    _ arguments: [String], _ environment: [String: String] = [:], files: [String: String] = [:],
    options: [String] = options
  ) throws(PreferenceProblem) -> [String] {
    try Preferences(environment: environment) { files[$0] }
      .completed(arguments, options: options)
  }

  private static let files = [
    ".hongbao.yaml": "# of the project\nthreads: 3\n",
    "/people/me/.config/hongbao/config.yaml": "out: elsewhere # mine\nthreads: 2\nquiet: true\n",
    "/conf/hongbao/config.yaml": "out: xdg\n",
  ]

  @Test func `the command line wins, then the environment, the project, the user`() throws {
    let home = ["HOME": "/people/me"]
    #expect(
      try completed(["run", "a.yaml"], home, files: Self.files)
        == ["run", "--out=elsewhere", "--threads=3", "--quiet", "a.yaml"])
    let own = home.merging(["HONGBAO_THREADS": "4", "HONGBAO_QUIET": "false"]) { $1 }
    #expect(
      try completed(["run", "a.yaml"], own, files: Self.files)
        == ["run", "--out=elsewhere", "--threads=4", "a.yaml"])
    #expect(
      try completed(["run", "-o", "here", "a.yaml", "--threads=1"], own, files: Self.files)
        == ["run", "-o", "here", "a.yaml", "--threads=1"])
    #expect(
      try completed(["run"], ["XDG_CONFIG_HOME": "/conf"], files: Self.files)
        == ["run", "--out=xdg", "--threads=3"])
  }

  @Test func `only what a verb has is given to it`() throws {
    let environment = ["HONGBAO_OUT": "x", "HONGBAO_FORMAT": "csv", "HONGBAO_NONE": "1"]
    #expect(
      try completed(["validate", "a.yaml"], environment, options: ["--format"])
        == ["validate", "a.yaml"])
    #expect(
      try completed(["run", "a.yaml", "--shard", "0/2"], environment)
        == ["run", "--out=x", "a.yaml", "--shard", "0/2"])
    #expect(try completed(["run", "--json"], environment) == ["run", "--out=x", "--json"])
    #expect(try completed([], environment) == [])
  }

  @Test func `quiet and log-level say the same, and the one that weighs more holds`() throws {
    let quiet = [".hongbao.yaml": "quiet: true\n"]
    #expect(
      try completed(["run"], ["HONGBAO_LOG_LEVEL": "debug"], files: quiet)
        == ["run", "--log-level=debug"])
    let loud = [".hongbao.yaml": "log-level: debug\n"]
    #expect(
      try completed(["run"], ["HONGBAO_QUIET": "true"], files: loud) == ["run", "--quiet"])
    for word in ["-v", "-q", "--quiet", "--verbose", "--log-level=error"] {
      #expect(try completed(["run", word], files: loud) == ["run", word])
      #expect(try completed(["run", word], files: quiet) == ["run", word])
    }
    #expect(
      try completed(["run"], files: [".hongbao.yaml": "quiet: true\nlog-level: warning\n"])
        == ["run", "--log-level=warning"])
    let problem = try #require(throws: PreferenceProblem.self) {
      _ = try completed(["run"], files: [".hongbao.yaml": "quiet: true\nlog-level: info\n"])
    }
    #expect(problem.origin == ".hongbao.yaml:1")
  }

  @Test(arguments: [
    ("HONGBAO_THREADS", "abc", "`threads` is 1 to 1024, not `abc`"),
    ("HONGBAO_THREADS", "0", "`threads` is 1 to 1024, not `0`"),
    ("HONGBAO_FORMAT", "xml", "`format` is text, json, csv or markdown, not `xml`"),
    ("HONGBAO_COLOR", "red", "`color` is auto, always or never, not `red`"),
    ("HONGBAO_LOG_LEVEL", "loud", "`log-level` is error, warning, info or debug, not `loud`"),
    ("HONGBAO_QUIET", "abc", "`quiet` is true or false, not `abc`"),
    ("HONGBAO_NO_PROGRESS", "abc", "`no-progress` is true or false, not `abc`"),
    ("HONGBAO_MEMORY", "abc", "`HONGBAO_MEMORY` is "),
    ("HONGBAO_MEMORY", "0B", "`HONGBAO_MEMORY` is "),
    ("HONGBAO_ENDS_WITH_INPUT", "yes", "`HONGBAO_ENDS_WITH_INPUT` is 1 or 0, not `yes`"),
  ])
  func `a wrong value of a variable is told with its name`(
    _ name: String, _ value: String, _ message: String
  ) throws {
    let problem = try #require(throws: PreferenceProblem.self) {
      _ = try completed(
        ["run"], [name: value], options: Self.options + ["--color", "--no-progress"])
    }
    #expect(problem.message.hasPrefix(message), "\(problem.message)")
    #expect(problem.origin == name && problem.status == .usage)
    // Where the command line has the word, nobody looks at it.
    if name == "HONGBAO_THREADS" {
      #expect(
        try completed(["run", "--threads", "2"], [name: value]) == ["run", "--threads", "2"])
      #expect(try completed(["merge"], [name: value]) == ["merge"])
    }
  }

  @Test func `values may have quotes, and a comment begins after a space`() throws {
    for text in ["out: \"my #1 runs\" # mine\n", "out: 'my #1 runs'\n"] {
      #expect(
        try completed(["run"], files: [".hongbao.yaml": text]) == ["run", "--out=my #1 runs"])
    }
    #expect(try completed(["run"], files: [".hongbao.yaml": "out: a#b\n"]) == ["run", "--out=a#b"])
  }

  @Test func `a fingerprint alone has no format`() throws {
    #expect(
      try completed(["run", "--fingerprint"], ["HONGBAO_FORMAT": "json"])
        == ["run", "--fingerprint"])
  }

  @Test(arguments: [
    ("thraeds: 2\n", "there is no preference `thraeds`; did you mean `threads`?"),
    ("threads\n", "`threads` is no `name: value`"),
    ("quiet: perhaps\n", "`quiet` is true or false, not `perhaps`"),
    ("log-level: loud\n", "`log-level` is error, warning, info or debug, not `loud`"),
    ("seed: 3\n", "there is no preference `seed`; expected one of: "),
    ("threads: many\n", "`threads` is 1 to 1024, not `many`"),
    ("format: xml\n", "`format` is text, json, csv or markdown, not `xml`"),
  ])
  func `a mistake is told with its place`(_ text: String, _ message: String) throws {
    let problem = try #require(throws: PreferenceProblem.self) {
      _ = try completed(["run"], files: [".hongbao.yaml": "\n" + text])
    }
    #expect(problem.message.hasPrefix(message), "\(problem.message)")
    #expect(problem.origin == ".hongbao.yaml:2")
  }
}
