import ArgumentParser
import Experiments

/// How often a scenario is run, and how well its figures must be known.
struct StatisticsOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Independent runs with other seeds; their spread gives the intervals.", valueName: "n"))
  var replications: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Run until the half-width of the 95 % intervals is at most this share of the mean, for "
        + "example 2%.", valueName: "share"),
    transform: { text in
      guard let share = PrecisionText.share(text) else {
        throw ValidationError("--precision must be a share above 0%, such as 2%, got '\(text)'")
      }
      return share
    })
  var precision: Double?

  @Option(
    name: .customLong("metric"), parsing: .singleValue,
    help: ArgumentHelp(
      "A metric that --precision is about, for example requests.claim.latency_ms.p99; may be given "
        + "again. Default: those of the objectives.", valueName: "name"),
    completion: Completions.metrics)
  var metrics: [String] = []

  @Option(
    name: .customLong("min-replications"), parsing: .unconditional,
    help: ArgumentHelp(
      "The fewest replications with --precision (default: 10, or the most if that is less).",
      valueName: "n"))
  var fewest: Int?

  @Option(
    name: .customLong("max-replications"), parsing: .unconditional,
    help: ArgumentHelp("The most replications with --precision.", valueName: "n"))
  var most = 1000

  @Flag(
    name: .customLong("require-precision"),
    help: "End with status 75 when the precision was not reached.")
  var requiresPrecision = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "auto: find for each metric where its statistics should begin (MSER-5); the scenario's own "
        + "warm-up is not used then.", valueName: "auto"))
  var warmup: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Run only part i of n of the replications, i from 0 to n - 1, and keep their figures for "
        + "hongbao merge. Goes on where it stopped.", valueName: "i/n"),
    transform: ShardText.shard)
  var shard: Shard?

  @Flag(
    name: .customLong("hgrm"),
    help: "Write the latency histograms as HdrHistogram percentile files too.")
  var writesHistograms = false

  private var least: Int { fewest ?? min(10, most) }

  var detectsWarmup: Bool { warmup == "auto" }

  /// More than one run is, or may be, asked for, or a part of several.
  var isOfSeveralRuns: Bool { precision != nil || (replications ?? 1) > 1 || shard != nil }

  /// What `--precision` asks for.
  var wish: ReplicationPlan.Precision? {
    precision.map {
      ReplicationPlan.Precision(target: $0, metrics: metrics, least: least, most: most)
    }
  }

  /// The options as words of a command line; a shard is not among them, since all shards together
  /// make the result.
  var words: [String] {
    var words: [String] = []
    if let replications { words += ["--replications", String(replications)] }
    if let precision {
      words += ["--precision", "\(precision)"] + metrics.flatMap { ["--metric", $0] }
      words += ["--min-replications", String(least), "--max-replications", String(most)]
    }
    if detectsWarmup { words += ["--warmup", "auto"] }
    return words
  }

  /// The options that shape a result, as one text: one run is the same with and without
  /// `--replications 1`.
  var identity: String {
    let words = replications == 1 ? Array(words.dropFirst(2)) : words
    return words.joined(separator: " ")
  }

  func validate() throws {
    if let replications, !(1...1_000_000).contains(replications) {
      throw ValidationError("--replications must be 1 to 1000000, got '\(replications)'")
    }
    if replications != nil && precision != nil {
      throw ValidationError(
        "--replications and --precision contradict each other; bound the latter by "
          + "--max-replications")
    }
    try validateShard()
    if precision == nil && (requiresPrecision || !metrics.isEmpty) {
      throw ValidationError("--metric and --require-precision need --precision")
    }
    if let warmup, warmup != "auto" {
      throw ValidationError(
        "--warmup knows only 'auto'; a fixed one is --set warmup=\(warmup)")
    }
    guard least >= 2, most >= least else {
      throw ValidationError(
        "--min-replications must be at least 2 and at most --max-replications, got "
          + "\(least) and \(most)")
    }
  }

  private func validateShard() throws {
    guard shard != nil else { return }
    if precision != nil {
      throw ValidationError(
        "--shard cannot be used with --precision: when to stop is decided over all replications, "
          + "which no shard has; use --replications")
    }
    guard replications != nil else {
      throw ValidationError(
        "--shard needs --replications, the number of all shards together")
    }
    if writesHistograms {
      throw ValidationError("--hgrm belongs to hongbao merge; a shard writes no result")
    }
  }
}

/// A share as it is written on the command line.
package enum PrecisionText {
  /// `2%` or `0.02`; nil for anything else, zero and 100 % or more.
  package static func share(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text), number.isFinite else {
      return nil
    }
    let share = isPercent ? number / 100 : number
    return share > 0 && share < 1 ? share : nil
  }
}
