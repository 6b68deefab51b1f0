import Foundation
import TestSupport
import Testing

/// A file without a byte is an empty database to SQLite, and one that is new to us.
@Suite struct `An empty file in the place of the database` {
  private func hongbao(_ bench: RunWorkbench, _ words: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
  }

  private func bench() throws -> RunWorkbench {
    let bench = try RunWorkbench()
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("results"), withIntermediateDirectories: true)
    try bench.folder.write("", to: "results/hongbao.sqlite")
    return bench
  }

  @Test func `has no runs`() throws {
    let bench = try bench()
    let list = try hongbao(bench, "runs", "list", "--json")
    #expect(list.status == 0, "\(list.error)")
    #expect(try JSONDocument(list.output)["runs"]?.elements.isEmpty == true)
    for words in [["runs", "show", "latest"], ["report", "latest"], ["runs", "rm", "latest"]] {
      try bench.folder.write("", to: "results/hongbao.sqlite")
      let end = try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
      #expect(end.status == 66 && end.error == "error: no finished run is kept\n", "\(end.error)")
    }
    try bench.folder.write("", to: "results/hongbao.sqlite")
    let all = try hongbao(bench, "export", "--all", "--as", "json")
    #expect(all.status == 0, "\(all.error)")
  }

  @Test func `takes the runs that come`() throws {
    let bench = try bench()
    let run = try bench.run()
    #expect(run.status == 0 && run.error.contains("note: kept as tiny-test-"), "\(run.error)")
    #expect(try hongbao(bench, "runs", "show", "latest").status == 0)
    try bench.folder.write("", to: "results/hongbao.sqlite")
    let taken = try hongbao(bench, "import", "results")
    #expect(taken.status == 0 && taken.output.hasPrefix("took in "), "\(taken.error)")
    #expect(try hongbao(bench, "runs", "show", "latest").status == 0)
  }
}
