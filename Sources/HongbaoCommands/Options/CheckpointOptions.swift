import ArgumentParser
import Quantities

/// How a run is kept against a kill, and whether it goes on from where it was.
struct CheckpointOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Keep the state of the run on disk every so often, for example 1min; 'off' for never. "
        + "Default: 5min.", valueName: "time"),
    transform: { text in
      do throws(QuantityError) {
        return try CheckpointInterval(parsing: text)
      } catch {
        throw ValidationError("--checkpoint: \(error), or 'off'")
      }
    })
  var checkpoint: CheckpointInterval?

  @Flag(
    name: .long,
    help: "Go on from the checkpoint of the same scenario, seed and version, when there is one.")
  var resume = false

  /// True when the command line asks for checkpoints.
  var isWanted: Bool { resume || checkpoint.map { $0 != .off } ?? false }

  /// Refuses what is not for several runs.
  func validate(with statistics: StatisticsOptions) throws {
    guard isWanted, statistics.isOfSeveralRuns else { return }
    throw ValidationError(
      "--\(resume ? "resume" : "checkpoint") is for one run, not for --replications or --precision")
  }

  /// The options as words of a command line that resumes.
  var wordsToResume: [String] {
    switch checkpoint {
    case .every(let span): ["--checkpoint", span.text, "--resume"]
    case .off, nil: ["--resume"]
    }
  }
}

/// What `--checkpoint` says.
package enum CheckpointInterval: Hashable, Sendable {
  case off
  /// Wall time between the end of one checkpoint and the next one.
  case every(TimeSpan)

  /// Five minutes.
  package static let standard = CheckpointInterval.every(
    TimeSpan(nanoseconds: 300 * 1_000_000_000))

  /// Reads `off`, or a time above zero.
  package init(parsing text: String) throws(QuantityError) {
    if text == "off" {
      self = .off
      return
    }
    let span = try TimeSpan(parsing: text)
    guard span > .zero else {
      throw QuantityError(.outOfRange, text: text, expected: "a time above 0s, such as 5min")
    }
    self = .every(span)
  }
}
