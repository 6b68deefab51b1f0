/// Why a run cannot go on from its checkpoint.
package struct CheckpointFailure: Error, Hashable, Sendable {
  /// 65 for a checkpoint that does not fit or is damaged, 66 for one that cannot be read.
  package var status: ExitStatus
  /// The code that `hongbao explain` knows; nil for a file that cannot be read.
  package var code: String?
  package var message: String
  package var path: String

  package static func mismatch(_ message: String, _ path: String) -> CheckpointFailure {
    CheckpointFailure(
      status: .invalidInput, code: CommandCatalog.checkpointMismatch, message: message, path: path)
  }

  package static func damaged(_ message: String, _ path: String) -> CheckpointFailure {
    CheckpointFailure(
      status: .invalidInput, code: CommandCatalog.checkpointDamaged, message: message, path: path)
  }

  package static func unreadable(_ reason: String, _ path: String) -> CheckpointFailure {
    CheckpointFailure(
      status: .missingInput, code: nil, message: "cannot read the checkpoint: \(reason)",
      path: path)
  }

  /// What is shown.
  package var text: String {
    """
    error\(code.map { "[\($0)]" } ?? ""): \(message)
      --> \(path)
      = help: without --resume the run starts from the beginning

    """
  }
}
