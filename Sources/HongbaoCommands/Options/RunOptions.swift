import ArgumentParser
import ClusterModel
import Experiments
import Foundation

/// The options of every verb that runs something.
struct RunOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The seed of all random numbers, 0 to 18446744073709551615; same as --set seed=N.",
      valueName: "n"),
    transform: { text in
      guard let seed = SeedText.seed(text) else {
        throw ValidationError(
          "--seed must be a whole number from 0 to 18446744073709551615, got '\(text)'")
      }
      return seed
    })
  var seed: UInt64?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Threads for replications, or of one run; all cores by default.", valueName: "n"))
  var threads: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Changes a value of the scenario, for example duration=5s or tiers.cache.nodes=96; may be "
        + "given again.", valueName: "path=value"))
  var overrides: [String] = []

  @Flag(name: .customLong("no-progress"), help: "No progress on standard error.")
  var hidesProgress = false

  @OptionGroup var output: OutputOptions

  var outputFolder: String { output.folder }
  /// What tells beside the result.
  var log: MessageLog { output.log }
  /// Progress is no message, but who wants no notes wants none of it either.
  var showsProgress: Bool { log.shows(.info) && !hidesProgress }
  var style: StyleOptions { output.style }

  /// Threads of this process: all cores, but one a rank, since ranks are started as many as there
  /// are cores to use.
  func threads(on ranks: any RankGroup) -> Int {
    threads ?? (ranks.count > 1 ? 1 : ProcessInfo.processInfo.activeProcessorCount)
  }

  /// The crew of ranks that share a study; to be made by all of them at the same time.
  func crew(on ranks: any RankGroup) -> RankCrew {
    RankCrew(ranks, threads: threads(on: ranks))
  }

  /// All overrides in order; `--seed` has the last word.
  var allOverrides: [String] { overrides + (seed.map { ["seed=\($0)"] } ?? []) }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be 1 to 1024, got '\(threads)'")
    }
    for text in overrides where !text.contains("=") || text.hasPrefix("=") {
      throw ValidationError("--set needs path=value, got '\(text)'")
    }
  }
}
