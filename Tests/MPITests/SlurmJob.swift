import Foundation
import TestSupport

/// Programs inside a Slurm of this one machine (`scripts/slurm-here`).
enum SlurmJob {
  /// Why there can be none here; nil: there can.
  static let objection: String? = {
    if let objection = MPIJob.objection { return objection }
    guard let probe = try? here(["true"]).run(timeoutSeconds: 60) else {
      return "scripts/slurm-here does not start"
    }
    return probe.status == 0 ? nil : "there is no Slurm here: \(probe.error)"
  }()

  /// A command with a Slurm around it.
  static func here(_ command: [String], folder: String? = nil) throws -> ProcessRunner {
    let system = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin"
    return ProcessRunner(
      "\(ScenarioFixture.repository)/scripts/slurm-here", command, folder: folder,
      environment: ["PATH": "\(try programs):\(system)"])
  }

  /// `srun` of that many ranks of `hongbao-mpi`, more than cores if need be.
  static func srun(
    ranks: Int, _ arguments: [String], folder: String? = nil
  ) throws -> ProcessRunner {
    try here(
      [
        "srun", "--mpi=pmix", "--overcommit", "--ntasks=\(ranks)", "--kill-on-bad-exit=1",
        "--cpu-bind=none", "\(try programs)/hongbao-mpi",
      ] + arguments, folder: folder)
  }

  /// The folder of the programs that were built with these tests.
  private static var programs: String {
    get throws {
      URL(fileURLWithPath: try ProcessRunner.hongbaoPath()).deletingLastPathComponent().path
    }
  }
}
