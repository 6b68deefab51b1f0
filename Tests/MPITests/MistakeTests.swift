import Foundation
import Glibc
import TestSupport
import Testing

/// What goes wrong with ranks is told once and clearly, and leaves no result.
@Suite(.serialized, .enabled(if: MPIJob.objection == nil, "\(MPIJob.objection ?? "")"))
struct `A job that cannot end well` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(RankScenario.people(sends: "50/s", size: "5"), to: "good.yaml")
    _ = try folder.write(RankScenario.people(sends: "60/s", size: "5"), to: "other.yaml")
    _ = try folder.write(
      RankScenario.people(sends: "50/s", size: "five", seconds: 2), to: "bad.yaml")
    _ = try folder.write(
      RankScenario.people(sends: "2k/s", size: "10", seconds: 3000), to: "long.yaml")
  }

  /// How often a text stands in another one.
  private func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  private var results: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path("results/ranks-test"))) ?? []
  }

  @Test(arguments: [
    (["run", "bad.yaml"], Int32(65), "error["), (["run", "absent.yaml"], 66, "absent.yaml"),
    (["run", "good.yaml", "--threads", "0"], 64, "--threads must be"),
    (["run", "good.yaml", "--resume"], 64, "--checkpoint and --resume are for one rank"),
    (["rum"], 64, "rum"),
  ])
  func `a mistake of the user has one message and its status`(
    _ arguments: [String], _ status: Int32, _ message: String
  ) throws {
    let plain = try ProcessRunner.hongbao(arguments, folder: folder.root).run()
    let end = try MPIJob.runner(ranks: 3, arguments, folder: folder.root).run()
    #expect(end.status == status, "\(end.error)")
    #expect(end.error.contains(message), "\(end.error)")
    if plain.status == status {
      #expect(count(message, in: end.error) == count(message, in: plain.error), "\(end.error)")
    }
    // One process may go on from a checkpoint, and then has a result.
    #expect(results.isEmpty || plain.status == 0)
  }

  @Test func `other verbs speak once`() throws {
    let end = try MPIJob.runner(ranks: 3, ["validate", "good.yaml"], folder: folder.root).run()
    #expect(end.status == 0)
    #expect(count("valid", in: end.output) == 1, "\(end.output)")
  }

  @Test func `ranks that read different scenarios do not run`() throws {
    let end = try MPIJob.runner(
      mixed: [["run", "good.yaml"], ["run", "other.yaml"]], folder: folder.root
    ).run()
    #expect(end.status == 65, "\(end.error)")
    #expect(end.error.contains("rank 1 does not read the same `good.yaml` as rank 0"))
    #expect(results.isEmpty)
  }

  @Test func `a scenario that is too large is refused once, with replications, too`() throws {
    let one = "people: {requests: {kind: claim, rate: 1/s}}"
    let many = (0...200).map { "  " + one.replacing("people", with: "people\($0)") }
    _ = try folder.write(
      """
      version: 1
      name: Ranks test
      duration: 1s
      tiers: {server: {operation: relay, nodes: 1, service: 1ms}}
      flow: {claim: [server]}
      populations:
      \(many.joined(separator: "\n"))

      """, to: "many.yaml")
    for words in [[], ["--replications", "5"]] {
      let end = try MPIJob.runner(ranks: 3, ["run", "many.yaml"] + words, folder: folder.root)
        .run()
      #expect(end.status == 65, "\(end.error)")
      #expect(count("error[S0208]", in: end.error) == 1, "\(end.error)")
      #expect(results.isEmpty)
    }
  }

  @Test func `a signal stops replications on all ranks`() throws {
    let job = try MPIJob.runner(
      ranks: 2, ["run", "long.yaml", "--replications", "4"], folder: folder.root
    ).start()
    _ = try #require(MPIJob.process(ofRank: 1, below: job.process))
    usleep(2_000_000)
    job.send(SIGTERM)
    let end = try job.wait(timeoutSeconds: 30)
    #expect(end.status != 0, "\(end.error)")
    #expect(results.isEmpty)
  }

  @Test(arguments: [0, 1, 2])
  func `the death of a rank ends the job within ten seconds, without a result`(_ rank: Int) throws {
    let job = try MPIJob.runner(ranks: 3, ["run", "long.yaml"], folder: folder.root).start()
    let victim = try #require(MPIJob.process(ofRank: rank, below: job.process))
    waitForProgress(of: job)
    kill(victim, SIGKILL)
    let start = ContinuousClock.now
    let end = try job.wait(timeoutSeconds: 60)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(end.status != 0, "\(end.error)")
    #expect(end.error.contains("rank \(rank)") && end.error.contains("Killed"), "\(end.error)")
    #expect(end.output.isEmpty)
    #expect(results.isEmpty)
  }

  @Test func `a signal stops the job, and nothing is written`() throws {
    let job = try MPIJob.runner(ranks: 2, ["run", "long.yaml"], folder: folder.root).start()
    _ = try #require(MPIJob.process(ofRank: 1, below: job.process))
    waitForProgress(of: job)
    job.send(SIGTERM)
    let end = try job.wait(timeoutSeconds: 30)
    #expect(end.status != 0, "\(end.error)")
    #expect(results.isEmpty)
  }

  private func waitForProgress(of job: RunningProcess) {
    let deadline = ContinuousClock.now + .seconds(60)
    while !job.errorSoFar.contains("simulated"), ContinuousClock.now < deadline {
      usleep(20_000)
    }
  }
}
