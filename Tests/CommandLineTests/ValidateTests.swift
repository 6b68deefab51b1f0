import TestSupport
import Testing

@Suite struct `hongbao validate` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func validate(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> FinishedProcess {
    try ProcessRunner.hongbao(
      ["validate"] + arguments, folder: folder.root, environment: environment
    ).run()
  }

  @Test func `a good file is summed up on standard output`() throws {
    _ = try TinyScenario.write(to: folder)
    let end = try validate(["tiny.yaml"])
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output == "tiny.yaml: valid (3 tiers, 1 population, 1 objective)\n")
  }

  @Test func `a mistake goes to standard error with file, line and column`() throws {
    let broken = TinyScenario.text().replacing("constant(10us)", with: "constnat(10us)")
    try folder.write(broken, to: "broken.yaml")
    let line =
      broken.prefix(upTo: broken.firstRange(of: "constnat")?.lowerBound ?? broken.endIndex)
      .count { $0 == "\n" } + 1
    let end = try validate(["broken.yaml"])
    #expect(end.status == 65)
    #expect(end.output.isEmpty)
    #expect(end.error.contains("error[S"))
    #expect(end.error.contains("broken.yaml:\(line):"))
    #expect(end.error.contains("constant"))
  }

  @Test func `a missing file has its own status`() throws {
    let end = try validate(["nothing.yaml"])
    #expect(end.status == 66)
    #expect(end.error.contains("nothing.yaml"))
  }

  @Test func `every file is checked, and the broken one decides`() throws {
    _ = try TinyScenario.write(to: folder)
    try folder.write("version: 1\n", to: "broken.yaml")
    let end = try validate(["nothing.yaml", "broken.yaml", "tiny.yaml"])
    #expect(end.status == 65)
    #expect(end.output.hasPrefix("tiny.yaml: valid"))
    #expect(end.error.contains("nothing.yaml"))
    #expect(end.error.contains("broken.yaml"))
  }

  @Test func `as JSON all goes to standard output`() throws {
    _ = try TinyScenario.write(to: folder)
    try folder.write("version: 1\nnmae: x\n", to: "broken.yaml")
    let end = try validate(["broken.yaml", "tiny.yaml", "--format", "json"])
    #expect(end.status == 65)
    #expect(end.error.isEmpty)
    let files = try JSONDocument(end.output)["files"]?.elements ?? []
    #expect(files.map { $0["valid"]?.bool } == [false, true])
    let first = files.first?["diagnostics"]?.elements.first
    #expect(first?["file"]?.string == "broken.yaml")
    #expect(first?["severity"]?.string == "error")
    #expect(first?["code"]?.string?.first == "S")
  }

  @Test func `GitHub's log gets annotations`() throws {
    try folder.write("version: 1\nnmae: x\n", to: "broken.yaml")
    let end = try validate(["broken.yaml"], environment: ["GITHUB_ACTIONS": "true"])
    #expect(end.error.contains("\n::error file=broken.yaml,line="))
    #expect(try !validate(["broken.yaml"]).error.contains("::error"))
  }

  @Test func `no colour reaches a file unless it is asked for`() throws {
    try folder.write("version: 1\nnmae: x\n", to: "broken.yaml")
    #expect(try !validate(["broken.yaml"]).error.contains("\u{1B}["))
    #expect(try validate(["broken.yaml", "--color", "always"]).error.contains("\u{1B}["))
  }
}
