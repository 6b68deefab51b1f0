import ArgumentParser
import Experiments
import Foundation
import Quantities
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes

/// `hongbao watch FILE`: the verdict of a short variant, again after each save.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check a scenario and run a short variant of it, again after each save.",
    discussion: """
      Whenever a YAML or CSV file beside the scenario (or beside a file that it names) is saved, \
      every mistake is told, or the verdict of a run with a short warm-up and a short window: \
      figures to go by while you write, not to decide on. Nothing is written. Ctrl-C ends it \
      (status 130).

      EXAMPLES
        hongbao watch peak.yaml
        hongbao watch peak.yaml --warmup 5s --window 5s --set tiers.cache.nodes=96
      """)

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .long,
    help: ArgumentHelp("The longest warm-up of the variant.", valueName: "time"),
    transform: { try WatchCommand.time($0, "--warmup") })
  var warmup = TimeSpan(nanoseconds: 1_000_000_000)

  @Option(
    name: .long,
    help: ArgumentHelp("How long the variant runs after its warm-up.", valueName: "time"),
    transform: { try WatchCommand.time($0, "--window") })
  var window = TimeSpan(nanoseconds: 1_000_000_000)

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Changes a value of the scenario, as in hongbao run.", valueName: "path=value"))
  var overrides: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Threads of a run; all cores by default.", valueName: "n"))
  var threads: Int?

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be 1 to 1024, got '\(threads)'")
    }
    for text in overrides where !text.contains("=") || text.hasPrefix("=") {
      throw ValidationError("--set needs path=value, got '\(text)'")
    }
  }

  private static func time(_ text: String, _ option: String) throws -> TimeSpan {
    guard let time = try? TimeSpan(parsing: text), time > .zero else {
      throw ValidationError("\(option) must be a time above 0s, such as 2s, got '\(text)'")
    }
    return time
  }

  func run() throws {
    Interruption.listen()
    guard FileManager.default.isReadableFile(atPath: file) else {
      if case .unreadable(let diagnostic) = ScenarioLoader.load(path: file) {
        DiagnosticPrinter(style: style).show([diagnostic])
      }
      throw ExitStatus.missingInput.error
    }
    var isFirst = true
    // Watched before it is read: a save meanwhile is not missed.
    var folders = Self.folders(of: files)
    var watch = try FileWatch(folders: folders, endings: Self.endings)
    while Interruption.status == nil {
      try tell(isFirst: isFirst)
      isFirst = false
      guard watch.waitForSave() else { break }
      let now = Self.folders(of: files)
      if now != folders {
        folders = now
        watch = try FileWatch(folders: folders, endings: Self.endings)
      }
    }
    throw (Interruption.status ?? .interrupted).error
  }

  private static let endings = [".yaml", ".yml", ".csv"]

  /// The scenario's file and those that it names; a broken one has none but itself.
  private var files: [String] {
    if case .loaded(let loaded, _) = ScenarioLoader.load(path: file) { return loaded.files }
    return [file]
  }

  /// The folders in which files lie.
  private static func folders(of files: [String]) -> [String] {
    Set(
      files.map { path in
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
      }
    ).sorted()
  }

  /// One check and one run.
  private func tell(isFirst: Bool) throws {
    let printer = DiagnosticPrinter(style: style)
    if !isFirst { logging.log.tell(.info, "\n\(Date().formatted(.iso8601)) saved\n") }
    switch ScenarioLoader.load(path: file, overrides: overrides) {
    case .unreadable(let diagnostic): printer.show([diagnostic])
    case .invalid(let diagnostics): printer.show(diagnostics)
    case .loaded(let whole, let warnings):
      if logging.log.shows(.warning) { printer.show(warnings) }
      let short = shortened(whole.scenario)
      guard case .loaded(let loaded, _) = ScenarioLoader.load(path: file, overrides: short) else {
        // Saved again meanwhile: the next round tells.
        return
      }
      try run(loaded, of: whole)
    }
    logging.log.note("waiting for the next save; Ctrl-C ends it")
  }

  /// The overrides that make the variant.
  private func shortened(_ scenario: Scenario) -> [String] {
    let lead = min(scenario.warmup, warmup)
    let end = TimeSpan(
      nanoseconds: min(scenario.duration.nanoseconds, lead.nanoseconds + window.nanoseconds))
    return overrides + ["warmup=\(lead.text)", "duration=\(end.text)"]
  }

  private func run(_ loaded: LoadedScenario, of whole: LoadedScenario) throws {
    let plan = ReplicationPlan(
      loaded: loaded, toolVersion: ToolVersion.current,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let start = ContinuousClock.now
    do throws(RunFailure) {
      let output = try ReplicationRunner(plan).run(progress: { _ in Interruption.status == nil })
      if !output.isComplete { return }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let text = ResultDocument.brief(
        output.result, color: style.usesColor(on: .output), ascii: style.usesASCII)
      let length = "\(loaded.scenario.duration.text) of \(whole.scenario.duration.text)"
      try? StandardStream.output.write(
        "\(whole.scenario.name): \(length) in \(ProgressText.seconds(seconds))\n\(text)")
    } catch {
      if case .model(let problem) = error {
        StandardStream.error.tell(
          "error[\(CommandCatalog.modelLimit)]: \(problem)\n  --> \(file)\n")
      }
    }
  }
}
