import ArgumentParser
import ClusterModel
import Foundation
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes

/// `hongbao run FILE`: one scenario, one seed, one result.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a scenario and write its capacity report.",
    discussion: """
      The result goes to standard output, progress and warnings to standard error. Four files go \
      to <out>/<scenario>/seed-<seed>-<digest>/: result.json, series.csv, report.html and \
      run.json. The folder is replaced in one step; a run that is stopped writes nothing.

      EXAMPLES
        hongbao run topologies/new-year-peak.yaml --set duration=25s
        hongbao run peak.yaml --seed 7 --format json | jq .fingerprint
      """)

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var options: RunOptions

  func run() throws {
    Interruption.listen()
    let start = ContinuousClock.now
    let printer = DiagnosticPrinter(style: options.style)
    let loaded = try load(printer)
    let (output, loopSeconds) = try simulate(loaded)
    if let status = Interruption.status { throw stopped(status) }
    let result = ResultDocument.fingerprinted(output.result)
    let machine = MachineResult(
      wallSeconds: (ContinuousClock.now - start) / .seconds(1), loopSeconds: loopSeconds,
      claimsPerWallSecond: output.claims.map { Double($0) / loopSeconds },
      eventsPerWallSecond: Double(result.events) / loopSeconds, threads: 1, ranks: 1,
      peakMemoryBytes: MachineProbe.peakMemoryBytes())
    try save(RunFolder(result: result, machine: machine, command: command(loaded)))
    try StandardStream.output.write(text(result, machine))
    try judge(result, printer)
  }

  // MARK: Steps

  private func load(_ printer: DiagnosticPrinter) throws -> LoadedScenario {
    switch ScenarioLoader.load(path: file, overrides: options.allOverrides) {
    case .loaded(let loaded, let warnings):
      printer.show(warnings)
      if loaded.scenario.objectives.isEmpty {
        note("the scenario has no objectives; none is checked")
      }
      return loaded
    case .unreadable(let diagnostic):
      printer.show([diagnostic])
      throw ExitStatus.missingInput.error
    case .invalid(let diagnostics):
      printer.show(diagnostics)
      throw ExitStatus.invalidInput.error
    }
  }

  /// The output of the run and the wall seconds of its loop.
  private func simulate(_ loaded: LoadedScenario) throws -> (RunOutput, Double) {
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: ToolVersion.current)
      var reporter = ProgressReporter()
      let showsProgress = !options.quiet && !options.hidesProgress
      let start = ContinuousClock.now
      let output = simulation.run { progress in
        if showsProgress { reporter.show(progress) }
        return Interruption.status == nil
      }
      let loopSeconds = (ContinuousClock.now - start) / .seconds(1)
      reporter.clear()
      return (output, loopSeconds)
    } catch {
      StandardStream.error.tell(
        "error[\(CommandCatalog.modelLimit)]: \(error)\n  --> \(file)\n")
      throw ExitStatus.invalidInput.error
    }
  }

  private func save(_ folder: RunFolder) throws {
    let replacement = folder.replacement(in: options.outputFolder)
    let files = try folder.files(date: Date().ISO8601Format())
    guard try replacement.commit(files, mayCommit: { Interruption.status == nil }) else {
      throw stopped(Interruption.status ?? .interrupted)
    }
    note("wrote \(replacement.target)/report.html")
  }

  private func text(_ result: RunResult, _ machine: MachineResult) -> String {
    switch options.outputFormat {
    case .text:
      ResultDocument.text(
        result, machine: machine, color: options.style.usesColor(on: .output),
        ascii: options.style.usesASCII)
    case .json: ResultDocument.json(result, machine: machine)
    case .csv: ResultDocument.summaryCSV(result)
    case .markdown: ResultDocument.markdown(result, machine: machine)
    }
  }

  /// Ends with an error when the audit or an objective failed.
  private func judge(_ result: RunResult, _ printer: DiagnosticPrinter) throws {
    if !result.audit.violations.isEmpty {
      for violation in result.audit.violations {
        StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
      }
      throw ExitStatus.internalError.error
    }
    let failed = result.objectives.filter { !$0.passed }
    guard !failed.isEmpty else { return }
    for objective in failed {
      StandardStream.error.tell("error: objective failed: \(objective.expression)\n")
    }
    printer.annotate(
      failed.map {
        WorkflowAnnotation(
          level: "error", file: file, line: $0.line, title: "objective failed",
          message: $0.expression)
      })
    throw ExitStatus.objectiveFailed.error
  }

  // MARK: Words

  private func note(_ text: String) {
    if !options.quiet { StandardStream.error.tell("note: \(text)\n") }
  }

  private func stopped(_ status: ExitStatus) -> ExitCode {
    StandardStream.error.tell("error: stopped by a signal; nothing was written\n")
    return status.error
  }

  /// The line that makes the result again, with the seed that was used.
  private func command(_ loaded: LoadedScenario) -> String {
    let overrides = options.overrides.filter { !$0.hasPrefix("seed=") }.flatMap { ["--set", $0] }
    return ShellWords.line(
      ["./hongbao", "run", file, "--seed", String(loaded.scenario.seed)] + overrides)
  }
}
