import Foundation
import Glibc
import TestSupport
import Testing

/// Capacity studies, sweeps and comparisons over ranks: `mpirun hongbao-mpi capacity` answers what
/// `hongbao capacity` answers, and ends as a whole.
@Suite(.serialized, .enabled(if: MPIJob.objection == nil, "\(MPIJob.objection ?? "")"))
struct `A study over ranks` {
  private static let capacity = [
    "capacity", "scenario.yaml", "--point-window", "1s", "--point-warmup", "500ms",
    "--replications", "3", "--precision", "10%", "--quiet",
  ]
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let objective = "objectives:\n  - p99(claim) < 40ms\n"
    _ = try folder.write(
      RankScenario.people(sends: "100/s", size: "5") + objective, to: "scenario.yaml")
    _ = try folder.write(
      RankScenario.people(sends: "2k/s", size: "10", seconds: 3000) + objective, to: "long.yaml")
  }

  /// The texts of some files below a folder, by their names.
  private func texts(_ out: String, _ names: [String]) throws -> [String: String] {
    let paths = FileManager.default.enumerator(atPath: folder.path(out))?.allObjects ?? []
    var texts: [String: String] = [:]
    for case let path as String in paths {
      guard let name = path.split(separator: "/").last.map(String.init), names.contains(name)
      else { continue }
      texts[name] = try String(contentsOfFile: folder.path("\(out)/\(path)"), encoding: .utf8)
    }
    return texts
  }

  private func expectSame(
    _ words: [String], _ names: [String], shapes: [(ranks: Int, threads: Int)]
  ) throws {
    let end = try ProcessRunner.hongbao(words + ["--out", "plain"], folder: folder.root).run()
    #expect(end.status == 0, "\(end.error)")
    let expected = try texts("plain", names)
    #expect(expected.count == names.count)
    for (ranks, threads) in shapes {
      let out = "\(ranks)-\(threads)"
      let end = try MPIJob.runner(
        ranks: ranks, words + ["--out", out, "--threads", "\(threads)"], folder: folder.root
      ).run()
      #expect(end.status == 0, "\(end.error)")
      #expect(try texts(out, names) == expected, "\(ranks) ranks of \(threads) threads")
    }
  }

  @Test func `a capacity study has the bytes of one process`() throws {
    try expectSame(
      Self.capacity, ["capacity.json", "report.html"], shapes: [(1, 1), (2, 2), (3, 1)])
  }

  @Test func `a sweep has the bytes of one process`() throws {
    try expectSame(
      [
        "sweep", "scenario.yaml", "--vary", "load=0.5..1.5/0.5", "--replications", "3", "--quiet",
      ], ["sweep.json", "sweep.csv", "report.html"], shapes: [(3, 1)])
  }

  @Test(arguments: [["--replications", "4"], ["--precision", "20%", "--max-replications", "12"]])
  func `a comparison has the bytes of one process`(_ option: [String]) throws {
    try expectSame(
      ["compare", "scenario.yaml", "--variant", "small:tiers.settlement.nodes=2", "--quiet"]
        + option,
      ["comparison.json", "comparison.csv", "report.html"], shapes: [(3, 1)])
  }

  @Test func `a study on other ranks goes on from the points that are kept`() throws {
    var answers: [[String: String]] = []
    for ranks in [3, 2] {
      let end = try MPIJob.runner(
        ranks: ranks, Self.capacity + ["--out", "kept"], folder: folder.root
      ).run()
      #expect(end.status == 0, "\(end.error)")
      answers.append(try texts("kept", ["capacity.json"]))
    }
    #expect(!answers[0].isEmpty && answers[0] == answers[1])
  }

  // MARK: The end of a job

  private var results: [String: String] {
    (try? texts("results", ["capacity.json", "report.html", "sweep.json"])) ?? [:]
  }

  private func long(_ ranks: Int) throws -> RunningProcess {
    try MPIJob.runner(ranks: ranks, ["capacity", "long.yaml"], folder: folder.root).start()
  }

  /// Waits until a point is under way.
  private func waitForProgress(of job: RunningProcess) {
    let deadline = ContinuousClock.now + .seconds(60)
    while !job.errorSoFar.contains(" points "), ContinuousClock.now < deadline { usleep(20_000) }
  }

  @Test func `a signal to the job ends it, and writes nothing`() throws {
    let job = try long(3)
    waitForProgress(of: job)
    job.send(SIGTERM)
    let end = try job.wait(timeoutSeconds: 30)
    #expect(end.status != 0, "\(end.error)")
    #expect(results.isEmpty)
  }

  @Test func `a signal to one rank ends the job within ten seconds`() throws {
    let job = try long(3)
    let one = try #require(MPIJob.process(ofRank: 1, below: job.process))
    waitForProgress(of: job)
    kill(one, SIGTERM)
    let start = ContinuousClock.now
    let end = try job.wait(timeoutSeconds: 60)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(end.status == 143, "\(end.error)")
    #expect(results.isEmpty)
  }

  @Test func `the death of a rank ends the job within ten seconds`() throws {
    let job = try long(3)
    let victim = try #require(MPIJob.process(ofRank: 2, below: job.process))
    waitForProgress(of: job)
    kill(victim, SIGKILL)
    let start = ContinuousClock.now
    let end = try job.wait(timeoutSeconds: 60)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(end.status != 0, "\(end.error)")
    #expect(results.isEmpty)
  }

  @Test func `a mistake is told once, and a folder that cannot be made ends the job`() throws {
    for (words, status, message) in [
      (["capacity", "scenario.yaml", "--out", "/dev/null/x"], Int32(73), "/dev/null"),
      (["sweep", "scenario.yaml", "--vary", "nothing=1,2"], 65, "error["),
      (["compare", "scenario.yaml", "absent.yaml"], 66, "absent.yaml"),
    ] {
      let plain = try ProcessRunner.hongbao(words, folder: folder.root).run()
      let end = try MPIJob.runner(ranks: 3, words, folder: folder.root).run()
      #expect(plain.status == status && end.status == status, "\(plain.error)\(end.error)")
      let count = { (text: String) in text.components(separatedBy: message).count - 1 }
      #expect(count(end.error) == count(plain.error), "\(end.error)")
    }
    #expect(results.isEmpty)
  }

  @Test func `ranks that were asked for different studies do not begin`() throws {
    let end = try MPIJob.runner(
      mixed: [Self.capacity, Self.capacity + ["--point-window", "2s"]], folder: folder.root
    ).run()
    #expect(end.status == 65, "\(end.error)")
    #expect(end.error.contains("rank 1 does not read the same"))
    #expect(results.isEmpty)
  }
}
