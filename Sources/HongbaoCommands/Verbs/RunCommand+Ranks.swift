import ArgumentParser
import ClusterModel
import Experiments
import ScenarioLanguage
import ScenarioTypes

/// A run that several processes share. Rank 0 leads and tells; the others are silent unless they
/// alone have something to say.
extension RunCommand {
  /// Runs this rank's part.
  func runShared(on ranks: any RankGroup) throws {
    let start = ContinuousClock.now
    Interruption.listen(grace: 5)
    let isLeader = ranks.rank == 0
    if keeping.isWanted {
      if isLeader {
        StandardStream.error.tell(
          "error: --checkpoint and --resume are for one rank, not for \(ranks.count)\n")
      }
      throw ExitStatus.usage.error
    }
    if planning.isDry {
      if isLeader {
        StandardStream.error.tell(
          "error: --dry-run is for one rank, not for \(ranks.count); hongbao run tells the same\n")
      }
      throw ExitStatus.usage.error
    }
    let outcome = load()
    try compare(outcome, on: ranks)
    guard case .loaded(let loaded, _) = outcome else { throw ExitStatus.invalidInput.error }
    if isLeader { return try lead(try accept(outcome), on: ranks, since: start) }
    try checkMetrics(loaded)
    // A shard is rank 0's alone: its launcher starts as many as there are.
    guard statistics.shard == nil else { return }
    do throws(RunFailure) {
      try ReplicationRunner(plan(loaded, on: ranks)).follow { Interruption.status == nil }
    } catch {
      // Rank 0 fails alike, and says why.
      throw ExitStatus.invalidInput.error
    }
  }

  /// Makes sure that all ranks have read the same scenario, and throws on all of them otherwise.
  ///
  /// A mistake that rank 0 has found too is told by rank 0 alone.
  private func compare(_ outcome: ScenarioLoader.Outcome, on ranks: any RankGroup) throws {
    let findings = ranks.share(Array(Self.finding(outcome).utf8))
    let isGood = findings[0].first != UInt8(ascii: "-")
    guard isGood else {
      if ranks.rank == 0 { _ = try accept(outcome) }
      throw ExitStatus.invalidInput.error
    }
    guard let other = findings.firstIndex(where: { $0 != findings[0] }) else { return }
    if ranks.rank == 0 {
      StandardStream.error.tell(
        "error: rank \(other) does not read the same `\(file)` as rank 0; all ranks need the "
          + "same files and the same version of hongbao-mpi\n")
    } else if findings[ranks.rank].first == UInt8(ascii: "-") {
      StandardStream.error.tell("error: on rank \(ranks.rank):\n")
      _ = try accept(outcome)
    }
    throw ExitStatus.invalidInput.error
  }

  /// What ranks compare: equal for the same scenario, and `-` without one.
  private static func finding(_ outcome: ScenarioLoader.Outcome) -> String {
    switch outcome {
    case .loaded(let loaded, _): "\(ToolVersion.current) \(loaded.digest) \(loaded.scenario.seed)"
    case .unreadable, .invalid: "-"
    }
  }
}
