import Foundation
import Glibc
import TestSupport
import Testing

/// `hongbao capacity`, by the built program.
@Suite struct `A capacity study` {
  private static let words = [
    "--point-window", "2s", "--replications", "3", "--precision", "10%", "--no-progress",
  ]

  private func bench() throws -> RunWorkbench {
    let places = TinyScenario.text(sends: "200/s", objective: "p99(claim) < 5s")
      .replacing("nodes: 2", with: "nodes: 2\n    place: town/1..2")
    return try RunWorkbench(places)
  }

  private func runner(_ bench: RunWorkbench, _ words: [String]) throws -> ProcessRunner {
    try ProcessRunner.hongbao(["capacity", "tiny.yaml"] + words, folder: bench.folder.root)
  }

  private func answer(_ bench: RunWorkbench, in out: String) throws -> String {
    try bench.text("\(out)/tiny-test/\(folder(bench, in: out))/capacity.json")
  }

  private func folder(_ bench: RunWorkbench, in out: String) throws -> String {
    try #require(bench.names("\(out)/tiny-test").first { $0.hasPrefix("capacity-") })
  }

  @Test func `it answers, keeps its files, and its page runs again`() throws {
    let bench = try bench()
    let finished = try runner(bench, Self.words + ["--json"]).run()
    #expect(finished.status == 0, "\(finished.error)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any])
    let load = try #require(document["largest_load"] as? [String: Any])
    #expect((load["multiple"] as? Double ?? 0) > 1)
    #expect((document["answer"] as? [String])?.isEmpty == false)
    let path = "results/tiny-test/\(try folder(bench, in: "results"))"
    #expect(
      bench.names(path) == ["capacity.json", "picture.json", "points", "report.html", "run.json"])
    #expect(try bench.text("\(path)/capacity.json") == finished.output)
    try check(bench, path, finished.output)
    let again = try ProcessRunner.hongbao(
      ["run", "\(path)/report.html", "--set", "duration=1s", "--quiet"], folder: bench.folder.root
    ).run()
    #expect(again.status == 0, "\(again.error)")
  }

  /// What `hongbao report` makes of a study is what the study has written.
  private func check(_ bench: RunWorkbench, _ path: String, _ json: String) throws {
    func report(_ words: String...) throws -> FinishedProcess {
      try ProcessRunner.hongbao(["report"] + words, folder: bench.folder.root).run()
    }
    for word in [path, "\(path)/capacity.json"] {
      let page = try report(word)
      #expect(page.status == 0 && page.error.isEmpty, "\(page.error)")
      #expect(try page.output == bench.text("\(path)/report.html"))
    }
    #expect(try report(path, "--json").output == json)
    for format in ["text", "markdown", "csv"] {
      let study = try runner(bench, Self.words + ["--format", format, "-q"]).run()
      #expect(try report(path, "--format", format).output == study.output, "\(format)")
    }
    let picture = try bench.text("\(path)/picture.json")
    try FileManager.default.removeItem(atPath: bench.folder.path("\(path)/picture.json"))
    let none = try report(path)
    #expect(none.status == 66 && none.error.contains("picture.json"), "\(none.error)")
    try bench.folder.write(
      picture.replacing("\"events\": ", with: "\"events\": 1", maxReplacements: 1),
      to: "\(path)/picture.json")
    let damaged = try report(path)
    #expect(damaged.status == 65 && damaged.error.hasPrefix("error[R0001]"), "\(damaged.error)")
    try bench.folder.write(picture, to: "\(path)/picture.json")
    let taken = try ProcessRunner.hongbao(
      ["import", "\(path)/picture.json"], folder: bench.folder.root
    ).run()
    #expect(taken.status == 65 && taken.error.contains("a point of a capacity study"))
  }

  @Test func `killed at any moment, it comes to the same answer`() throws {
    let straight = try bench()
    #expect(try runner(straight, Self.words + ["--out", "whole", "--quiet"]).run().status == 0)
    let expected = try answer(straight, in: "whole")
    let bench = try bench()
    var kills = 0
    for moment in 0..<20 {
      let process = try runner(bench, Self.words + ["--quiet"]).start()
      usleep(UInt32(30_000 + 25_000 * moment))
      process.send(SIGKILL)
      if try process.wait().status != 0 { kills += 1 }
    }
    #expect(kills >= 1)
    let end = try runner(bench, Self.words + ["--quiet"]).run()
    #expect(end.status == 0, "\(end.error)")
    #expect(try answer(bench, in: "results") == expected)
  }

  @Test func `a point that was altered on the disk is made again`() throws {
    let bench = try bench()
    #expect(try runner(bench, Self.words + ["--quiet"]).run().status == 0)
    let expected = try answer(bench, in: "results")
    let path = "results/tiny-test/\(try folder(bench, in: "results"))/points"
    let points = bench.names(path)
    #expect(points.count > 5)
    for name in points {
      let text = try bench.text("\(path)/\(name)")
      try bench.folder.write(
        text.replacing("\"growth\": 0", with: "\"growth\": 9"), to: "\(path)/\(name)")
    }
    #expect(try runner(bench, Self.words + ["--quiet"]).run().status == 0)
    #expect(try answer(bench, in: "results") == expected)
  }

  @Test func `a plan that is not held is status 99 when that was asked for`() throws {
    let bench = try bench()
    let words = Self.words + ["--set", "capacity={plan: 30k/s}", "--quiet"]
    let lenient = try runner(bench, words).run()
    #expect(lenient.status == 0 && lenient.error.contains("warning: the planned peak is not held"))
    let strict = try runner(bench, words + ["--require-plan"]).run()
    #expect(strict.status == 99 && strict.error.contains("error: the planned peak is not held"))
  }

  @Test(arguments: [
    ["--replications", "2"], ["--precision", "0%"], ["--point-window", "5"],
    ["--format", "yaml"],
  ])
  func `wrong words are status 64`(_ words: [String]) throws {
    // Its folder lasts as long as it does.
    let bench = try bench()
    #expect(try runner(bench, words).run().status == 64)
  }
}
