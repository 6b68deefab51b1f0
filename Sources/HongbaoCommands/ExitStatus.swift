import ArgumentParser

/// What the exit status of the tool says; the one table that help, documents and tests follow.
///
/// The numbers are those of sysexits (64 to 74), of k6 (99) and of shells (128 + signal).
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Done, and every objective held.
  case done = 0
  /// An error of the tool, or an audit that does not balance.
  case internalError = 1
  /// The command line is wrong.
  case usage = 64
  /// The scenario is invalid, or shards do not fit together.
  case invalidInput = 65
  /// A file, replication or run to read is missing or unreadable.
  case missingInput = 66
  /// Something that is needed is not there, or there is not enough of it.
  case unavailable = 69
  /// A file or folder to write cannot be created.
  case cannotCreate = 73
  /// Writing failed midway.
  case inputOutput = 74
  /// The run is done, and the precision asked for was not reached.
  case precisionNotReached = 75
  /// A comparison is done, and found a metric that got worse.
  case regression = 98
  /// The run is done, and an objective did not hold.
  case objectiveFailed = 99
  /// Stopped by SIGINT (Ctrl-C).
  case interrupted = 130
  /// Stopped by SIGTERM.
  case terminated = 143

  /// What the status means, in one line.
  package var meaning: String {
    switch self {
    case .done: "done; every objective held, or the scenario has none"
    case .internalError: "internal error, or the audit found violations (error[A0001])"
    case .usage: "wrong use of the command line"
    case .invalidInput:
      "the scenario or the checkpoint is invalid, or shards do not fit together; nothing was run"
    case .missingInput:
      "an input file, a replication to merge, a run, or the database of runs is missing or cannot "
        + "be read"
    case .unavailable:
      "something needed is missing: memory for the run (error[M0002]), Swift, MPI"
    case .cannotCreate: "an output file or folder cannot be created"
    case .inputOutput: "input or output error while writing, or the database of runs cannot be used"
    case .precisionNotReached:
      "the run is done, but --precision was not reached (with --require-precision)"
    case .regression: "compare found a regression (with --fail-on regression)"
    case .objectiveFailed:
      "the run is done, but an objective failed; capacity --require-plan: the plan is not held"
    case .interrupted: "stopped by Ctrl-C (SIGINT); a result is partial and marked so"
    case .terminated: "stopped by SIGTERM; a result is partial and marked so"
    }
  }

  /// The table as text, as `hongbao help exit-codes` prints it.
  package static var table: String {
    var lines = ["EXIT STATUS"]
    for status in allCases {
      let number = String(status.rawValue)
      let padding = String(repeating: " ", count: 5 - number.utf8.count)
      lines.append("  \(number)\(padding)\(status.meaning)")
    }
    return lines.joined(separator: "\n")
  }

  /// The error that ends a command with this status.
  var error: ExitCode { ExitCode(rawValue) }
}
