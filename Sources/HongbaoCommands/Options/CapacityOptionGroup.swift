import ArgumentParser
import Experiments
import Quantities

/// How a capacity study is made.
struct CapacityOptionGroup: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Seeds by which a load is shown to hold, 3 to 100.", valueName: "n"))
  var replications = 4

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Largest width of the bracket around the largest load, 0.1% to 50%; 2% by default.",
      valueName: "share"),
    transform: { text in
      guard let share = try? Ratio(parsing: text), (0.001...0.5).contains(share.fraction) else {
        throw ValidationError("--precision must be 0.1% to 50%, got '\(text)'")
      }
      return share.fraction
    })
  var precision: Double?

  @Option(
    name: .customLong("point-warmup"), parsing: .unconditional,
    help: ArgumentHelp(
      "Simulated time before the window of a point; by default until the people of the first "
        + "packets have opened.", valueName: "time"),
    transform: { try Self.time("--point-warmup", $0) })
  var warmup: TimeSpan?

  @Option(
    name: .customLong("point-window"), parsing: .unconditional,
    help: ArgumentHelp(
      "Simulated time that a point is judged by; by default a million claims, and 2 s at least.",
      valueName: "time"),
    transform: { try Self.time("--point-window", $0) })
  var window: TimeSpan?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Make the study together with n - 1 others that share the results folder, i from 0 to n - 1; "
        + "shard 0 writes the answer.", valueName: "i/n"),
    transform: ShardText.shard)
  var shard: Shard?

  @Flag(
    name: .customLong("require-plan"),
    help: "End with status 99 when the planned peak is not held.")
  var requiresPlan = false

  @Flag(help: "Write report.pdf too, by a headless Chromium where there is one.")
  var pdf = false

  @Flag(help: "Write the curve as knee.svg and knee.png too, the latter by rsvg-convert.")
  var png = false

  private static func time(_ option: String, _ text: String) throws -> TimeSpan {
    guard let time = try? TimeSpan(parsing: text) else {
      throw ValidationError("\(option) must be \(TimeSpan.expectation), got '\(text)'")
    }
    // A run has intervals of a tenth of a second at least: less is no figure at all.
    guard (0.1...86_400).contains(time.seconds) else {
      throw ValidationError(
        "\(option) must be 100ms to 1d of simulated time, got '\(text)'; without it "
          + "\(option.hasSuffix("window") ? defaultWindow : defaultWarmup)")
    }
    return time
  }

  private static let defaultWindow = "a point is judged by a million claims, and 2s at least"
  private static let defaultWarmup =
    "a point waits until the people of the first packets have opened"

  func validate() throws {
    guard (3...100).contains(replications) else {
      throw ValidationError("--replications must be 3 to 100, got '\(replications)'")
    }
  }

  /// The options as words of a command line, defaults left out.
  var words: [String] {
    var words = replications == 4 ? [] : ["--replications", "\(replications)"]
    if let precision { words += ["--precision", Ratio(fraction: precision).text] }
    if let warmup { words += ["--point-warmup", warmup.text] }
    if let window { words += ["--point-window", window.text] }
    return words
  }

  func options(threads: Int, spreading: CapacitySpreading) -> CapacityOptions {
    var options = CapacityOptions(
      replications: replications, precision: precision ?? 0.02, warmup: warmup, window: window,
      threads: threads)
    options.spreading = spreading
    return options
  }
}
