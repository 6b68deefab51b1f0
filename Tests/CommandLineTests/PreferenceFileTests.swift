import Foundation
import Glibc
import TestSupport
import Testing

/// Files of preferences by the built program.
@Suite struct `A file of preferences` {
  private func list(
    _ bench: RunWorkbench, _ environment: [String: String] = [:]
  ) throws -> FinishedProcess {
    try ProcessRunner.hongbao(
      ["explain", "S0101"], folder: bench.folder.root, environment: environment
    ).run()
  }

  @Test func `that is there and cannot be read is told`() throws {
    let bench = try RunWorkbench()
    let path = bench.folder.path(".hongbao.yaml")
    mkdir(path, 0o755)
    let folder = try list(bench)
    #expect(folder.status == 66 && folder.output.isEmpty)
    #expect(
      folder.error == """
        error: cannot read the preferences: it is a folder
          --> .hongbao.yaml

        """)
    rmdir(path)
    symlink("nowhere", path)
    #expect(try list(bench).error.contains("No such file or directory\n  --> .hongbao.yaml"))
    unlink(path)
    mkfifo(path, 0o644)
    #expect(try list(bench).error.contains("it is no regular file"))
    unlink(path)
    try Data([0x71, 0xFF]).write(to: URL(fileURLWithPath: path))
    #expect(try list(bench).error.contains("it is not UTF-8"))
    unlink(path)
    symlink("/dev/null", path)
    #expect(try list(bench).status == 0)
  }

  @Test func `of the user is told as well, and none is none`() throws {
    let bench = try RunWorkbench()
    let home = ["XDG_CONFIG_HOME": bench.folder.path("conf")]
    #expect(try list(bench, home).status == 0)
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("conf/hongbao/config.yaml"), withIntermediateDirectories: true)
    let end = try list(bench, home)
    #expect(end.status == 66 && end.error.contains("conf/hongbao/config.yaml\n"), "\(end.error)")
  }

  @Test func `a date that is asked for stands in the record`() throws {
    let bench = try RunWorkbench()
    let end = try ProcessRunner.hongbao(
      ["run", "tiny.yaml", "-q"], folder: bench.folder.root,
      environment: ["SOURCE_DATE_EPOCH": "1485532800"]
    ).run()
    #expect(end.status == 0, "\(end.error)")
    let record = try JSONDocument(bench.text("\(try bench.onlyRun())/run.json"))
    #expect(record["date"]?.string == "2017-01-27T16:00:00Z")
  }

  @Test func `and a variable that means nothing is named`() throws {
    let bench = try RunWorkbench()
    let end = try ProcessRunner.hongbao(
      ["run", "tiny.yaml"], folder: bench.folder.root, environment: ["HONGBAO_THREADS": "abc"]
    ).run()
    #expect(end.status == 64)
    #expect(
      end.error == """
        error: `threads` is 1 to 1024, not `abc`
          --> HONGBAO_THREADS

        """)
  }
}
