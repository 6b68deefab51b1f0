import Foundation
import Glibc
import TestSupport
import Testing

/// `mpirun hongbao-mpi run` answers what `hongbao run` answers. Each job runs alone: there are more
/// ranks than cores as it is.
@Suite(.serialized, .enabled(if: MPIJob.objection == nil, "\(MPIJob.objection ?? "")"))
struct `A run over ranks` {
  /// Ranks and threads of each.
  private static let shapes = [(1, 1), (2, 1), (3, 1), (4, 1), (2, 2), (3, 2)]

  /// The result of a run as its file says it.
  private func result(
    _ name: String, in folder: TemporaryFolder, _ runner: ProcessRunner
  ) throws -> String {
    let end = try runner.run()
    #expect([0, 99].contains(end.status), "\(name): \(end.error)")
    let parents = try FileManager.default.contentsOfDirectory(atPath: folder.path(name))
      .filter { !$0.hasSuffix(".sqlite") }
    let runs = try FileManager.default.contentsOfDirectory(
      atPath: folder.path("\(name)/\(try #require(parents.first))"))
    #expect(parents.count == 1 && runs.count == 1, "\(parents) \(runs)")
    return try String(
      contentsOfFile: folder.path("\(name)/\(parents[0])/\(runs[0])/result.json"),
      encoding: .utf8)
  }

  @Test(arguments: RankScenario.all)
  func `the result is that of one process, byte for byte`(_ scenario: RankScenario) throws {
    let folder = try TemporaryFolder()
    if !scenario.text.isEmpty { _ = try folder.write(scenario.text, to: "scenario.yaml") }
    let words = ["run"] + scenario.words + ["--quiet"]
    let expected = try result(
      "plain", in: folder,
      ProcessRunner.hongbao(words + ["--out", "plain", "--threads", "1"], folder: folder.root))
    #expect(expected.contains("\"fingerprint\""))
    for (ranks, threads) in Self.shapes {
      let name = "\(ranks)-\(threads)"
      let found = try result(
        name, in: folder,
        MPIJob.runner(
          ranks: ranks, words + ["--out", name, "--threads", String(threads)], folder: folder.root))
      #expect(found == expected, "\(ranks) ranks of \(threads) threads")
    }
  }

  @Test(arguments: [["--replications", "5"], ["--precision", "30%", "--max-replications", "12"]])
  func `replications are spread over ranks, and add up to the same`(_ option: [String]) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(RankScenario.people(sends: "50/s", size: "5"), to: "scenario.yaml")
    let words = ["run", "scenario.yaml", "--quiet"] + option
    let expected = try result(
      "plain", in: folder,
      ProcessRunner.hongbao(words + ["--out", "plain"], folder: folder.root))
    #expect(expected.contains("\"statistics\""))
    for ranks in [1, 2, 3, 7] {
      let found = try result(
        "\(ranks)", in: folder,
        MPIJob.runner(ranks: ranks, words + ["--out", "\(ranks)"], folder: folder.root))
      #expect(found == expected, "\(ranks) ranks")
    }
  }

  /// The site, the gate and eight crowds: one of eleven ranks has nothing to do.
  @Test func `more ranks than the cluster has partitions or people`() throws {
    let folder = try TemporaryFolder()
    let text = RankScenario.people(sends: "1/s", size: "1", shares: "1")
    _ = try folder.write(text, to: "scenario.yaml")
    let words = ["run", "scenario.yaml", "--quiet"]
    let expected = try result(
      "plain", in: folder,
      ProcessRunner.hongbao(words + ["--out", "plain"], folder: folder.root))
    let found = try result(
      "many", in: folder, MPIJob.runner(ranks: 11, words + ["--out", "many"], folder: folder.root))
    #expect(found == expected)
  }

  @Test func `run_json says how many ranks there were, and output is told once`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(RankScenario.people(sends: "50/s", size: "5"), to: "scenario.yaml")
    let end = try MPIJob.runner(ranks: 3, ["run", "scenario.yaml", "--json"], folder: folder.root)
      .run()
    #expect(end.status == 0, "\(end.error)")
    let document = try JSONSerialization.jsonObject(with: Data(end.output.utf8))
    let machine = (document as? [String: Any])?["machine"] as? [String: Any]
    #expect(machine?["ranks"] as? Int == 3)
    #expect(end.error.components(separatedBy: "report.html").count == 2, "\(end.error)")
  }

  @Test func `one rank without mpirun is the plain tool`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(RankScenario.people(sends: "50/s", size: "5"), to: "scenario.yaml")
    let words = ["run", "scenario.yaml", "--quiet", "--out"]
    let expected = try result(
      "plain", in: folder, ProcessRunner.hongbao(words + ["plain"], folder: folder.root))
    let found = try result(
      "single", in: folder, MPIJob.single(words + ["single"], folder: folder.root))
    #expect(found == expected)
  }
}
