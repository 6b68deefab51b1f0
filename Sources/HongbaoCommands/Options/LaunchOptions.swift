import ArgumentParser
import Experiments
import Quantities

/// The options of every verb that writes a job file.
struct LaunchOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Independent runs with other seeds, all shards together.", valueName: "n"))
  var replications: Int?

  @Flag(
    name: .customLong("capacity"),
    help: "A capacity study (hongbao capacity) in place of replications of a run.")
  var isCapacityStudy = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Parts that the replications are cut into, or processes that share a study; with --mpi "
        + "ranks. Minutes of work each are better than seconds: a scheduler takes seconds to start "
        + "one.",
      valueName: "n"))
  var shards: Int

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The seed of all random numbers.", valueName: "n"))
  var seed: UInt64?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Changes a value of the scenario; may be given again.", valueName: "path=value"))
  var overrides: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("auto: as in hongbao run.", valueName: "auto"))
  var warmup: String?

  @Flag(name: .customLong("hgrm"), help: "Write percentile files beside the result.")
  var writesHistograms = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Cores of a shard, each for one replication at a time.", valueName: "n"))
  var threads = 4

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Memory of a shard: threads times what run.json says of one run.", valueName: "size"))
  var memory = "4GiB"

  @Option(
    name: .long,
    help: ArgumentHelp("The longest a shard may take.", valueName: "time"))
  var time = "4h"

  @Option(
    name: .long,
    help: ArgumentHelp("The name of the job; by default from the scenario's.", valueName: "name"))
  var name: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The program as the nodes find it.", valueName: "path"))
  var program: String?

  @Flag(name: .customLong("print"), help: "Write the job file to standard output.")
  var prints = false

  @Option(
    name: .customLong("job-file"),
    help: ArgumentHelp("Where the job file goes; never over another file.", valueName: "file"),
    completion: .file())
  var jobFile: String?

  @OptionGroup var slice: SliceOptions

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  /// All overrides in order; `--seed` has the last word.
  var allOverrides: [String] { overrides + (seed.map { ["seed=\($0)"] } ?? []) }

  /// What of the command line decides the result, as words of `hongbao run`.
  var words: [String] {
    overrides.flatMap { ["--set", $0] } + (seed.map { ["--seed", String($0)] } ?? [])
      + slice.words
  }

  /// The other words, with defaults written out.
  var jobWords: [String] {
    var words = isCapacityStudy ? ["--capacity"] : []
    if let replications { words += ["--replications", String(replications)] }
    words += ["--shards", String(shards)]
    words += ["--threads", String(threads), "--memory", memory, "--time", time]
    if let warmup { words += ["--warmup", warmup] }
    if writesHistograms { words.append("--hgrm") }
    if let name { words += ["--name", name] }
    if let program { words += ["--program", program] }
    return words
  }

  func validate() throws {
    if isCapacityStudy { try validateStudy() } else { try validateReplications() }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads must be 1 to 1024, got '\(threads)'")
    }
    if let warmup, warmup != "auto" {
      throw ValidationError("--warmup knows only 'auto'")
    }
    if let name, !JobName.isValid(name) {
      throw ValidationError("--name must be \(JobName.expectation), got '\(name)'")
    }
    for text in overrides where !text.contains("=") || text.hasPrefix("=") {
      throw ValidationError("--set needs path=value, got '\(text)'")
    }
    if prints && jobFile != nil {
      throw ValidationError("--print and --job-file contradict each other")
    }
    _ = try memoryMebibytes
    _ = try seconds
  }

  private func validateReplications() throws {
    guard let replications else {
      throw ValidationError("--replications is missing, the number of all shards together")
    }
    guard (1...1_000_000).contains(replications) else {
      throw ValidationError("--replications must be 1 to 1000000, got '\(replications)'")
    }
    guard (1...replications).contains(shards) else {
      throw ValidationError(
        "--shards must be 1 to the number of replications, \(replications), got '\(shards)'")
    }
  }

  private func validateStudy() throws {
    if let replications, !(3...100).contains(replications) {
      throw ValidationError(
        "--replications of a capacity study must be 3 to 100, got '\(replications)'")
    }
    guard (1...Shard.largestCount).contains(shards) else {
      throw ValidationError("--shards must be 1 to \(Shard.largestCount), got '\(shards)'")
    }
    if warmup != nil || writesHistograms || slice.wish != nil {
      throw ValidationError("--warmup, --hgrm and --slice are not for --capacity")
    }
  }

  /// The memory in MiB, rounded up.
  var memoryMebibytes: Int64 {
    get throws {
      guard let size = try? ByteSize(parsing: memory), size.bytes > 0 else {
        throw ValidationError("--memory must be \(ByteSize.expectation), got '\(memory)'")
      }
      return (size.bytes - 1) / (1 << 20) + 1
    }
  }

  /// The time in seconds, rounded up.
  var seconds: Int64 {
    get throws {
      guard let span = try? TimeSpan(parsing: time), span.nanoseconds > 0 else {
        throw ValidationError("--time must be \(TimeSpan.expectation), got '\(time)'")
      }
      return (span.nanoseconds - 1) / 1_000_000_000 + 1
    }
  }
}
