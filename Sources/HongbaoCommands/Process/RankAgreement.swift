import ClusterModel
import ScenarioLanguage
import ScenarioTypes

/// Ranks compare what they have read before they work together.
enum RankAgreement {
  /// Makes sure that all ranks have read the same, and throws on all of them otherwise.
  ///
  /// A mistake that rank 0 has found too is told by rank 0 alone.
  ///
  /// - Parameters:
  ///   - finding: equal where the same was read; nil for a mistake.
  ///   - file: what was read, for the message.
  ///   - tell: tells of this rank's mistake and throws.
  static func check(
    _ finding: String?, of file: String, on ranks: any RankGroup, tell: () throws -> Void
  ) throws {
    let own = finding.map { "+\(ToolVersion.current) \($0)" } ?? "-"
    let findings = ranks.share(Array(own.utf8))
    let isGood = findings[0].first == UInt8(ascii: "+")
    guard isGood else {
      if ranks.rank == 0 { try tell() }
      throw ExitStatus.invalidInput.error
    }
    guard let other = findings.firstIndex(where: { $0 != findings[0] }) else { return }
    if ranks.rank == 0 {
      StandardStream.error.tell(
        "error: rank \(other) does not read the same `\(file)` as rank 0; all ranks need the "
          + "same files and the same version of hongbao-mpi\n")
    } else if finding == nil {
      StandardStream.error.tell("error: on rank \(ranks.rank):\n")
      try tell()
    }
    throw ExitStatus.invalidInput.error
  }

  /// What a scenario is compared by; nil for a mistake.
  static func finding(_ outcome: ScenarioLoader.Outcome) -> String? {
    switch outcome {
    case .loaded(let loaded, _): "\(loaded.digest) \(loaded.scenario.seed)"
    case .unreadable, .invalid: nil
    }
  }
}
