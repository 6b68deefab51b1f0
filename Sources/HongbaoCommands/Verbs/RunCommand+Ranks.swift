import ArgumentParser
import ClusterModel
import Experiments
import ScenarioLanguage

/// A run that several processes share. Rank 0 leads and tells; the others are silent unless they
/// alone have something to say.
extension RunCommand {
  /// Runs this rank's part.
  func runShared(on ranks: any RankGroup) throws {
    let start = ContinuousClock.now
    Interruption.listen(on: ranks)
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
    try RankAgreement.check(RankAgreement.finding(outcome), of: file, on: ranks) {
      _ = try accept(outcome)
    }
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
    // One run is stopped by rank 0 alone.
    if statistics.isOfSeveralRuns, let status = Interruption.status { throw status.error }
  }
}
