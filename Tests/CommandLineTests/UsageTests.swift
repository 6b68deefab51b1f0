import Foundation
import TestSupport
import Testing

@Suite struct `The command line` {
  private func hongbao(_ arguments: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(arguments).run()
  }

  @Test func `the version is one line on standard output`() throws {
    let end = try hongbao("--version")
    #expect(end.status == 0)
    #expect(
      end.output.wholeMatch(of: /hongbao \d+\.\d+\.\d+ \(Swift .+, Linux.*, \w+ build\)\n/) != nil)
    #expect(end.error.isEmpty)
  }

  @Test func `help for a verb that there is not is a mistake`() throws {
    let end = try hongbao("help", "comapre")
    #expect(end.status == 64 && end.output.isEmpty)
    #expect(end.error == "error: unknown verb `comapre`; did you mean `compare`?\n")
    for words in [
      ["help"], ["help", "compare"], ["help", "runs", "list"], ["help", "exit-codes"],
    ] {
      #expect(try ProcessRunner.hongbao(words).run().status == 0, "\(words)")
    }
  }

  @Test func `what only a verb can know points to the help of the verb`() throws {
    let sweep = try hongbao("sweep", "missing.yaml")
    #expect(sweep.status == 64 && !sweep.error.contains("<subcommand>"))
    #expect(sweep.error.contains("See 'hongbao sweep --help'"), "\(sweep.error)")
  }

  @Test func `without arguments there is a short help with two examples`() throws {
    let end = try hongbao()
    #expect(end.status == 0)
    #expect(end.output.split(separator: "\n").filter { $0.hasPrefix("  hongbao ") }.count == 2)
  }

  @Test(arguments: [
    "run", "compare", "capacity", "sweep", "watch", "inspect", "merge", "launch", "report", "runs",
    "export", "import", "init", "validate", "migrate", "schema", "explain", "doctor",
    "completions", "man", "licenses",
  ])
  func `the help of a verb has examples`(_ verb: String) throws {
    let end = try hongbao(verb, "--help")
    #expect(end.status == 0)
    let lines = end.output.split(separator: "\n")
    let examples = lines.drop { $0 != "EXAMPLES" }.dropFirst().prefix { $0.hasPrefix("  hongbao ") }
    #expect((2...4).contains(examples.count), "\(end.output)")
    #expect(end.output.contains("USAGE: hongbao \(verb)"))
  }

  @Test func `the exit statuses are a help topic`() throws {
    let end = try hongbao("help", "exit-codes")
    #expect(end.status == 0)
    for number in [0, 1, 64, 65, 66, 69, 73, 74, 98, 99, 130, 143] {
      #expect(end.output.contains("\n  \(number) "))
    }
  }

  @Test func `a mistyped verb is a wrong use with a suggestion`() throws {
    let end = try hongbao("rnu", "peak.yaml")
    #expect(end.status == 64)
    #expect(end.output.isEmpty)
    #expect(end.error == "error: unknown verb `rnu`; did you mean `run`?\n")
    let below = try hongbao("launch", "slrum", "peak.yaml")
    #expect(below.status == 64)
    #expect(below.error == "error: unknown verb `slrum`; did you mean `slurm`?\n")
  }

  @Test func `a mistyped option is a wrong use with a suggestion`() throws {
    let end = try hongbao("run", "--replicatons", "3", "peak.yaml")
    #expect(end.status == 64)
    #expect(end.error.contains("--replications"))
  }

  @Test(arguments: [
    ["run"], ["run", "--seed", "-1", "x.yaml"], ["run", "--seed", "x", "x.yaml"],
    ["run", "--seed", "18446744073709551616", "x.yaml"], ["run", "--threads", "0", "x.yaml"],
    ["run", "--set", "duration", "x.yaml"], ["run", "--format", "xml", "x.yaml"],
    ["run", "--json", "--format", "csv", "x.yaml"], ["run", "--frmat", "json", "x.yaml"],
    ["run", "--color", "sometimes", "x.yaml"], ["validate"], ["explain"], ["explain", "S9999999"],
    ["init", "--template", "minmal"], ["completions", "tcsh"], ["man", "rnu"], ["watch"],
    ["watch", "x.yaml", "--window", "0s"], ["run", "x.yaml", "-q", "-v"],
    ["validate", "--json", "--format", "text", "x.yaml"], ["schema", "--sweep", "--capacity"],
    ["report"], ["report", "x", "--output", ""], ["export", "x"], ["inspect"], ["migrate"],
    ["merge"], ["merge", "--out", ""], ["launch", "slurm", "x.yaml"], ["launch", "pbs", "x.yaml"],
  ])
  func `a wrong option or value is a wrong use`(_ arguments: [String]) throws {
    let end = try ProcessRunner.hongbao(arguments).run()
    #expect(end.status == 64, "\(arguments): \(end.error)")
    #expect(end.output.isEmpty)
    #expect(!end.error.isEmpty)
  }

  @Test func `codes are explained`() throws {
    let codes = [
      "A0001", "a0001", "M0001", "M0002", "C0001", "C0002", "H0001", "H0002", "H0003", "H0004",
      "R0001", "R0002", "R0003",
    ]
    for code in codes {
      let end = try hongbao("explain", code)
      #expect(end.status == 0)
      #expect(end.output.hasPrefix(code.uppercased()))
    }
  }

  @Test func `schemas are JSON Schema draft 7`() throws {
    for arguments in [
      ["schema"], ["schema", "--result"], ["schema", "--comparison"], ["schema", "--capacity"],
      ["schema", "--sweep"],
    ] {
      let end = try ProcessRunner.hongbao(arguments).run()
      #expect(end.status == 0)
      let schema = try JSONDocument(end.output)
      #expect(schema["$schema"]?.string?.contains("draft-07") == true)
      #expect(schema["properties"]?.keys.isEmpty == false)
    }
  }

  @Test func `a full disk under standard output is an error`() throws {
    let tool = try ProcessRunner.hongbaoPath()
    let end = try ProcessRunner(
      "/bin/bash", ["-c", "\"$1\" help exit-codes >/dev/full", "test", tool]
    ).run()
    #expect(end.status == 74)
    #expect(end.error.contains("standard output"))
    #expect(end.error.contains("No space left"))
  }
}
