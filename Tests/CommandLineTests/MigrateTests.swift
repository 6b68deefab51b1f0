import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct `hongbao migrate` {
  private static let old = TinyScenario.text().replacing("version: 1\n", with: "")

  private func migrate(_ bench: RunWorkbench, _ words: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["migrate"] + words, folder: bench.folder.root).run()
  }

  @Test func `a file without version gets one, and what it was is kept`() throws {
    let bench = try RunWorkbench(Self.old)
    chmod(bench.folder.path("tiny.yaml"), 0o640)
    let end = try migrate(bench, "tiny.yaml")
    #expect(end.status == 0, "\(end.error)")
    #expect(
      end.output == "tiny.yaml: `version: 1` is written out; before: tiny.yaml.bak\n")
    #expect(try bench.text("tiny.yaml") == TinyScenario.text())
    #expect(try bench.text("tiny.yaml.bak") == Self.old)
    var information = stat()
    for name in ["tiny.yaml", "tiny.yaml.bak"] {
      stat(bench.folder.path(name), &information)
      #expect(information.st_mode & 0o777 == 0o640, "\(name)")
    }
    #expect(try bench.run("-q").status == 0)
    let again = try migrate(bench, "tiny.yaml")
    #expect(again.status == 0 && again.output == "tiny.yaml: version 1, as it is\n")
    #expect(bench.names(".").filter { $0.hasSuffix(".bak") } == ["tiny.yaml.bak"])
  }

  @Test func `a check and standard output write no file`() throws {
    let bench = try RunWorkbench(Self.old)
    let check = try migrate(bench, "--check", "tiny.yaml")
    #expect(check.status == 65)
    #expect(check.output == "tiny.yaml: would change: `version: 1` is written out\n")
    #expect(check.error.hasPrefix("error: 1 file would change\n"))
    let shown = try migrate(bench, "--stdout", "tiny.yaml")
    #expect(shown.status == 0 && shown.output == TinyScenario.text() && shown.error.isEmpty)
    #expect(try bench.text("tiny.yaml") == Self.old)
    #expect(bench.names(".") == ["tiny.yaml"])
    try bench.folder.write(TinyScenario.text(), to: "new.yaml")
    #expect(try migrate(bench, "--check", "new.yaml").status == 0)
    #expect(try migrate(bench, "--stdout", "new.yaml").output == TinyScenario.text())
  }

  @Test func `a backup is never written over`() throws {
    let bench = try RunWorkbench(Self.old)
    try bench.folder.write("mine\n", to: "tiny.yaml.bak")
    try bench.folder.write(Self.old, to: "other.yaml")
    let end = try migrate(bench, "other.yaml", "tiny.yaml")
    #expect(end.status == 73 && end.output.isEmpty)
    #expect(end.error.hasPrefix("error: `tiny.yaml.bak` is there already"), "\(end.error)")
    #expect(try bench.text("tiny.yaml.bak") == "mine\n")
    #expect(try bench.text("other.yaml") == Self.old)
  }

  @Test func `one mistake leaves all files as they are`() throws {
    let bench = try RunWorkbench(Self.old)
    try bench.folder.write(
      TinyScenario.text().replacing("version: 1", with: "version: 2"), to: "newer.yaml")
    let end = try migrate(bench, "tiny.yaml", "newer.yaml")
    #expect(end.status == 65 && end.output.isEmpty)
    #expect(
      end.error.hasPrefix("error[S0108]: version 2 is of a newer hongbao\n --> newer.yaml:2:10\n"),
      "\(end.error)")
    #expect(end.error.hasSuffix("error: nothing was changed\n"))
    #expect(try bench.text("tiny.yaml") == Self.old)
    #expect(try migrate(bench, "missing.yaml").status == 66)
    for words in [["--check", "--stdout", "a"], ["--stdout", "a", "b"], ["a", "a"], []] {
      #expect(try ProcessRunner.hongbao(["migrate"] + words).run().status == 64, "\(words)")
    }
  }
}
