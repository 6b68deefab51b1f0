import Foundation
import Glibc
import TestSupport
import Testing

/// What docs/mpi.md and docs/spreading.md say of Slurm, in a Slurm of this machine.
@Suite(.serialized, .enabled(if: SlurmJob.objection == nil, "\(SlurmJob.objection ?? "")"))
struct `Jobs of Slurm` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(RankScenario.people(sends: "50/s", size: "5"), to: "good.yaml")
    _ = try folder.write(
      RankScenario.people(sends: "2k/s", size: "10", seconds: 3000), to: "long.yaml")
  }

  @Test func `ranks under srun write what one process writes`() throws {
    let single = try ProcessRunner.hongbao(
      ["run", "good.yaml", "--json", "--quiet", "--out", "single"], folder: folder.root
    ).run()
    #expect(single.status == 0, "\(single.error)")
    for ranks in [1, 3] {
      let end = try SlurmJob.srun(
        ranks: ranks, ["run", "good.yaml", "--json", "--quiet", "--out", "r\(ranks)"],
        folder: folder.root
      ).run(timeoutSeconds: 120)
      #expect(end.status == 0, "\(end.error)")
      #expect(try fingerprint(end) == fingerprint(single))
    }
  }

  @Test func `the death of a rank ends the job, without a result`() throws {
    let job = try SlurmJob.srun(ranks: 2, ["run", "long.yaml"], folder: folder.root).start()
    let deadline = ContinuousClock.now + .seconds(60)
    while !job.errorSoFar.contains("simulated"), ContinuousClock.now < deadline { usleep(50_000) }
    let victim = try #require(rank(1))
    kill(victim, SIGKILL)
    let start = ContinuousClock.now
    let end = try job.wait(timeoutSeconds: 60)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(end.status != 0, "\(end.error)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("results/ranks-test")))
  }

  @Test func `the job file of an array is run by sbatch, and merged to the same result`() throws {
    let words = ["good.yaml", "--replications", "5"]
    let job = try ProcessRunner.hongbao(
      ["launch", "slurm"] + words
        + ["--shards", "3", "--threads", "1", "--memory", "500MiB", "--time", "10min", "--print"],
      folder: folder.root
    ).run()
    #expect(job.status == 0, "\(job.error)")
    _ = try folder.write(job.output, to: "job.sbatch")
    let end = try SlurmJob.here(["sbatch", "--wait", "job.sbatch"], folder: folder.root)
      .run(timeoutSeconds: 120)
    #expect(end.status == 0, "\(end.error)")
    let merged = try ProcessRunner.hongbao(["merge", "results", "--json"], folder: folder.root)
      .run()
    let whole = try ProcessRunner.hongbao(
      ["run"] + words + ["--json", "--quiet", "--out", "whole"], folder: folder.root
    ).run()
    #expect(merged.status == 0 && whole.status == 0, "\(merged.error) \(whole.error)")
    #expect(try fingerprint(merged) == fingerprint(whole))
  }

  private func fingerprint(_ end: FinishedProcess) throws -> String {
    let json = try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
    return try #require(json?["fingerprint"] as? String)
  }

  /// A process of this job, by its rank.
  private func rank(_ number: Int) -> pid_t? {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { pid_t($0) }.first { process in
      let file = { (name: String) in
        FileManager.default.contents(atPath: "/proc/\(process)/\(name)")
          .map { String(decoding: $0, as: UTF8.self).split(separator: "\0").map(String.init) } ?? []
      }
      return file("cmdline").first?.hasSuffix("/hongbao-mpi") == true
        && file("environ").contains("SLURM_PROCID=\(number)")
        && (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd"))
          == folder.root
    }
  }
}
