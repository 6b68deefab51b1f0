import ArgumentParser
import ClusterModel
import Experiments
import Quantities
import ResultTypes
import ScenarioTypes

/// Keeping the state of a run, and going on from it.
extension RunCommand {
  /// The checkpoints of the run; none are kept of several runs, and none over several ranks.
  func checkpoints(_ loaded: LoadedScenario, on ranks: any RankGroup) -> SharedCheckpoints {
    let seed = loaded.scenario.seed
    let file = CheckpointFile(
      parent: "\(options.outputFolder)/\(ResultFolderName.slug(of: loaded.scenario.name))",
      run: ResultFolderName.run(seed: seed, digest: loaded.digest))
    let header = CheckpointHeader(
      toolVersion: ToolVersion.current, scenario: loaded.digest, seed: seed,
      detectsWarmup: statistics.detectsWarmup, simulatedSeconds: 0,
      totalSeconds: loaded.scenario.duration.seconds, wallSeconds: 0)
    let interval =
      statistics.isOfSeveralRuns || ranks.count > 1 ? .off : keeping.checkpoint ?? .standard
    return SharedCheckpoints(
      CheckpointKeeper(
        file: file, header: header, interval: interval, isWanted: keeping.isWanted,
        log: options.log))
  }

  /// Finds out where the run goes on, and says it.
  func resume(_ checkpoints: SharedCheckpoints) throws {
    guard keeping.resume else {
      if !statistics.isOfSeveralRuns && checkpoints.hasFile {
        note("there is a checkpoint of this run, `\(checkpoints.path)`; --resume goes on from it")
      }
      return
    }
    do throws(CheckpointFailure) {
      guard let header = try checkpoints.resume() else {
        note("there is no checkpoint `\(checkpoints.path)`; the run starts from the beginning")
        return
      }
      note(
        "resumed at \(ProgressText.seconds(header.simulatedSeconds)) of "
          + "\(ProgressText.seconds(header.totalSeconds)) simulated")
    } catch {
      throw refused(error)
    }
  }

  /// Says why a run cannot be made.
  func refused(_ failure: RunFailure, _ checkpoints: SharedCheckpoints) -> ExitCode {
    switch failure {
    case .model(let error):
      StandardStream.error.tell(
        "error[\(CommandCatalog.modelLimit)]: \(error)\n  --> \(file)\n")
      return ExitStatus.invalidInput.error
    case .checkpoint(let error):
      let message = "\(error)"
      return refused(
        error.isDamaged
          ? .damaged(message, checkpoints.path) : .mismatch(message, checkpoints.path))
    }
  }

  private func refused(_ failure: CheckpointFailure) -> ExitCode {
    StandardStream.error.tell(failure.text)
    return failure.status.error
  }

  /// Ends a run that a signal stopped, and says how it goes on if it can.
  ///
  /// - Parameter partial: of the result that was written, if one was.
  func stopped(
    _ status: ExitStatus, _ loaded: LoadedScenario, _ checkpoints: SharedCheckpoints,
    with partial: PartialResult? = nil, kept replications: (count: Int, id: String)? = nil
  ) -> ExitCode {
    let what = replications.map { "\($0.count) replications are kept as \($0.id)" }
    let said = [partial?.sentence, what].compactMap(\.self).joined(separator: "; ")
    let written = said.isEmpty ? "nothing was written" : said
    guard let kept = checkpoints.keptSeconds else {
      StandardStream.error.tell("error: stopped by a signal; \(written)\n")
      return status.error
    }
    let total = ProgressText.seconds(loaded.scenario.duration.seconds)
    let result = partial.map { "\($0.sentence); " } ?? ""
    let place = "\(ProgressText.seconds(kept)) of \(total) simulated"
    StandardStream.error.tell(
      """
      error: stopped by a signal; \(result)kept at \(place)
        --> \(checkpoints.path)
        = help: `\(commandToResume(loaded))` goes on from there

      """)
    return status.error
  }

  private func commandToResume(_ loaded: LoadedScenario) -> String {
    let out = options.outputFolder == "results" ? [] : ["--out", options.outputFolder]
    return ShellWords.line(words(loaded) + out + keeping.wordsToResume)
  }
}
