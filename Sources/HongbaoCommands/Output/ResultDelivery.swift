import Foundation
import Reports
import ResultTypes

/// The last steps of every verb that gives a result: files, standard output, verdict.
struct ResultDelivery {
  var output: OutputOptions
  var delivery: DeliveryOptions
  /// The scenario's file, for annotations.
  var file: String

  /// Puts the folder in place in one step; false when a signal came before. A partial result is
  /// there because of a signal.
  func save(_ folder: RunFolder) throws -> Bool {
    let replacement = folder.replacement(in: output.folder)
    let files = try folder.files(date: RecordDate.text)
    let isPartial = folder.result.partial != nil
    let mayCommit = { isPartial || Interruption.status == nil }
    guard try replacement.commit(files, mayCommit: mayCommit) else {
      return false
    }
    output.log.note("wrote \(replacement.target)/report.html")
    return true
  }

  /// Keeps the run in the database beside its folder, unless that is not wanted.
  func keep(_ run: KeptRun) {
    guard !delivery.skipsStore else { return }
    let shelf = RunShelf(folder: output.folder)
    guard let id = shelf.keep(run, log: output.log) else { return }
    let out = output.folder == "results" ? [] : ["--out", output.folder]
    let words = ShellWords.line(["hongbao", "runs", "show", id] + out)
    output.log.note("kept as \(id) in \(shelf.path); `\(words)` shows it again")
  }

  /// Writes the result, or its fingerprint alone, to standard output. That of a partial result is
  /// none to compare, and is left out.
  func show(_ result: RunResult, _ machine: MachineResult) throws {
    if delivery.fingerprint {
      guard result.partial == nil else { return }
      return try StandardStream.output.write(FingerprintLine.text(result.fingerprint, file))
    }
    let answer = Answer.run(StoredRun(result: result, machine: machine))
    try StandardStream.output.write(answer.text(output.printedFormat, output.style))
  }

  /// Writes what CI systems show: JUnit XML and a summary.
  ///
  /// - Throws: `OutputFailure` for the files that were asked for; GitHub's own is a warning.
  func report(_ result: RunResult, _ machine: MachineResult) throws {
    if let path = delivery.junit {
      let text = RunsDocument.junit(result, file: file, wallSeconds: machine.wallSeconds)
      try NamedOutput.write(Array(text.utf8), to: path)
    }
    let summary = ResultDocument.markdown(result, machine: machine)
    let stepSummary = Self.stepSummary
    if let path = delivery.summary, path != stepSummary {
      try NamedOutput.write(Array(summary.utf8), to: path)
    }
    guard let stepSummary else { return }
    do throws(OutputFailure) {
      try NamedOutput.append(summary + "\n", to: stepSummary)
    } catch {
      output.log.warn("no summary for GitHub: \(error)")
    }
  }

  /// The file that GitHub Actions shows as the summary of a step; nil elsewhere.
  private static var stepSummary: String? {
    let environment = ProcessInfo.processInfo.environment
    guard environment["GITHUB_ACTIONS"] == "true",
      let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty
    else { return nil }
    return path
  }

  /// Ends with an error when the audit or an objective failed.
  func judge(_ result: RunResult) throws {
    if !result.audit.violations.isEmpty {
      for violation in result.audit.violations {
        StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
      }
      throw ExitStatus.internalError.error
    }
    let failed = result.objectives.filter { !$0.passed }
    guard !failed.isEmpty else { return }
    if let early = result.endedEarly {
      StandardStream.error.tell("error: ended early: \(early.place)\n")
    }
    for objective in failed {
      StandardStream.error.tell("error: objective failed: \(objective.expression)\n")
    }
    DiagnosticPrinter(style: output.style).annotate(
      failed.map {
        WorkflowAnnotation(
          level: "error", file: file, line: $0.line, title: "objective failed",
          message: "\($0.expression): \(ReportWords.measured($0))")
      })
    let words = ShellWords.line(["hongbao", "capacity", file])
    output.log.note("`\(words)` tells how much it holds, and how big it must be")
    throw ExitStatus.objectiveFailed.error
  }
}
