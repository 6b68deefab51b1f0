import Foundation
import Glibc
import TestSupport

/// `hongbao-mpi` under `mpirun`, on this machine.
enum MPIJob {
  /// Why there can be no jobs here; nil: there can.
  static let objection: String? = {
    guard mpirun != nil else { return "there is no mpirun (Debian: openmpi-bin)" }
    guard let probe = try? single(["--version"]).run(), probe.status == 0 else {
      return "hongbao-mpi was built without MPI (Debian: libopenmpi-dev), or is not there"
    }
    return nil
  }()

  private static let mpirun: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/mpirun" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// More ranks than cores, also as root, as containers of CI need it.
  private static let environment = [
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_mpi_yield_when_idle": "1",
    "OMPI_MCA_hwloc_base_binding_policy": "none",
    "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
  ]

  /// The program that was built with these tests.
  private static func program() throws -> String {
    let plain = URL(fileURLWithPath: try ProcessRunner.hongbaoPath())
    return plain.deletingLastPathComponent().appendingPathComponent("hongbao-mpi").path
  }

  /// Without `mpirun`.
  static func single(_ arguments: [String], folder: String? = nil) throws -> ProcessRunner {
    ProcessRunner(try program(), arguments, folder: folder, environment: environment)
  }

  /// On so many ranks, with the same arguments.
  static func runner(
    ranks: Int, _ arguments: [String], folder: String? = nil
  ) throws -> ProcessRunner {
    ProcessRunner(
      mpirun ?? "mpirun", ["-np", String(ranks), try program()] + arguments, folder: folder,
      environment: environment)
  }

  /// One rank for each list of arguments.
  static func runner(mixed arguments: [[String]], folder: String) throws -> ProcessRunner {
    let program = try program()
    let parts = arguments.map { ["-np", "1", program] + $0 }
    return ProcessRunner(
      mpirun ?? "mpirun", Array(parts.joined(separator: [":"])), folder: folder,
      environment: environment)
  }

  /// The process of a rank below an `mpirun`, as soon as it is there.
  static func process(ofRank rank: Int, below parent: pid_t) -> pid_t? {
    let deadline = ContinuousClock.now + .seconds(30)
    let wanted = "OMPI_COMM_WORLD_RANK=\(rank)"
    while ContinuousClock.now < deadline {
      let text = (try? text("/proc/\(parent)/task/\(parent)/children")) ?? ""
      for child in text.split(separator: " ").compactMap({ pid_t($0) }) {
        let variables = (try? self.text("/proc/\(child)/environ")) ?? ""
        if variables.split(separator: "\0").contains(where: { $0 == wanted }) { return child }
      }
      usleep(20_000)
    }
    return nil
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}
