import ArgumentParser
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import Synchronization

/// `hongbao capacity FILE`: how much it holds, how big it must be, and what if inputs are wrong.
struct CapacityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract: "Find the largest load that holds, what limits it, and the smallest fleet.",
    discussion: """
      Points are a few seconds of the scenario's peak held level, the same random numbers for all. \
      Finished points are kept in <out>/<scenario>/capacity-<digest>/points: after a kill the same \
      command goes on from them, to the same answer. capacity.json, report.html and run.json are \
      written beside them at the end. What a tier may cost and hold, and what is uncertain, says \
      the section `capacity` of the scenario (docs/capacity.md); without it defaults are assumed.

      EXAMPLES
        hongbao capacity topologies/new-year-peak.yaml
        hongbao capacity peak.yaml --precision 1% --replications 8 --json | jq .largest_load
      """)

  @Argument(
    help: ArgumentHelp("The scenario, or a report of ours.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "html"]))
  var file: String

  @OptionGroup var options: RunOptions

  @OptionGroup var study: CapacityOptionGroup

  func run() throws {
    Interruption.listen()
    let start = ContinuousClock.now
    let loaded = try load()
    let folder = try CapacityFolder(loaded, in: options.outputFolder)
    var outcome = try simulate(loaded, folder)
    outcome.result.answer = CapacityDocument.answer(outcome.result)
    try deliver(outcome, folder, seconds: (ContinuousClock.now - start) / .seconds(1))
    guard !outcome.result.headroom.held else { return }
    let words = outcome.result.headroom.failed.joined(separator: ", ")
    StandardStream.error.tell(
      "\(study.requiresPlan ? "error" : "warning"): the planned peak is not held: \(words)\n")
    if study.requiresPlan { throw ExitStatus.objectiveFailed.error }
  }

  // MARK: - Steps

  private func load() throws -> LoadedScenario {
    try DiagnosticPrinter(style: options.style)
      .accept(ScenarioLoader.load(path: file, overrides: options.allOverrides))
  }

  private func simulate(
    _ loaded: LoadedScenario, _ folder: CapacityFolder
  ) throws -> CapacityStudy.Outcome {
    let threads = options.threads ?? ProcessInfo.processInfo.activeProcessorCount
    let reporter = Mutex(CapacityReporter())
    let isShown = !options.quiet && !options.hidesProgress
    let study = CapacityStudy(
      loaded, toolVersion: ToolVersion.current, options: study.options(threads: threads),
      store: folder
    ) { progress in
      if isShown { reporter.withLock { $0.show(progress) } }
      return Interruption.status == nil
    }
    do throws(CapacityStop) {
      let outcome = try study.run()
      reporter.withLock { $0.clear() }
      return outcome
    } catch {
      reporter.withLock { $0.clear() }
      throw ended(error, folder)
    }
  }

  /// Says why there is no answer.
  private func ended(_ stop: CapacityStop, _ folder: CapacityFolder) -> any Error {
    switch stop {
    case .stopped:
      StandardStream.error.tell(
        "error: stopped by a signal; the points are kept, the same command goes on from them\n")
      return (Interruption.status ?? .interrupted).error
    case .notKept:
      return folder.writingFailure
        ?? OutputFailure(.inputOutput, action: "keep a point in", path: folder.path, errorNumber: 5)
    case .model(let error):
      StandardStream.error.tell("error: \(file): \(error)\n")
      return ExitStatus.invalidInput.error
    case .audit(let violations):
      for violation in violations {
        StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
      }
      return ExitStatus.internalError.error
    }
  }

  private func deliver(
    _ outcome: CapacityStudy.Outcome, _ folder: CapacityFolder, seconds: Double
  ) throws {
    let result = outcome.result
    let command = ShellWords.line(words)
    let machine = MachineResult(
      wallSeconds: seconds, loopSeconds: seconds, claimsPerWallSecond: nil,
      eventsPerWallSecond: 0, threads: options.threads ?? 0, ranks: 1,
      peakMemoryBytes: MachineProbe.peakMemoryBytes())
    let record = RunRecord(
      tool: result.tool, command: command, date: Date().ISO8601Format(),
      fingerprint: CapacityDocument.fingerprint(result), machine: machine)
    try folder.write(CapacityDocument.json(result), as: "capacity.json")
    try folder.write(
      CapacityDocument.html(result, picture: outcome.picture, command: command),
      as: "report.html")
    try folder.write(try record.json(), as: "run.json")
    try convert(result, folder)
    if !options.quiet {
      StandardStream.error.tell("note: wrote \(folder.path)/report.html\n")
    }
    let output = options.output
    let text =
      switch output.printedFormat {
      case .text:
        CapacityDocument.text(
          result, color: output.style.usesColor(on: .output), ascii: output.style.usesASCII)
      case .json: CapacityDocument.json(result)
      case .csv: CapacityDocument.csv(result)
      case .markdown: CapacityDocument.markdown(result)
      }
    try StandardStream.output.write(text)
  }

  /// The report as PDF and the curve as picture, where that was asked for.
  private func convert(_ result: CapacityResult, _ folder: CapacityFolder) throws {
    var missing: [String?] = []
    if study.pdf {
      missing.append(
        PageConversion.pdf(of: folder.path + "/report.html", to: folder.path + "/report.pdf"))
    }
    if study.png {
      try folder.write(CapacityDocument.kneeSVG(result), as: "knee.svg")
      missing.append(
        PageConversion.png(of: folder.path + "/knee.svg", to: folder.path + "/knee.png"))
    }
    for words in missing.compactMap({ $0 }) { StandardStream.error.tell("warning: \(words)\n") }
  }

  /// The command line that makes the study again.
  private var words: [String] {
    ["./hongbao", "capacity", file]
      + (options.seed.map { ["--seed", "\($0)"] } ?? [])
      + options.overrides.flatMap { ["--set", $0] } + study.words
  }
}
