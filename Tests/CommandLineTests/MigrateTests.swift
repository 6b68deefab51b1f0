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

  @Test func `a link stays, and the file that it leads to is changed once`() throws {
    let bench = try RunWorkbench(Self.old)
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("far"), withIntermediateDirectories: true)
    try bench.folder.write(Self.old, to: "far/real.yaml")
    chmod(bench.folder.path("far/real.yaml"), 0o604)
    symlink("far/real.yaml", bench.folder.path("link.yaml"))
    let end = try migrate(bench, "link.yaml", "far/real.yaml")
    #expect(end.status == 0)
    #expect(
      end.error == "note: `far/real.yaml` is `link.yaml` under another name, and is taken once\n")
    #expect(
      end.output == "link.yaml: `version: 1` is written out; before: link.yaml.bak\n")
    #expect(try bench.text("far/real.yaml") == TinyScenario.text())
    #expect(try bench.text("link.yaml.bak") == Self.old)
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: bench.folder.path("link.yaml"))
    #expect(target == "far/real.yaml")
    #expect(bench.names("far") == ["real.yaml"])
    var information = stat()
    for name in ["far/real.yaml", "link.yaml.bak"] {
      stat(bench.folder.path(name), &information)
      #expect(information.st_mode & 0o7777 == 0o604, "\(name)")
    }
    symlink("nowhere.yaml", bench.folder.path("dead.yaml"))
    #expect(try migrate(bench, "dead.yaml").status == 66)
  }

  @Test func `another name of a file keeps the text of before, and that is said`() throws {
    let bench = try RunWorkbench(Self.old)
    Glibc.link(bench.folder.path("tiny.yaml"), bench.folder.path("twin.yaml"))
    let end = try migrate(bench, "tiny.yaml")
    #expect(end.status == 0)
    #expect(
      end.error
        == "warning: `tiny.yaml` had another name (a hard link), which still leads to the text of "
        + "before\n")
    #expect(try bench.text("tiny.yaml") == TinyScenario.text())
    #expect(try bench.text("twin.yaml") == Self.old)
    Glibc.link(bench.folder.path("twin.yaml"), bench.folder.path("third.yaml"))
    let both = try migrate(bench, "twin.yaml", "third.yaml")
    #expect(both.status == 0 && both.error.isEmpty, "\(both.error)")
    #expect(try bench.text("third.yaml") == TinyScenario.text())
  }

  /// Name, state, backup, and what was changed or found, of each file.
  private func told(
    _ bench: RunWorkbench, _ status: Int32, _ words: String...
  ) throws -> [[String]] {
    let end = try ProcessRunner.hongbao(
      ["migrate", "--json"] + words, folder: bench.folder.root
    ).run()
    #expect(end.status == status, "\(end.error)")
    let document = try JSONDocument(end.output)
    #expect(document["schemaVersion"]?.number == 1 && document["version"]?.number == 1)
    return (document["files"]?.elements ?? []).map { file in
      [
        file["file"]?.string ?? "", file["state"]?.string ?? "", file["backup"]?.string ?? "none",
      ] + (file["changes"]?.elements ?? []).compactMap(\.string)
        + (file["diagnostics"]?.elements ?? []).compactMap { $0["code"]?.string }
    }
  }

  @Test func `what became of each file is told as JSON`() throws {
    let bench = try RunWorkbench(Self.old)
    try bench.folder.write(TinyScenario.text(), to: "new.yaml")
    let change = "`version: 1` is written out"
    let older = ["tiny.yaml", "older", "none", change]
    #expect(
      try told(bench, 65, "--check", "tiny.yaml", "new.yaml")
        == [older, ["new.yaml", "current", "none"]])
    #expect(
      try told(bench, 66, "missing.yaml", "tiny.yaml")
        == [["missing.yaml", "unreadable", "none", "S0001"], older])
    #expect(try bench.text("tiny.yaml") == Self.old)
    #expect(
      try told(bench, 0, "tiny.yaml", "new.yaml")
        == [["tiny.yaml", "changed", "tiny.yaml.bak", change], ["new.yaml", "current", "none"]])
    #expect(try bench.text("tiny.yaml") == TinyScenario.text())
    try bench.folder.write(Self.old, to: "tiny.yaml")
    #expect(try told(bench, 73, "tiny.yaml") == [older])
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
    let wrong = [
      ["--check", "--stdout", "a"], ["--stdout", "a", "b"], ["--stdout", "--json", "a"],
      ["a", "a"], [],
    ]
    for words in wrong {
      #expect(try ProcessRunner.hongbao(["migrate"] + words).run().status == 64, "\(words)")
    }
  }
}
